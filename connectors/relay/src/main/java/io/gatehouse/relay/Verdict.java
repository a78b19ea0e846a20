package io.gatehouse.relay;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import java.time.Instant;

/**
 * What became of a command.
 *
 * @param word the rule that rejected it, the device's code, or the evidence, by the status; or null
 * @param message for people: what happened and what helps; or null
 */
record Verdict(Status status, String word, String message) {

  static Verdict of(Status status) {
    return new Verdict(status, null, null);
  }

  static Verdict of(Status status, String message) {
    return new Verdict(status, null, message);
  }

  static Verdict rejected(String rule, String message) {
    return new Verdict(Status.REJECTED, rule, message);
  }

  /** Never sent, and never to be. */
  static Verdict expired(RelayCommand command, String where) {
    return of(Status.EXPIRED, "expired at " + command.getExpiresAt() + " " + where + "; not sent");
  }

  /** The record for the outcome topic. */
  RelayOutcome outcome(RelayCommand command, Instant now) {
    RelayOutcome outcome = new RelayOutcome();
    outcome.setCommandId(command.getCommandId());
    outcome.setDeviceId(command.getDeviceId());
    outcome.setStatus(status.name());
    outcome.setOccurredAt(now);
    outcome.setAction(command.getAction());
    outcome.setTarget(command.getTarget());
    outcome.setRule(status == Status.REJECTED ? word : null);
    outcome.setVendorCode(status == Status.REFUSED ? word : null);
    outcome.setEvidence(status == Status.CONFIRMED ? word : null);
    outcome.setMessage(message);
    outcome.setIssuedAt(command.getIssuedAt());
    outcome.setExpiresAt(command.getExpiresAt());
    outcome.setRequestedBy(command.getRequestedBy());
    outcome.setReason(command.getReason());
    return outcome;
  }
}
