package io.gatehouse.streams.api;

/** A request that is not answered; the message is one sentence for whoever asked. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** HTTP status. */
  int status() {
    return status;
  }
}
