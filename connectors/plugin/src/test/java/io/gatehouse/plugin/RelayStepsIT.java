package io.gatehouse.plugin;

import static io.gatehouse.plugin.CommandedDoors.CONTROL;
import static io.gatehouse.plugin.CommandedDoors.STATUS;
import static io.gatehouse.plugin.Wire.Way.REPLY;
import static io.gatehouse.plugin.Wire.Way.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.plugin.Reckoning.Sent;
import io.gatehouse.plugin.Wire.Hold;
import io.gatehouse.stack.ConnectWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * At every step of a command its worker is killed, or stands still until its partition has moved to
 * another worker: the door moves once at most, and the ledger tells what is known of it.
 */
class RelayStepsIT {

  private static final int DOOR = 0;
  private static final AtomicInteger STORIES = new AtomicInteger();

  /** For what was let go to arrive at a process that runs. */
  private static final Duration A_MOMENT = Duration.ofMillis(700);

  /** Longer than a harmless answer is fresh, shorter than a command may leave after its intent. */
  private static final Duration UNTIL_STALE = Duration.ofMillis(1_200);

  /** How far a command has come; what becomes of it then, and how often its door moves. */
  private enum Step {
    /** The device was asked something harmless. */
    PREPARING("ACCEPTED 1"),
    /** The intent is on its way to the broker, which may have it or not. */
    INTENDING("UNKNOWN 0|ACCEPTED 1"),
    /** The intent is durable, and the order has not left. */
    INTENDED("UNKNOWN 0"),
    /** The order has left, and has not come to the device. */
    ORDERED("UNKNOWN 0"),
    /** The device has acted, and its reply is on its way. */
    ACTED("UNKNOWN 1"),
    /** The outcome is on its way to the broker. */
    CONCLUDING("UNKNOWN 1"),
    /** The outcome is durable, and no offset was committed. */
    CONCLUDED("ACCEPTED 1");

    private final String end;

    Step(String end) {
      this.end = end;
    }
  }

  @TempDir static Path plugins;
  private static RelaySite site;

  private String name;
  private CommandedDoors doors;
  private Wire wire;

  /** What was held up, and is to go on once the worker is disturbed. */
  private Runnable goOn = () -> {};

  @BeforeAll
  static void start() {
    site = RelaySite.start(plugins, Duration.ofMinutes(1));
  }

  @AfterAll
  static void end() {
    site.close();
  }

  @BeforeEach
  void createConnector() throws Exception {
    name = "steps" + STORIES.incrementAndGet();
    doors = new CommandedDoors(site.stack(), name, 1);
    wire = new Wire(doors.door(DOOR).url());
    Map<String, String> config = doors.config(site.stack());
    config.put("devices.door0.url", wire.url());
    // So that nothing but a command asks the device something.
    config.put("command.confirm.timeout.ms", "0");
    site.connect().create(name, config);
    site.connect().await(name, "RUNNING");
    assertThat(doors.awaitOutcome(doors.send(DOOR))).isEqualTo("ACCEPTED");
  }

  @AfterEach
  void deleteConnector() {
    site.connect().delete(name);
    wire.close();
    doors.close();
  }

  @ParameterizedTest
  @EnumSource
  void aKilledWorkerOpensNoDoorTwice(Step step) throws Exception {
    disturb(step, ConnectWorker::killHard, ConnectWorker::restart);
  }

  @ParameterizedTest
  @EnumSource
  void aFrozenWorkerThatWakesSendsNothing(Step step) throws Exception {
    disturb(step, ConnectWorker::pause, ConnectWorker::resume);
  }

  private void disturb(Step step, Consumer<ConnectWorker> disturbance, Consumer<ConnectWorker> end)
      throws Exception {
    ConnectWorker holder = site.holder(name);
    ConnectWorker heir = site.other(holder);
    Sent command = bringTo(step);

    disturbance.accept(holder);
    goOn.run();
    RelaySite.awaitTakeover(heir, doors.topic());
    String outcome = doors.awaitOutcome(command);
    end.accept(holder);

    // It has rejoined its group when it answers this, and what it held back had its chance.
    assertThat(holder.rest().config(name)).isNotEmpty();
    RelaySite.pass(A_MOMENT);
    assertThat(doors.awaitOutcome(doors.send(DOOR))).isEqualTo("ACCEPTED");
    int moved = doors.moved(command);
    assertThat(outcome + " " + moved).matches(step.end);
    // The first command, the last one, and this one once if it left.
    assertThat(wire.requests(CONTROL)).isEqualTo(2 + (step == Step.ORDERED ? 1 : moved));
    doors.awaitAllOutcomes().mustBeRight();
  }

  @ParameterizedTest
  @EnumSource
  void aKilledBrokerOpensNoDoorTwice(Step step) throws Exception {
    Sent command = bringTo(step);

    site.stack().broker().killHard();
    site.stack().broker().restart();
    goOn.run();

    doors.awaitOutcome(command);
    assertThat(doors.awaitOutcome(doors.send(DOOR))).isEqualTo("ACCEPTED");
    assertThat(doors.moved(command)).isLessThanOrEqualTo(1);
    doors.awaitAllOutcomes().mustBeRight();
  }

  /**
   * A worker that stood still for longer than a command may leave after its intent, and for less
   * than its group waits.
   */
  @Test
  void aWorkerThatStoodStillForAWhileSendsNothing() throws Exception {
    ConnectWorker holder = site.holder(name);
    Sent command = bringTo(Step.INTENDED);

    holder.pause();
    goOn.run();
    RelaySite.pass(Duration.ofMillis(1_500));
    holder.resume();

    assertThat(doors.awaitOutcome(command)).isEqualTo("FAILED");
    assertThat(doors.moved(command)).isZero();
    doors.awaitAllOutcomes().mustBeRight();
  }

  private Sent bringTo(Step step) throws Exception {
    return switch (step) {
      case PREPARING -> heldAt(wire.hold(REQUEST, STATUS));
      case INTENDING -> heldAtBroker(wire.hold(REPLY, STATUS));
      case INTENDED -> intended();
      case ORDERED -> {
        Hold order = wire.hold(REQUEST, CONTROL);
        Sent command = heldAt(order);
        goOn = order::drop;
        yield command;
      }
      case ACTED -> heldAt(wire.hold(REPLY, CONTROL));
      case CONCLUDING -> heldAtBroker(wire.hold(REPLY, CONTROL));
      case CONCLUDED -> {
        Sent command = doors.send(DOOR);
        doors.awaitOutcome(command);
        yield command;
      }
    };
  }

  private Sent heldAt(Hold hold) throws Exception {
    Sent command = doors.send(DOOR);
    hold.await();
    goOn = hold::letGo;
    return command;
  }

  /** What follows on a reply does not reach the broker. */
  private Sent heldAtBroker(Hold reply) throws Exception {
    Sent command = heldAt(reply);
    site.stack().broker().pause();
    reply.letGo();
    RelaySite.pass(A_MOMENT);
    goOn = site.stack().broker()::resume;
    return command;
  }

  /** The broker takes so long for the intent that the device is asked something harmless again. */
  private Sent intended() throws Exception {
    Hold prepared = wire.hold(REPLY, STATUS);
    Sent command = heldAt(prepared);
    site.stack().broker().pause();
    Hold primer = wire.hold(REQUEST, STATUS);
    prepared.letGo();
    RelaySite.pass(UNTIL_STALE);
    site.stack().broker().resume();
    primer.await();
    goOn = primer::letGo;
    return command;
  }
}
