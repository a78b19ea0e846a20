package io.gatehouse.twon;

import io.gatehouse.engine.RedactionRules.Treatment;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What in a 2N event is secret. It goes by the name of a parameter, so it holds for event types
 * that nobody has described yet; where a name could mean a secret, it is taken for one.
 */
final class TwonSecrets {

  /** In the names of PINs and passwords. */
  private static final List<String> SECRET =
      List.of("code", "pin", "passw", "secret", "dtmf", "digit");

  /** Names of a single key, which in sequence tell a PIN. */
  private static final Set<String> KEY = Set.of("key", "keys", "button", "char", "symbol", "tone");

  /** Where a display was touched: on a keypad on the display, in sequence, that tells a PIN. */
  private static final Set<String> TOUCH = Set.of("x", "y", "dx", "dy");

  /** In the names of cards, mobile keys and number plates. */
  private static final List<String> CREDENTIAL =
      List.of("card", "authid", "plate", "wiegand", "rfid", "badge", "credential");

  private TwonSecrets() {}

  static Treatment treatmentOf(String name, String value) {
    String word = name.toLowerCase(Locale.ROOT);
    if (TOUCH.contains(word) || containsAny(word, SECRET)) {
      return Treatment.REMOVE;
    }
    if (KEY.contains(word)) {
      return isKeypad(value) ? Treatment.REMOVE : Treatment.KEEP;
    }
    if (containsAny(word, CREDENTIAL) || (word.endsWith("uid") && !word.endsWith("uuid"))) {
      return Treatment.TOKEN;
    }
    // JSON within a string is not looked into.
    return value.startsWith("{") || value.startsWith("[") ? Treatment.REMOVE : Treatment.KEEP;
  }

  /**
   * Whether a key, or some in sequence, is of the numeric keypad: 0 to 9, * and #. Speed dial
   * buttons (%1 to %150) and buttons with a name are not: manual 000, 5.10.4, KeyPressed.
   */
  static boolean isKeypad(String key) {
    return key.isEmpty()
        || (!isSpeedDial(key)
            && key.chars().anyMatch(c -> Character.isDigit(c) || c == '*' || c == '#'));
  }

  private static boolean isSpeedDial(String key) {
    return key.startsWith("%")
        && key.length() <= 4
        && key.chars().skip(1).allMatch(Character::isDigit);
  }

  private static boolean containsAny(String word, List<String> parts) {
    for (String part : parts) {
      if (word.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
