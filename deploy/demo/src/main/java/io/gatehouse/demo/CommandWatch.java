package io.gatehouse.demo;

import io.gatehouse.events.RelayOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows what becomes of one command that was just written. */
final class CommandWatch {

  /** For the outcome of what left at the last moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PATIENCE_FOR_EFFECT = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int ACCEPTED = 0;
  private static final int NOT_ACCEPTED = 1;

  private final String commandId;
  private final Instant expiresAt;
  private final long written = System.nanoTime();

  CommandWatch(String commandId, Instant expiresAt) {
    this.commandId = commandId;
    this.expiresAt = expiresAt;
  }

  /** Returns the exit code, as soon as nothing more is to come; none if there is no outcome. */
  Optional<Integer> follow(EventReader outcomes) {
    Instant end = expiresAt.plus(PATIENCE);
    Optional<Integer> code = Optional.empty();
    while (Instant.now().isBefore(end)) {
      for (var got : outcomes.poll(POLL)) {
        RelayOutcome outcome = (RelayOutcome) got.value();
        if (!outcome.getCommandId().equals(commandId)) {
          continue;
        }
        System.out.println(line(outcome));
        switch (outcome.getStatus()) {
          case "INTENT" -> {}
          case "ACCEPTED" -> {
            code = Optional.of(ACCEPTED);
            end = Instant.now().plus(PATIENCE_FOR_EFFECT);
          }
          case "CONFIRMED", "NOT_CONFIRMED" -> {
            return code;
          }
          default -> {
            return Optional.of(NOT_ACCEPTED);
          }
        }
      }
    }
    if (code.isEmpty()) {
      System.err.printf(
          "No outcome came. Command %s is not sent after %s; does the sink run?%n",
          commandId, expiresAt);
    }
    return code;
  }

  private String line(RelayOutcome outcome) {
    String words =
        Stream.of(
                outcome.getRule(),
                outcome.getVendorCode(),
                outcome.getMessage(),
                outcome.getEvidence())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(": "));
    return "%-13s %s  %s %s  %d ms  %s"
        .formatted(
            outcome.getStatus(),
            outcome.getDeviceId(),
            outcome.getAction(),
            outcome.getTarget(),
            (System.nanoTime() - written) / 1_000_000,
            words)
        .strip();
  }
}
