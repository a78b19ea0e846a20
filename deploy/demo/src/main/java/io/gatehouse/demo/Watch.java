package io.gatehouse.demo;

import io.gatehouse.demo.Doors.Emitted;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.stack.ConnectWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Shows what happens, counts it, and judges at the end. */
final class Watch {

  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Doors doors;
  private final EventReader events;
  private final ConnectWorker worker;
  private final CommandWriter commands;
  private final CommandTraffic traffic;
  private final Tally tally;
  private final CommandTally commandTally = new CommandTally();

  /**
   * @param traffic commands that the demo itself sends
   */
  Watch(
      Doors doors,
      EventReader events,
      ConnectWorker worker,
      CommandWriter commands,
      CommandTraffic traffic) {
    this.doors = doors;
    this.events = events;
    this.worker = worker;
    this.commands = commands;
    this.traffic = traffic;
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
      boolean done = doors.isOver() && tally.isDone(emitted) && commandTally.isDone();
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
      } else {
        tally.add(got.topic(), got.value());
      }
    }
    if (!worker.isAlive()) {
      say("Connect worker (process %d) has died, starting it again", worker.pid());
      worker.restart();
      say("Connect worker runs again, process %d", worker.pid());
    }
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
    return exact && sound;
  }

  private static void say(String format, Object... arguments) {
    System.out.printf(format + "%n", arguments);
  }
}
