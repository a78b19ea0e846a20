package io.gatehouse.relay;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.relay.Ledger.Line;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partition of commands and its ledger. One thread of its own takes the ledger over, judges
 * commands as they come, and writes what the devices' lanes want written, as much as there is in
 * one transaction.
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

  /** How long outcomes wait for others, to share a transaction. */
  private static final Duration GATHER = Duration.ofMillis(5);

  private final TopicPartition commands;
  private final Surroundings surroundings;
  private final OutcomeCodec codec;
  private final Thread thread;
  private final BlockingQueue<Item> inbox = new LinkedBlockingQueue<>();

  /** Commands that are not settled, by their offsets. */
  private final ConcurrentSkipListMap<Long, SinkRecord> pending = new ConcurrentSkipListMap<>();

  /** Orders that have an intent and no outcome yet. */
  private final AtomicInteger underWay = new AtomicInteger();

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile long next = -1;
  private volatile RuntimeException failure;

  /** Written by the thread only. */
  private volatile Tenure tenure;

  private volatile boolean ended;

  // From here on: the thread's own.
  private final List<Line> carried = new ArrayList<>();
  private boolean wholeLedger;
  private boolean devicesChecked;

  /** What waits for the thread. */
  private sealed interface Item permits Arrival, Entry {}

  private record Arrival(SinkRecord record) implements Item {}

  /** A line that somebody wants written under a tenure. */
  private record Entry(Tenure tenure, Line line, Promise<Void> durable) implements Item {}

  /** The time between taking the ledger over and losing it. */
  private static final class Tenure {
    final Ledger ledger;
    final History history;
    final Instant readSince;
    final Set<Long> handled = new HashSet<>();
    final List<Entry> entries = new ArrayList<>();

    Tenure(Ledger ledger, History history, Instant readSince) {
      this.ledger = ledger;
      this.history = history;
      this.readSince = readSince;
    }
  }

  /** A command older than what was read of the ledger: its outcome may stand further back. */
  private static final class ReadFurther extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  CommandPartition(TopicPartition commands, Surroundings surroundings) {
    this.commands = commands;
    this.surroundings = surroundings;
    this.codec = new OutcomeCodec(surroundings.props());
    this.thread = new Thread(this::run, "gatehouse-ledger-" + commands);
    // The context class loader finds what Kafka's clients load by name.
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes a record. The caller's thread. */
  void receive(SinkRecord record) {
    pending.put(record.kafkaOffset(), record);
    next = record.kafkaOffset() + 1;
    inbox.add(new Arrival(record));
  }

  /** The offset up to which all commands are settled, if any command came. */
  Optional<Long> settledUpTo() {
    long received = next;
    Map.Entry<Long, SinkRecord> first = pending.firstEntry();
    if (received < 0) {
      return Optional.empty();
    }
    return Optional.of(first == null ? received : first.getKey());
  }

  int size() {
    return pending.size();
  }

  /** What ended this partition for good, or null. */
  RuntimeException failure() {
    return failure;
  }

  /** Begins nothing more. */
  void beginClosing() {
    closing.countDown();
  }

  /** Waits until what was begun is written, or a while. */
  void awaitClosed() {
    try {
      thread.join(FAREWELL.plusSeconds(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    while (!isClosing() && failure == null) {
      Duration pause = PAUSE;
      try {
        int partitions =
            LedgerTopic.ensure(surroundings.admin(), commands.topic(), surroundings.memory());
        try (Ledger ledger = Ledger.takeOver(commands, surroundings.clients(), codec)) {
          serve(ledger, partitions);
        }
      } catch (ReadFurther e) {
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
      rest(pause);
    }
    ended = true;
    eachEntry(this::drop);
  }

  private void serve(Ledger ledger, int partitions) {
    Instant since =
        wholeLedger ? Instant.EPOCH : surroundings.clock().instant().minus(surroundings.memory());
    Tenure now = new Tenure(ledger, ledger.read(since, surroundings.memory()), since);
    surroundings.meters().takenOver();
    settleBegun(now);
    tenure = now;
    log.info("ledger taken over partition={} pending={}", commands, pending.size());
    if (!devicesChecked) {
      devicesChecked = true;
      surroundings.lanes().check(commands.partition(), partitions);
    }
    pending.values().forEach(record -> arrived(record, now));
    flush(now);
    while (!isClosing()) {
      take(now);
      flush(now);
    }
    // Their outcomes are worth a while: without them the next owner could say UNKNOWN only.
    long end = System.nanoTime() + FAREWELL.toNanos();
    while (underWay.get() > 0 && System.nanoTime() < end) {
      take(now);
      flush(now);
    }
  }

  /**
   * An intent without outcome may have been sent. Where its outcome is known here it is written
   * now, else nobody knows it.
   */
  private void settleBegun(Tenure now) {
    List<Line> lines = new ArrayList<>();
    now.history
        .begun()
        .forEach(
            (offset, intent) ->
                lines.add(
                    carried.stream()
                        .filter(line -> line.offset() == offset)
                        .findFirst()
                        .orElseGet(() -> unknown(now, offset, intent))));
    if (!lines.isEmpty()) {
      append(now, lines);
      lines.forEach(line -> now.history.settle(line.offset()));
    }
    carried.clear();
  }

  private Line unknown(Tenure now, long offset, History.Intent intent) {
    return line(
        now.ledger.commandOf(intent),
        offset,
        Verdict.of(
            Status.UNKNOWN,
            "it may have been carried out: the worker that had begun it ended, or lost its"
                + " partition; look at the door"));
  }

  private Line line(RelayCommand command, long offset, Verdict verdict) {
    return new Line(verdict.outcome(command, surroundings.clock().instant()), offset);
  }

  private void take(Tenure now) {
    List<Item> items = new ArrayList<>();
    try {
      Item next = inbox.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
      long end = System.nanoTime() + GATHER.toNanos();
      while (next != null) {
        items.add(next);
        inbox.drainTo(items);
        boolean hurry = isClosing() || items.stream().anyMatch(CommandPartition::isAwaited);
        next = hurry ? null : inbox.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      beginClosing();
    }
    // Entries first: lanes wait for them, and a record may end the tenure.
    for (Item item : items) {
      if (item instanceof Entry entry) {
        entered(entry, now);
      }
    }
    for (Item item : items) {
      if (item instanceof Arrival arrival) {
        arrived(arrival.record(), now);
      }
    }
  }

  /** Somebody stands at a door and waits for it. */
  private static boolean isAwaited(Item item) {
    return !(item instanceof Entry entry) || entry.line().status() == Status.INTENT;
  }

  private void entered(Entry entry, Tenure now) {
    boolean isLate = isClosing() && entry.line().status() == Status.INTENT;
    if (entry.tenure() != now || isLate) {
      drop(entry);
    } else {
      now.entries.add(entry);
    }
  }

  /** The protocol up to the lane: refuse, and skip what is known. */
  private void arrived(SinkRecord record, Tenure now) {
    long offset = record.kafkaOffset();
    if (isClosing() || !pending.containsKey(offset) || !now.handled.add(offset)) {
      return;
    }
    if (!wholeLedger
        && record.timestamp() != null
        && record.timestamp() < now.readSince.toEpochMilli()) {
      throw new ReadFurther();
    }
    if (now.history.isSettled(offset)) {
      settled(offset, now);
      return;
    }
    RelayCommand command;
    try {
      command = CommandReader.read(record.value());
    } catch (DataException e) {
      unreadable(record, e);
      settled(offset, now);
      return;
    }
    Instant time = surroundings.clock().instant();
    Optional<Verdict> refusal = surroundings.rules().judge(record.key(), command, time);
    boolean isNew = now.history.remember(command.getCommandId(), offset, time);
    if (refusal.isPresent()) {
      enter(now, command, offset, refusal.get());
    } else if (!isNew) {
      enter(
          now,
          command,
          offset,
          Verdict.of(Status.DUPLICATE, "a command with this id came before; not sent"));
    } else {
      order(now, command, offset);
    }
  }

  private void unreadable(SinkRecord record, DataException cause) {
    surroundings.meters().unreadable();
    try {
      surroundings.unreadable().accept(record, cause);
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private void enter(Tenure now, RelayCommand command, long offset, Verdict verdict) {
    now.entries.add(new Entry(now, line(command, offset, verdict), Promise.promise()));
  }

  private void order(Tenure now, RelayCommand command, long offset) {
    Lane lane = surroundings.lanes().of(command.getDeviceId());
    Order order =
        new Order(
            command,
            lane,
            new OrderPage(now, command, offset),
            surroundings.clock(),
            surroundings.window(),
            surroundings.confirmTimeout());
    lane.add(order::run);
  }

  /** Where one order's lines go. Its state is the event loop's. */
  private final class OrderPage implements Order.Page {
    private final Tenure under;
    private final RelayCommand command;
    private final long offset;
    private boolean begun;

    OrderPage(Tenure under, RelayCommand command, long offset) {
      this.under = under;
      this.command = command;
      this.offset = offset;
    }

    @Override
    public boolean isClosed() {
      return tenure != under || isClosing();
    }

    @Override
    public Future<Void> write(Verdict verdict) {
      Promise<Void> durable = Promise.promise();
      if (verdict.status() == Status.INTENT) {
        if (!begun) {
          begun = true;
          underWay.incrementAndGet();
        }
        durable.future().onFailure(givenUp -> underWay.decrementAndGet());
      } else if (verdict.status().isFinal() && begun) {
        durable.future().onComplete(over -> underWay.decrementAndGet());
      }
      inbox.add(new Entry(under, line(command, offset, verdict), durable));
      if (ended) {
        eachEntry(CommandPartition.this::drop);
      }
      return durable.future();
    }
  }

  private void flush(Tenure now) {
    if (now.entries.isEmpty()) {
      return;
    }
    append(now, now.entries.stream().map(Entry::line).toList());
    List<Entry> written = List.copyOf(now.entries);
    now.entries.clear();
    written.forEach(entry -> entry.durable().complete());
  }

  private void append(Tenure now, List<Line> lines) {
    while (true) {
      try {
        now.ledger.append(lines, this::isClosing);
        break;
      } catch (RetriableException e) {
        // The schema registry is away, and nothing was begun yet.
        log.warn("outcomes cannot be written now partition={}: {}", commands, e.getMessage());
        rest(PAUSE);
        if (isClosing()) {
          throw e;
        }
      }
    }
    for (Line line : lines) {
      surroundings.meters().written(line.status());
      if (line.status().isFinal()) {
        settled(line.offset(), now);
      }
    }
  }

  private void settled(long offset, Tenure now) {
    pending.remove(offset);
    now.handled.remove(offset);
  }

  /** What is known of orders that were begun is kept for the next tenure. */
  private void endTenure() {
    Tenure over = tenure;
    tenure = null;
    if (over != null) {
      over.entries.forEach(this::tried);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    eachEntry(this::keep);
    while (underWay.get() > 0 && !isClosing() && System.nanoTime() < end) {
      rest(TICK);
      eachEntry(this::keep);
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
    drop(entry);
  }

  private void drop(Entry entry) {
    entry.durable().tryFail("the ledger of " + commands + " is not held here any more");
  }

  /** Arrivals are in {@link #pending} too. */
  private void eachEntry(Consumer<Entry> action) {
    for (Item item = inbox.poll(); item != null; item = inbox.poll()) {
      if (item instanceof Entry entry) {
        action.accept(entry);
      }
    }
  }

  private void lost(RuntimeException cause) {
    if (cause instanceof LedgerTopic.Unfit
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
    } else if (!isClosing()) {
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

  /** Or until it closes. */
  private void rest(Duration pause) {
    try {
      // What it tells is asked for everywhere.
      boolean unused = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      beginClosing();
    }
  }
}
