package io.gatehouse.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people say, as the devices of each vendor call it. */
enum Verb {
  /** For a moment. */
  OPEN("TRIGGER", "UNLOCK", "TRIGGER", "TRIGGER"),
  /** Until it is released. */
  HOLD("HOLD", "REMAIN_UNLOCKED", "ON", null),
  /** Ends a hold; at Hik-Connect a lock, too. */
  RELEASE("RELEASE", "LOCK", "OFF", null),
  /** Nobody gets in. */
  LOCK("LOCK", "REMAIN_LOCKED", null, null),
  /** Ends a lock; opens nothing. */
  UNLOCK("UNLOCK", null, null, null);

  private static final Map<String, String> KINDS =
      Map.of("twon", "switch", "hikconnect", "door", "akuvox", "relay", "akuvox-cloud", "relay");

  private final String twon;
  private final String hikConnect;
  private final String akuvox;
  private final String akuvoxCloud;

  Verb(String twon, String hikConnect, String akuvox, String akuvoxCloud) {
    this.twon = twon;
    this.hikConnect = hikConnect;
    this.akuvox = akuvox;
    this.akuvoxCloud = akuvoxCloud;
  }

  /**
   * The verb that was typed.
   *
   * @throws IllegalArgumentException naming all
   */
  static Verb of(String word) {
    List<Verb> all = List.of(values());
    return all.stream()
        .filter(verb -> verb.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'%s' is none of %s".formatted(word, all)));
  }

  /**
   * The action of a vendor's device.
   *
   * @throws IllegalArgumentException naming the verbs that it knows, if not this one
   */
  String action(String vendor) {
    String action = actionOrNull(vendor);
    if (action == null) {
      throw new IllegalArgumentException(
          "'%s' is nothing for a door of %s, but these are: %s"
              .formatted(
                  this,
                  vendor,
                  Arrays.stream(values())
                      .filter(verb -> verb.actionOrNull(vendor) != null)
                      .toList()));
    }
    return action;
  }

  private String actionOrNull(String vendor) {
    return switch (vendor) {
      case "twon" -> twon;
      case "hikconnect" -> hikConnect;
      case "akuvox" -> akuvox;
      case "akuvox-cloud" -> akuvoxCloud;
      default -> null;
    };
  }

  /** What acts at a vendor's door. */
  static String target(String vendor, String door) {
    return KINDS.get(vendor) + "/" + door;
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
