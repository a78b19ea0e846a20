package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;

/** Commands and what became of them. */
final class Commands {

  private Commands() {}

  /** An outcome of a status. */
  static boolean is(Fact fact, String status) {
    return fact.getKind() == Kind.OUTCOME && fact.getState().equals(status);
  }

  /** It was sent, or may have been. */
  static boolean sent(Fact fact) {
    return is(fact, "INTENT") || taken(fact);
  }

  /** The device took it, or may have. */
  static boolean taken(Fact fact) {
    return is(fact, "ACCEPTED") || is(fact, "UNKNOWN");
  }

  /** Whether its action opens something; a word that nobody knows may. */
  static boolean opens(Fact fact) {
    return switch (fact.getType()) {
      case "OFF", "RELEASE", "LOCK", "REMAIN_LOCKED", "BLOCK_ACCESS", "UNBLOCK_ACCESS" -> false;
      default -> true;
    };
  }

  static boolean same(Fact one, Fact other) {
    return one.getLink() != null && one.getLink().equals(other.getLink());
  }

  /** A command with its device; begins a sentence. */
  static String words(Fact outcome) {
    String target = outcome.getAttributes().get("target");
    return "Command "
        + outcome.getLink()
        + (outcome.getType().isEmpty() ? "" : " " + outcome.getType())
        + (target == null ? "" : " of " + target)
        + " to "
        + Words.device(outcome)
        + Words.place(outcome)
        + ", asked for by "
        + Words.who(outcome)
        + ",";
  }
}
