package io.gatehouse.akuvox.events;

import io.gatehouse.engine.RedactionRules;
import io.gatehouse.engine.RedactionRules.Treatment;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is secret in Akuvox payloads. It goes by the name of a field, so it holds for fields that
 * nobody has described yet; where a name could mean a secret, it is taken for one.
 *
 * <p>{@code Code} holds the number of a card or, just as well, a PIN. It is always removed: what is
 * kept of a card is the event's credential.
 */
public final class AkuvoxSecrets {

  /** PINs, passwords and keys are removed, card numbers become tokens. */
  public static final RedactionRules RULES = AkuvoxSecrets::treatmentOf;

  /** In the names of PINs, passwords and keys; private_key and temp_key are PINs. */
  private static final List<String> SECRET =
      List.of(
          "code", "pin", "passw", "pwd", "secret", "dtmf", "digit", "key", "token", "ciphertext");

  /** In the names of cards and number plates. */
  private static final List<String> CREDENTIAL =
      List.of("card", "rfid", "plate", "badge", "wiegand", "credential");

  private static final Pattern USER_IN_URL =
      Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@");

  private AkuvoxSecrets() {}

  static Treatment treatmentOf(String name, String value) {
    String word = AkuvoxItem.plain(name);
    if (containsAny(word, SECRET)) {
      return Treatment.REMOVE;
    }
    if (containsAny(word, CREDENTIAL)
        || word.startsWith("rf")
        || (word.endsWith("uid") && !word.endsWith("uuid"))) {
      return Treatment.TOKEN;
    }
    return isOpaque(name, value.strip()) ? Treatment.REMOVE : Treatment.KEEP;
  }

  /** A text without the password that it has if it is a URL with one. */
  static String withoutUser(String text) {
    return USER_IN_URL.matcher(text).replaceFirst("$1");
  }

  /** What no name tells of: a value alone, JSON within a string, a URL with its password. */
  private static boolean isOpaque(String name, String value) {
    return (name.isEmpty() && !value.isEmpty())
        || value.startsWith("{")
        || value.startsWith("[")
        || USER_IN_URL.matcher(value).find();
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
