package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.util.List;

/** Which door a fact is about, and what that door did. */
public final class Doors {

  private Doors() {}

  /**
   * Whether two facts can be about one door: the same name in one zone, whichever device tells it;
   * of one device also where either names none.
   */
  public static boolean same(Fact one, Fact other) {
    if (one.getDoor() == null || other.getDoor() == null) {
      return one.getDeviceId().equals(other.getDeviceId());
    }
    return one.getDoor().equals(other.getDoor());
  }

  /** What tells a door from others within a zone: its name, or else its device. */
  static String key(Fact fact) {
    return fact.getDoor() == null ? "device\0" + fact.getDeviceId() : "door\0" + fact.getDoor();
  }

  /** At how many doors facts happened. */
  static long count(List<Fact> facts) {
    return facts.stream().map(Doors::key).distinct().count();
  }

  public static boolean opened(Fact fact) {
    return says(fact, "OPENED");
  }

  public static boolean closed(Fact fact) {
    return says(fact, "CLOSED");
  }

  private static boolean says(Fact fact, String state) {
    return fact.getKind() == Kind.DEVICE
        && fact.getType().equals("DOOR")
        && state.equals(fact.getState());
  }
}
