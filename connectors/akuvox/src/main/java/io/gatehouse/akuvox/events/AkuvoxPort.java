package io.gatehouse.akuvox.events;

import io.gatehouse.engine.DeviceSpec;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A relay or an input, which is called 1, A or RelayA: manual 002, Api relay and Api input. */
final class AkuvoxPort {

  private static final Pattern NAME =
      Pattern.compile("(?:relay|input)?[ _-]?(?:([1-9])|([a-i]))", Pattern.CASE_INSENSITIVE);

  private AkuvoxPort() {}

  /** A for 1, InputA or a; what is called otherwise keeps its name. */
  static String letter(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return name;
    }
    return matcher.group(1) == null
        ? matcher.group(2).toUpperCase(Locale.ROOT)
        : Character.toString('A' + Integer.parseInt(matcher.group(1)) - 1);
  }

  /**
   * The door that a relay opens, whichever of the relay's names the operator took.
   *
   * @param relay null if no relay was told
   * @return null where nobody named it
   */
  static String door(DeviceSpec device, String relay) {
    if (relay == null) {
      return null;
    }
    String letter = letter(relay);
    return device.doors().entrySet().stream()
        .filter(door -> letter(door.getKey()).equals(letter))
        .min(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .orElse(null);
  }
}
