package io.gatehouse.demo;

import io.gatehouse.demo.Doors.Emitted;
import io.gatehouse.events.Incident;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.stack.ChildJvm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Shows what happens, counts it, and judges at the end. */
final class Watch {

  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Doors doors;
  private final EventReader events;
  private final Map<String, ChildJvm> children;
  private final CommandWriter commands;
  private final CommandTraffic traffic;
  private final Tally tally;
  private final CommandTally commandTally = new CommandTally();
  private final IncidentTally incidents;

  /**
   * @param children what is started again when it dies, by name
   * @param traffic commands that the demo itself sends
   */
  Watch(
      Doors doors,
      EventReader events,
      Map<String, ChildJvm> children,
      CommandWriter commands,
      CommandTraffic traffic) {
    this.doors = doors;
    this.events = events;
    this.children = children;
    this.commands = commands;
    this.traffic = traffic;
    this.incidents = new IncidentTally(doors.incidents());
    this.tally = new Tally(doors.isJudged() ? Tally::vendorId : Tally::ownId);
  }

  /**
   * Watches for so long, and a while longer for what is still to come.
   *
   * @param seconds null for ever
   * @return whether everything is as it should be
   */
  boolean run(Long seconds) {
    doors.begin();
    var end = seconds == null ? Instant.MAX : Instant.now().plusSeconds(seconds);
    while (Instant.now().isBefore(end)) {
      doors.live(Instant.now());
      traffic
          .due(Instant.now())
          .ifPresent(
              command -> {
                commandTally.sent(command);
                commands.write(command);
              });
      show();
    }
    return judge(awaitRest());
  }

  /**
   * What the doors emitted, once all is read and settled. A switch that falls back is an event,
   * too.
   */
  private List<Emitted> awaitRest() {
    var patience = Instant.now().plus(PATIENCE_AT_END);
    while (true) {
      List<Emitted> emitted = doors.emitted();
      boolean done =
          doors.isOver() && tally.isDone(emitted) && commandTally.isDone() && incidents.isDone();
      show(); // what is doubled would come last
      boolean still = doors.emitted().size() == emitted.size();
      if ((done && still) || Instant.now().isAfter(patience)) {
        return emitted;
      }
    }
  }

  private void show() {
    for (ConsumerRecord<String, SpecificRecord> got : events.poll(POLL)) {
      say("%s", EventLine.of(got.value()));
      if (got.value() instanceof RelayOutcome outcome) {
        commandTally.add(outcome);
      } else if (got.value() instanceof Incident incident) {
        incidents.add(incident);
      } else {
        tally.add(got.topic(), got.value());
      }
    }
    children.forEach(
        (name, child) -> {
          if (!child.isAlive()) {
            say("%s (process %d) has died, starting it again", name, child.pid());
            child.restart();
            say("%s runs again, process %d", name, child.pid());
          }
        });
  }

  private boolean judge(List<Emitted> emitted) {
    List<Tally.Row> rows = tally.rows(emitted);
    if (!doors.isJudged()) { // nobody but the devices know what they emitted
      rows.forEach(row -> say("%s: %d read, %d doubled", row.device(), row.read(), row.doubled()));
      return true;
    }
    System.out.print(Tally.table(rows));
    boolean exact = rows.stream().allMatch(Tally.Row::isExact);
    say(
        exact
            ? "Every event is in the topics exactly once."
            : "Events were lost, doubled or left.");
    List<CommandTally.Row> commanded = commandTally.rows(doors.moved());
    System.out.print(CommandTally.table(commanded));
    boolean sound = commanded.stream().allMatch(CommandTally.Row::isExact);
    say(
        sound
            ? "Every command has one outcome, and was carried out at most once."
            : "Commands have no outcome or several, or were not carried out as it says.");
    List<IncidentTally.Row> found = incidents.rows();
    System.out.print(IncidentTally.table(found));
    boolean right = found.stream().allMatch(IncidentTally.Row::isExact);
    say(
        right
            ? "Every incident of the day was found, and no other."
            : "Incidents of the day are missing, or were found that there were not.");
    return exact && sound && right;
  }

  private static void say(String format, Object... arguments) {
    System.out.printf(format + "%n", arguments);
  }
}
