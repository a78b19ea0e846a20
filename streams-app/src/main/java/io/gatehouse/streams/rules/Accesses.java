package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;

/** Accesses that count: one for each decision. */
public final class Accesses {

  private Accesses() {}

  /** A decision of the device, by whatever way it was asked. */
  public static boolean decision(Fact fact) {
    return fact.getKind() == Kind.ACCESS
        && switch (fact.getType()) {
          case "DECISION", "REMOTE", "EXIT_BUTTON" -> true;
          default -> false;
        };
  }

  public static boolean granted(Fact fact) {
    return decision(fact) && fact.getState().equals("GRANTED");
  }

  /**
   * Whether somebody was let in who stood at the door. An access with a session whose way is not
   * known may yet turn out to have been asked for by telephone.
   */
  static boolean inPerson(Fact fact) {
    return granted(fact)
        && switch (fact.getMethod()) {
          case "REMOTE", "CALL", "DTMF" -> false;
          case "UNKNOWN" -> fact.getSession() == null;
          default -> true;
        };
  }

  public static boolean denied(Fact fact) {
    return decision(fact) && fact.getState().equals("DENIED");
  }
}
