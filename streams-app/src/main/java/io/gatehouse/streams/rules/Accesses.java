package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.util.List;
import java.util.Objects;

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

  /** Whom several facts are about, if they are all about the same; null: nobody in particular. */
  static Fact holder(List<Fact> facts) {
    Fact first = facts.get(0);
    return facts.stream().allMatch(fact -> sameHolder(fact, first)) ? first : null;
  }

  private static boolean sameHolder(Fact one, Fact other) {
    return Objects.equals(one.getPersonId(), other.getPersonId())
        && Objects.equals(one.getPersonName(), other.getPersonName())
        && Objects.equals(one.getCredential(), other.getCredential());
  }
}
