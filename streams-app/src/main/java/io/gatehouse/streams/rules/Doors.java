package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;

/** Which door a fact is about, and what that door did. */
final class Doors {

  private Doors() {}

  /**
   * Whether two facts can be about one door: the same name in one zone, whichever device tells it;
   * of one device also where either names none.
   */
  static boolean same(Fact one, Fact other) {
    if (one.getDoor() == null || other.getDoor() == null) {
      return one.getDeviceId().equals(other.getDeviceId());
    }
    return one.getDoor().equals(other.getDoor());
  }

  static boolean opened(Fact fact) {
    return says(fact, "OPENED");
  }

  static boolean closed(Fact fact) {
    return says(fact, "CLOSED");
  }

  private static boolean says(Fact fact, String state) {
    return fact.getKind() == Kind.DEVICE
        && fact.getType().equals("DOOR")
        && state.equals(fact.getState());
  }
}
