package io.gatehouse.akuvox;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.Target;
import io.gatehouse.events.RelayCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command asks of a relay: manual 002, Api relay.
 *
 * @param mode 0 falls back by itself, 1 stays
 * @param level 1 moved, 0 at rest
 * @param delay seconds until it falls back, 0 to 65535; means nothing in mode 1
 */
record AkuvoxOrder(Target target, int mode, int level, int delay) {

  private static final String RELAY = "Relay";
  private static final String DELAY = "delay";
  private static final int AUTO_CLOSE = 0;
  private static final int MANUAL = 1;
  private static final int MAX_DELAY = 65_535;

  /** That of the manual's examples, and of the devices' settings there. */
  private static final int DEFAULT_DELAY = 5;

  /**
   * Reads a command; whether the device has the relay is still to be seen.
   *
   * @throws CommandRejected if no relay could do that
   */
  static AkuvoxOrder of(RelayCommand command) {
    Target target = Target.of(command.getTarget());
    Map<String, String> params = new HashMap<>(command.getParams());
    AkuvoxOrder order =
        switch (command.getAction()) {
          case "TRIGGER" -> new AkuvoxOrder(target, AUTO_CLOSE, 1, delay(params.remove(DELAY)));
          case "ON" -> new AkuvoxOrder(target, MANUAL, 1, 0);
          case "OFF" -> new AkuvoxOrder(target, MANUAL, 0, 0);
          default ->
              throw new CommandRejected(
                  CommandRejected.UNSUPPORTED_ACTION,
                  "a relay cannot "
                      + command.getAction()
                      + "; its actions are TRIGGER (with delay), ON, OFF");
        };
    if (!params.isEmpty()) {
      throw new CommandRejected(
          CommandRejected.BAD_PARAMETER,
          command.getAction()
              + " of a relay has no parameter "
              + params.keySet().iterator().next()
              + "; TRIGGER has delay, ON and OFF have none");
    }
    return order;
  }

  private static int delay(String seconds) {
    if (seconds == null) {
      return DEFAULT_DELAY;
    }
    if (!seconds.matches("[0-9]{1,5}") || Integer.parseInt(seconds) > MAX_DELAY) {
      throw new CommandRejected(
          CommandRejected.BAD_PARAMETER,
          "delay '" + seconds + "' must be whole seconds from 0 to " + MAX_DELAY);
    }
    return Integer.parseInt(seconds);
  }

  /** The relays of a status, as commands name them: relay/1 for RelayA. */
  static List<String> targets(JsonNode status) {
    List<String> targets = new ArrayList<>();
    status
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.matches(RELAY + "[A-I]")) {
                targets.add("relay/" + (name.charAt(RELAY.length()) - 'A' + 1));
              }
            });
    return targets;
  }

  /** The parameters of relay/trig. Precondition: the device has the target. */
  Map<String, Integer> params() {
    return Map.of(
        "mode", mode, "num", Integer.valueOf(target.name()), "level", level, DELAY, delay);
  }

  /** What falls back at once may not be seen. */
  boolean isConfirmable() {
    return mode == MANUAL || delay > 0;
  }

  /** Whether a status shows the relay as it was ordered. */
  boolean isSeenIn(JsonNode status) {
    String name = RELAY + Character.toString('A' + Integer.parseInt(target.name()) - 1);
    return Integer.valueOf(level).equals(AkuvoxInfo.levels(status, RELAY).get(name));
  }
}
