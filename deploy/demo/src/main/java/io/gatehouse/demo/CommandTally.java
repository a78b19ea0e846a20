package io.gatehouse.demo;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts the commands that the demo has sent against their outcomes, and the outcomes of all
 * commands, whoever sent them, against what moved at the doors.
 */
final class CommandTally {

  /** What no command ends with. */
  private static final Set<String> INTERIM = Set.of("INTENT", "CONFIRMED", "NOT_CONFIRMED");

  /**
   * @param sent by the demo itself
   * @param settled of those, with exactly one final outcome
   * @param accepted by the device, whoever sent them
   * @param unknown of all, those that may have been carried out
   * @param moved how often something moved by command
   */
  record Row(String device, long sent, long settled, long accepted, long unknown, long moved) {

    boolean isExact() {
      return settled == sent && accepted <= moved && moved <= accepted + unknown;
    }
  }

  /** Devices by the ids of the demo's own commands. */
  private final Map<String, String> sent = new HashMap<>();

  private final Map<String, Integer> finals = new HashMap<>();
  private final Map<String, Integer> accepted = new HashMap<>();
  private final Map<String, Integer> unknown = new HashMap<>();
  private final Set<String> begun = new HashSet<>();

  /** The demo itself has sent a command. */
  void sent(RelayCommand command) {
    sent.put(command.getCommandId(), command.getDeviceId());
  }

  void add(RelayOutcome outcome) {
    String status = outcome.getStatus();
    if (status.equals("INTENT")) {
      begun.add(outcome.getCommandId());
    }
    if (INTERIM.contains(status)) {
      return;
    }
    finals.merge(outcome.getCommandId(), 1, Integer::sum);
    if (status.equals("ACCEPTED")) {
      accepted.merge(outcome.getDeviceId(), 1, Integer::sum);
    }
    if (status.equals("UNKNOWN")) {
      unknown.merge(outcome.getDeviceId(), 1, Integer::sum);
    }
  }

  /** Whether every command has a final outcome, as far as the demo knows of it. */
  boolean isDone() {
    return finals.keySet().containsAll(sent.keySet()) && finals.keySet().containsAll(begun);
  }

  /**
   * A row for each device, by name.
   *
   * @param moved the device of everything that was moved by command
   */
  List<Row> rows(List<String> moved) {
    Set<String> devices = new TreeSet<>(sent.values());
    devices.addAll(accepted.keySet());
    devices.addAll(unknown.keySet());
    devices.addAll(moved);
    return devices.stream()
        .map(
            device ->
                new Row(
                    device,
                    own(device),
                    sent.keySet().stream()
                        .filter(id -> sent.get(id).equals(device))
                        .filter(id -> finals.getOrDefault(id, 0) == 1)
                        .count(),
                    accepted.getOrDefault(device, 0),
                    unknown.getOrDefault(device, 0),
                    Collections.frequency(moved, device)))
        .toList();
  }

  private long own(String device) {
    return Collections.frequency(sent.values(), device);
  }

  static String table(List<Row> rows) {
    var table = new StringBuilder();
    String line = "%-16s %9s %9s %9s %9s %9s%n";
    table.append(line.formatted("device", "commands", "settled", "accepted", "unknown", "moved"));
    for (Row row : rows) {
      table.append(
          line.formatted(
              row.device(), row.sent(), row.settled(), row.accepted(), row.unknown(), row.moved()));
    }
    return table.toString();
  }
}
