package io.gatehouse.streams.rules;

import java.util.List;

/** All rules, in the order of the reference. */
public final class RuleBook {

  private static final List<RuleType> ALL =
      List.of(
          ForcedDoor.TYPE,
          DoorHeldOpen.TYPE,
          DeniedThenForced.TYPE,
          DenialsAtDoor.TYPE,
          DenialsInZone.TYPE,
          DenialsByCredential.TYPE,
          Duress.TYPE,
          TroubleThenOpening.TYPE,
          AlarmNearAccess.TYPE,
          TwoPlaces.TYPE,
          Tailgating.TYPE,
          VisitorAdmitted.TYPE,
          CommandWithoutEffect.TYPE,
          UnseenCommand.TYPE);

  private RuleBook() {}

  /** All rules, in the order of the reference. */
  public static List<RuleType> all() {
    return ALL;
  }
}
