package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.plugin.Outcomes.Line;
import io.gatehouse.simulators.TwonJournal.Actuation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was commanded, what the ledger says of it, and what moved. Every command has a target of its
 * own, by which the device's journal tells whose actuation it was; only a command that was sent
 * twice has the same.
 */
final class Reckoning {

  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, List<Line>> committed;
  private final Map<String, List<Line>> written;
  private final int commands;
  private int moved;
  private int doubled;
  private int late;

  /**
   * A command as it was written.
   *
   * @param place its partition and offset
   */
  record Sent(String place, RelayCommand command) {

    String target() {
      return command.getDeviceId() + " " + command.getTarget();
    }
  }

  /**
   * Compares them.
   *
   * @param lines that are committed
   * @param written lines that were ever written, committed or not
   * @param actuations by the device's id and the target: {@code door0 switch/1}
   */
  Reckoning(
      List<Sent> sent,
      List<Line> lines,
      List<Line> written,
      Map<String, List<Actuation>> actuations) {
    this.commands = sent.size();
    this.committed = lines.stream().collect(Collectors.groupingBy(Line::place));
    this.written = written.stream().collect(Collectors.groupingBy(Line::place));
    Map<String, List<Sent>> byTarget = sent.stream().collect(Collectors.groupingBy(Sent::target));
    byTarget.forEach((target, own) -> reckon(own, actuations.getOrDefault(target, List.of())));
    Set<String> strangers = new HashSet<>(actuations.keySet());
    strangers.removeAll(byTarget.keySet());
    strangers.forEach(target -> wrong.add(target + " moved without a command"));
    Set<String> unasked = new HashSet<>(committed.keySet());
    sent.forEach(each -> unasked.remove(each.place()));
    unasked.forEach(place -> wrong.add("an outcome of no command: " + committed.get(place)));
  }

  private void reckon(List<Sent> sent, List<Actuation> actuations) {
    List<Line> lines = new ArrayList<>();
    List<Line> intents = new ArrayList<>();
    for (Sent each : sent) {
      List<Line> own = committed.getOrDefault(each.place(), List.of());
      lines.addAll(own);
      written.getOrDefault(each.place(), List.of()).stream()
          .filter(line -> line.status().equals("INTENT"))
          .forEach(intents::add);
      List<String> ends = own.stream().filter(Line::isFinal).map(Line::status).toList();
      ends.forEach(status -> outcomes.merge(status, 1, Integer::sum));
      check(ends.size() == 1, each, ends.size() + " final outcomes", own);
    }
    Sent first = sent.get(0);
    Set<String> statuses = lines.stream().map(Line::status).collect(Collectors.toSet());
    moved += actuations.size();
    if (actuations.size() > 1) {
      doubled++;
      check(false, first, "moved at " + actuations, lines);
    }
    for (Actuation actuation : actuations) {
      if (actuation.at().isAfter(first.command.getExpiresAt())) {
        late++;
        check(false, first, "moved too late at " + actuation, lines);
      }
      check(
          intents.stream().anyMatch(intent -> !intent.written().isAfter(actuation.at())),
          first,
          "moved without an intent before",
          lines);
    }
    check(
        !statuses.contains("ACCEPTED") || actuations.size() == 1,
        first,
        "accepted, unmoved",
        lines);
    check(
        statuses.contains("ACCEPTED") || statuses.contains("UNKNOWN") || actuations.isEmpty(),
        first,
        "moved all the same",
        lines);
  }

  private void check(boolean right, Sent sent, String what, List<Line> lines) {
    if (!right) {
      wrong.add(
          sent.place()
              + " "
              + sent.target()
              + " expires "
              + sent.command.getExpiresAt()
              + ": "
              + what
              + "; "
              + lines);
    }
  }

  /** Nothing twice, nothing late, nothing unknown to the ledger, and the truth in it. */
  Reckoning mustBeRight() {
    assertThat(wrong).as("%s", this).isEmpty();
    return this;
  }

  int moved() {
    return moved;
  }

  /** How many commands had this final outcome. */
  int count(String status) {
    return outcomes.getOrDefault(status, 0);
  }

  @Override
  public String toString() {
    return "commands=%d actuations=%d doubled=%d late=%d outcomes=%s"
        .formatted(commands, moved, doubled, late, outcomes);
  }
}
