package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What can be wrong with a device before somebody opens its door. */
enum Trouble {
  TAMPER("was tampered with", Duration.ofMinutes(10), "HIGH"),
  SILENCE("fell silent", Duration.ofMinutes(5), "MEDIUM"),
  RESTART("restarted", Duration.ofMinutes(2), "LOW");

  /** The attribute with all doors of a device, a line each, where an event names none. */
  private static final String DOORS = "doors";

  /** What happened to the device. */
  final String words;

  /** How long it is looked for an opening, unless configured. */
  final Duration within;

  /** How bad it is, unless configured. */
  final String severity;

  Trouble(String words, Duration within, String severity) {
    this.words = words;
    this.within = within;
    this.severity = severity;
  }

  /** Which trouble a fact tells of, if any. */
  static Optional<Trouble> of(Fact fact) {
    return switch (fact.getKind()) {
      case ALARM -> Alarms.begins(fact) ? ofAlarm(fact.getType()) : Optional.empty();
      case DEVICE -> ofDevice(fact);
      default -> Optional.empty();
    };
  }

  private static Optional<Trouble> ofAlarm(String type) {
    return switch (type) {
      case "TAMPER" -> Optional.of(TAMPER);
      case "DEVICE_OFFLINE" -> Optional.of(SILENCE);
      default -> Optional.empty();
    };
  }

  private static Optional<Trouble> ofDevice(Fact fact) {
    return switch (fact.getType()) {
      case "OFFLINE" -> Optional.of(SILENCE);
      case "SYSTEM" -> "startup".equals(fact.getState()) ? Optional.of(RESTART) : Optional.empty();
      case "GAP" ->
          "DEVICE_RESTART".equals(fact.getAttributes().get("reason"))
              ? Optional.of(RESTART)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Whether an opening says more after this trouble than that somebody went in. */
  boolean concerns(Fact trouble, Fact opening) {
    if (trouble.getDeviceId().equals(opening.getDeviceId())) {
      // A network that fails is no reason to tell of everybody who then went in.
      return this != SILENCE || opening.getKind() == Kind.ALARM;
    }
    return opening.getDoor() != null
        && (opening.getDoor().equals(trouble.getDoor())
            || Arrays.asList(trouble.getAttributes().getOrDefault(DOORS, "").split("\n", -1))
                .contains(opening.getDoor()));
  }
}
