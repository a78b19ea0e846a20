package io.gatehouse.streams.rules;

import java.util.List;

/** All rules, in the order of the reference. */
public final class RuleBook {

  private static final List<RuleType> ALL = List.of(ForcedDoor.TYPE);

  private RuleBook() {}

  /** All rules, in the order of the reference. */
  public static List<RuleType> all() {
    return ALL;
  }
}
