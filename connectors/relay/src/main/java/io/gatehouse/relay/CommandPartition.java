package io.gatehouse.relay;

import io.gatehouse.events.RelayOutcome;
import io.gatehouse.relay.Inbox.Arrival;
import io.gatehouse.relay.Inbox.Entry;
import io.gatehouse.relay.Ledger.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partition of commands and its ledger, with a thread of its own.
 *
 * <p>Where the ledger is lost, by a fence or a broker that was away too long, it is taken over
 * again, and every command that is not settled is looked at anew: as after a crash, with the
 * difference that outcomes which are known here need not become UNKNOWN.
 */
final class CommandPartition {

  private static final Logger log = LoggerFactory.getLogger(CommandPartition.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Whoever fenced us is the owner by right; a rebalance will tell us, within this time. */
  private static final Duration FENCED_PAUSE = Duration.ofSeconds(10);

  /** How long a closing partition waits for devices that have been sent something. */
  private static final Duration FAREWELL = Duration.ofSeconds(4);

  /** How long a lost tenure waits for them: longer than a request to a device usually may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration TICK = Duration.ofMillis(100);

  private final TopicPartition commands;
  private final Surroundings surroundings;
  private final OutcomeCodec codec;
  private final Thread thread;
  private final Backlog backlog = new Backlog();
  private final Inbox inbox = new Inbox();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile RuntimeException failure;

  // From here on: the thread's own.
  private final List<Line> carried = new ArrayList<>();
  private Tenure tenure;
  private boolean wholeLedger;
  private boolean devicesChecked;

  CommandPartition(TopicPartition commands, Surroundings surroundings) {
    this.commands = commands;
    this.surroundings = surroundings;
    this.codec = surroundings.codecs().get();
    this.thread = new Thread(this::run, "gatehouse-ledger-" + commands);
    // The context class loader finds what Kafka's clients load by name.
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes a record. The caller's thread. */
  void receive(SinkRecord record) {
    backlog.add(record);
    inbox.add(new Arrival(record));
  }

  /** The offset up to which all commands are settled, if any command came. */
  Optional<Long> settledUpTo() {
    return backlog.settledUpTo();
  }

  /** Commands that are not settled. */
  int size() {
    return backlog.size();
  }

  /** What ended this partition for good, or null. */
  RuntimeException failure() {
    return failure;
  }

  /** Begins nothing more. */
  void beginClosing() {
    inbox.beginClosing();
  }

  /** Waits until what was begun is written, or a while. */
  void awaitClosed() {
    try {
      thread.join(FAREWELL.plusSeconds(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!inbox.isClosing() && failure == null) {
      Duration pause = PAUSE;
      try {
        int partitions =
            LedgerTopic.ensure(surroundings.admin(), commands.topic(), surroundings.memory());
        try (Ledger ledger = Ledger.takeOver(commands, surroundings.clients(), codec)) {
          serve(ledger, partitions);
        }
      } catch (Tenure.ReadFurther e) {
        wholeLedger = true;
        pause = Duration.ZERO;
      } catch (RuntimeException e) {
        pause = isFence(e) ? FENCED_PAUSE : PAUSE;
        lost(e);
      } catch (Error e) {
        log.error("commands cannot be carried out partition={}", commands, e);
        failure = new IllegalStateException(e.toString(), e);
      }
      endTenure();
      inbox.rest(pause);
    }
    inbox.end();
    codec.close();
  }

  private void serve(Ledger ledger, int partitions) {
    Instant since =
        wholeLedger ? Instant.EPOCH : surroundings.clock().instant().minus(surroundings.memory());
    tenure = new Tenure(ledger, since, surroundings, backlog, inbox, underWay);
    surroundings.meters().takenOver();
    tenure.settleBegun(carried);
    carried.clear();
    log.info("ledger taken over partition={} pending={}", commands, backlog.size());
    if (!devicesChecked) {
      devicesChecked = true;
      surroundings.lanes().check(commands.partition(), partitions);
    }
    tenure.resume();
    while (!inbox.isClosing()) {
      tenure.turn();
    }
    // Their outcomes are worth a while: without them the next owner could say UNKNOWN only.
    long end = System.nanoTime() + FAREWELL.toNanos();
    while (underWay.get() > 0 && System.nanoTime() < end) {
      tenure.turn();
    }
  }

  /** What is known of orders that were begun is kept for the next tenure. */
  private void endTenure() {
    if (tenure != null) {
      tenure.end().forEach(this::tried);
      tenure = null;
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    inbox.eachEntry(this::keep);
    while (underWay.get() > 0 && !inbox.isClosing() && System.nanoTime() < end) {
      inbox.rest(TICK);
      inbox.eachEntry(this::keep);
    }
  }

  /** Whether it was written nobody knows. An intent that was is not followed by sending. */
  private void tried(Entry entry) {
    if (entry.line().status() == Status.INTENT) {
      RelayOutcome failed = RelayOutcome.newBuilder(entry.line().outcome()).build();
      failed.setStatus(Status.FAILED.name());
      failed.setMessage("not sent: the ledger was lost as the intent was written");
      carried.add(new Line(failed, entry.line().offset()));
    }
    keep(entry);
  }

  private void keep(Entry entry) {
    if (entry.line().status().isFinal()) {
      carried.add(entry.line());
    }
    entry.drop();
  }

  private void lost(RuntimeException cause) {
    boolean isOurs = cause instanceof ConnectException && !(cause instanceof RetriableException);
    if (isOurs
        || cause instanceof LedgerTopic.Unfit
        || cause instanceof AuthorizationException
        || cause instanceof AuthenticationException
        || cause instanceof UnsupportedVersionException) {
      failure = cause;
    }
    if (isFence(cause)) {
      log.warn(
          "ledger was taken over by another partition={}: after a rebalance that is as it should"
              + " be, else two connectors read the same command topic",
          commands);
    } else if (!inbox.isClosing()) {
      log.warn("ledger cannot be written partition={}", commands, cause);
    }
  }

  private static boolean isFence(Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }
}
