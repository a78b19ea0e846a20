package io.gatehouse.relay;

/** What {@code status} of a RelayOutcome says. */
enum Status {
  /** About to be sent; without another status after it, it may have been. */
  INTENT(false),
  ACCEPTED(true),
  REJECTED(true),
  REFUSED(true),
  EXPIRED(true),
  DUPLICATE(true),
  FAILED(true),
  UNKNOWN(true),
  /** Follows ACCEPTED. */
  CONFIRMED(false),
  /** Follows ACCEPTED. */
  NOT_CONFIRMED(false);

  private final boolean isFinal;

  Status(boolean isFinal) {
    this.isFinal = isFinal;
  }

  /** Whether a command ends with it: every command has exactly one of these. */
  boolean isFinal() {
    return isFinal;
  }
}
