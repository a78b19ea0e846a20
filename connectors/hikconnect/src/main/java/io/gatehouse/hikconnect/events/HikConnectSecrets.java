package io.gatehouse.hikconnect.events;

import io.gatehouse.engine.RedactionRules.Treatment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What in a message is secret. It goes by the name of a field, so it holds for messages that nobody
 * has described yet; where a name could mean a secret, it is taken for one. Links to pictures hold
 * keys of their own and stay: without them the picture cannot be fetched, and they expire.
 */
final class HikConnectSecrets {

  /** In the names of PINs and passwords. */
  private static final List<String> SECRET =
      List.of("code", "pin", "passw", "pwd", "secret", "dtmf", "digit");

  /** Names that only look like it: manual 004, A.3.121 and A.4. */
  private static final Set<String> HARMLESS = Set.of("personcode", "errorcode", "eventcode");

  /** In the names of cards and number plates. */
  private static final List<String> CREDENTIAL =
      List.of(
          "card", "licenseplate", "platelicense", "licenseno", "plateno", "platenum", "credential");

  /** Enough for all names that the cloud has, and a bound for those that it does not. */
  private static final int NAMES = 2_000;

  private static final Map<String, Treatment> BY_NAME = new ConcurrentHashMap<>();

  private HikConnectSecrets() {}

  static Treatment treatmentOf(String name, String value) {
    Treatment known = BY_NAME.get(name);
    Treatment byName = known == null ? treatmentOf(name) : known;
    if (known == null && BY_NAME.size() < NAMES) {
      BY_NAME.put(name, byName);
    }
    // JSON within a string is not looked into.
    return byName == Treatment.KEEP && (value.startsWith("{") || value.startsWith("["))
        ? Treatment.REMOVE
        : byName;
  }

  private static Treatment treatmentOf(String name) {
    String word = name.toLowerCase(Locale.ROOT);
    if (containsAny(word, SECRET) && !HARMLESS.contains(word)) {
      return Treatment.REMOVE;
    }
    if (containsAny(word, CREDENTIAL) && !word.startsWith("cardreader")) {
      return Treatment.TOKEN;
    }
    return Treatment.KEEP;
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
