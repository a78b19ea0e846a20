package io.gatehouse.streams.rules;

import java.util.List;

/** All rules, in the order of the reference. */
public final class RuleBook {

  private static final List<RuleType> ALL =
      List.of(
          ForcedDoor.TYPE,
          DeniedThenForced.TYPE,
          DenialsInZone.TYPE,
          DenialsByCredential.TYPE,
          TroubleThenOpening.TYPE,
          AlarmNearAccess.TYPE,
          TwoPlaces.TYPE);

  private RuleBook() {}

  /** All rules, in the order of the reference. */
  public static List<RuleType> all() {
    return ALL;
  }
}
