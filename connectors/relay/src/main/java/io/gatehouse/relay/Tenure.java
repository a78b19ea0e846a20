package io.gatehouse.relay;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.relay.Inbox.Arrival;
import io.gatehouse.relay.Inbox.Entry;
import io.gatehouse.relay.Inbox.Item;
import io.gatehouse.relay.Ledger.Line;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time between taking the ledger of a partition over and losing it: judges commands as they
 * come, gives them to their devices' lanes, and writes what the lanes want written, as much as
 * there is in one transaction. Owned by the partition's thread, but for the pages of its orders.
 */
final class Tenure {

  private static final Logger log = LoggerFactory.getLogger(Tenure.class);

  /** Between two tries to write while the schema registry is away. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final History history;
  private final Instant readSince;
  private final Surroundings surroundings;
  private final Backlog backlog;
  private final Inbox inbox;
  private final AtomicInteger underWay;
  private final Set<Long> handled = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private volatile boolean over;

  /** A command older than what was read of the ledger: its outcome may stand further back. */
  static final class ReadFurther extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Begins.
   *
   * @param readSince from where on the ledger was read
   * @param underWay counts orders that have an intent and no outcome yet
   */
  Tenure(
      Ledger ledger,
      Instant readSince,
      Surroundings surroundings,
      Backlog backlog,
      Inbox inbox,
      AtomicInteger underWay) {
    this.ledger = ledger;
    this.readSince = readSince;
    this.surroundings = surroundings;
    this.backlog = backlog;
    this.inbox = inbox;
    this.underWay = underWay;
    this.history = ledger.read(readSince, surroundings.memory());
  }

  /**
   * An intent without outcome may have been sent. Where its outcome is known here it is written
   * now, else nobody knows it.
   *
   * @param known lines that an earlier tenure could not write
   */
  void settleBegun(List<Line> known) {
    List<Line> lines = new ArrayList<>();
    history
        .begun()
        .forEach(
            (offset, intent) ->
                lines.add(
                    known.stream()
                        .filter(line -> line.offset() == offset)
                        .findFirst()
                        .orElseGet(() -> unknown(offset, intent))));
    if (!lines.isEmpty()) {
      append(lines);
      lines.forEach(line -> history.settle(line.offset()));
    }
  }

  private Line unknown(long offset, History.Intent intent) {
    return line(
        ledger.commandOf(intent),
        offset,
        Verdict.of(
            Status.UNKNOWN,
            "it may have been carried out: the worker that had begun it ended, or lost its"
                + " partition; look at the door"));
  }

  private Line line(RelayCommand command, long offset, Verdict verdict) {
    return new Line(verdict.outcome(command, surroundings.clock().instant()), offset);
  }

  /** Looks at everything that came under earlier tenures. */
  void resume() {
    backlog.all().forEach(this::arrived);
    flush();
  }

  /** Does what waits, or comes within a moment. */
  void turn() {
    List<Item> items = inbox.take();
    // Entries first: lanes wait for them, and a record may end the tenure.
    for (Item item : items) {
      if (item instanceof Entry entry) {
        entered(entry);
      }
    }
    for (Item item : items) {
      if (item instanceof Arrival arrival) {
        arrived(arrival.record());
      }
    }
    flush();
  }

  /** From now on nothing is written under it. What it tried to write, nobody knows of. */
  List<Entry> end() {
    over = true;
    return entries;
  }

  private void entered(Entry entry) {
    boolean isLate = inbox.isClosing() && entry.line().status() == Status.INTENT;
    if (entry.tenure() != this || isLate) {
      entry.drop();
    } else {
      entries.add(entry);
    }
  }

  /** The protocol up to the lane: refuse, and skip what is known. */
  private void arrived(SinkRecord record) {
    long offset = record.kafkaOffset();
    if (inbox.isClosing() || !backlog.has(offset) || !handled.add(offset)) {
      return;
    }
    if (isOlderThanWhatWasRead(record)) {
      throw new ReadFurther();
    }
    if (history.isSettled(offset)) {
      settled(offset);
      return;
    }
    RelayCommand command;
    try {
      command = CommandReader.read(record.value());
    } catch (DataException e) {
      surroundings.meters().unreadable();
      surroundings.unreadable().accept(record, e);
      settled(offset);
      return;
    }
    Instant now = surroundings.clock().instant();
    Optional<Verdict> refusal = surroundings.rules().judge(record.key(), command, now);
    boolean isNew = history.remember(command.getCommandId(), offset, now);
    if (refusal.isPresent()) {
      enter(command, offset, refusal.get());
    } else if (!isNew) {
      enter(
          command,
          offset,
          Verdict.of(Status.DUPLICATE, "a command with this id came before; not sent"));
    } else {
      order(command, offset);
    }
  }

  private boolean isOlderThanWhatWasRead(SinkRecord record) {
    Long time = record.timestamp();
    return time != null && time >= 0 && time < readSince.toEpochMilli();
  }

  private void enter(RelayCommand command, long offset, Verdict verdict) {
    entries.add(new Entry(this, line(command, offset, verdict), Promise.promise()));
  }

  private void order(RelayCommand command, long offset) {
    Lane lane = surroundings.lanes().of(command.getDeviceId());
    Order order =
        new Order(
            command,
            lane,
            new OrderPage(command, offset),
            surroundings.clock(),
            surroundings.window(),
            surroundings.confirmTimeout());
    lane.add(order::run);
  }

  private void flush() {
    if (entries.isEmpty()) {
      return;
    }
    append(entries.stream().map(Entry::line).toList());
    List<Entry> written = List.copyOf(entries);
    entries.clear();
    written.forEach(entry -> entry.durable().complete());
  }

  private void append(List<Line> lines) {
    while (true) {
      try {
        ledger.append(lines, inbox::isClosing);
        break;
      } catch (RetriableException e) {
        // The schema registry is away, and nothing was begun yet.
        log.warn("outcomes cannot be written now: {}", e.getMessage());
        inbox.rest(PAUSE);
        if (inbox.isClosing()) {
          throw e;
        }
      }
    }
    for (Line line : lines) {
      surroundings.meters().written(line.status());
      if (line.status().isFinal()) {
        settled(line.offset());
      }
    }
  }

  private void settled(long offset) {
    backlog.remove(offset);
    handled.remove(offset);
  }

  /** Where one order's lines go. Its state is the event loop's. */
  private final class OrderPage implements Order.Page {
    private final RelayCommand command;
    private final long offset;
    private boolean begun;

    OrderPage(RelayCommand command, long offset) {
      this.command = command;
      this.offset = offset;
    }

    @Override
    public boolean isClosed() {
      return over || inbox.isClosing();
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
        durable.future().onComplete(ended -> underWay.decrementAndGet());
      }
      inbox.add(new Entry(Tenure.this, line(command, offset, verdict), durable));
      return durable.future();
    }
  }
}
