package io.gatehouse.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outcomes of one command partition, in the partition of the same number of {@code <command
 * topic>.outcome}. Whoever takes it over puts its last holder out of action: that one cannot write
 * an intent any more, and so sends nothing. Owned by the partition's thread.
 *
 * <p>Headers tell which command an outcome is of and its status, so that the ledger can be read
 * whatever the format of its values.
 */
final class Ledger implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);

  static final String SUFFIX = ".outcome";

  /** Offset of the command in its partition, in digits. */
  static final String OFFSET_HEADER = "gatehouse.command.offset";

  static final String STATUS_HEADER = "gatehouse.status";

  /** Of a record without value, which means nothing to readers. */
  private static final String TAKEOVER_KEY = "gatehouse.takeover";

  private static final Duration MARKER_PATIENCE = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(200);

  private final TopicPartition place;
  private final LedgerClients clients;
  private final OutcomeCodec codec;
  private final Producer<String, byte[]> producer;

  /**
   * A line of the ledger.
   *
   * @param offset of the command
   */
  record Line(RelayOutcome outcome, long offset) {

    Status status() {
      return Status.valueOf(outcome.getStatus());
    }
  }

  private Ledger(
      TopicPartition place,
      LedgerClients clients,
      OutcomeCodec codec,
      Producer<String, byte[]> producer) {
    this.place = place;
    this.clients = clients;
    this.codec = codec;
    this.producer = producer;
  }

  /** Takes over the ledger of a command partition. */
  static Ledger takeOver(TopicPartition commands, LedgerClients clients, OutcomeCodec codec) {
    TopicPartition place = new TopicPartition(commands.topic() + SUFFIX, commands.partition());
    Producer<String, byte[]> producer = clients.producer("gatehouse-ledger-" + place);
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
    return new Ledger(place, clients, codec, producer);
  }

  /**
   * Reads what was written before. Nothing of it is missing: who wrote it cannot write any more.
   *
   * <p>Outcomes count where they are committed, as for every reader. Intents count wherever they
   * stand, also where their transaction was aborted: a broker that is killed after it has promised
   * a commit can lose the commit's marker for a partition (its coordinator takes one whose leader
   * it does not know yet for deleted), and the end of the producer's next transaction, whichever it
   * is, then holds for both. What was aborted in truth was not sent, and becomes UNKNOWN for
   * nothing; that is the price.
   *
   * @param since where to begin
   * @param memory how long an id is known
   */
  History read(Instant since, Duration memory) {
    History history = new History(memory);
    try (Consumer<String, byte[]> all = clients.consumer(IsolationLevel.READ_UNCOMMITTED);
        Consumer<String, byte[]> committed = clients.consumer(IsolationLevel.READ_COMMITTED)) {
      all.assign(List.of(place));
      committed.assign(List.of(place));
      long end = end(all);
      if (end(committed) < end) {
        commitTail(committed, end);
      }
      long start = start(all, since);
      read(committed, start, Math.min(end, end(committed)), line -> outcome(line, history));
      read(all, start, end, line -> intent(line, history));
    }
    return history;
  }

  /** Where nothing is told of that time, all is read: too much harms nobody. */
  private long start(Consumer<String, byte[]> consumer, Instant since) {
    OffsetAndTimestamp start =
        consumer.offsetsForTimes(Map.of(place, since.toEpochMilli())).get(place);
    return start == null ? consumer.beginningOffsets(List.of(place)).get(place) : start.offset();
  }

  private long end(Consumer<String, byte[]> consumer) {
    return consumer.endOffsets(List.of(place)).get(place);
  }

  private void read(
      Consumer<String, byte[]> consumer,
      long start,
      long end,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> action) {
    consumer.seek(place, Math.min(start, end));
    while (consumer.position(place) < end) {
      consumer.poll(POLL).forEach(action);
    }
  }

  /**
   * Readers of committed records would see nothing behind a lost marker until the next commit of
   * the same producer: this is one.
   */
  private void commitTail(Consumer<String, byte[]> committed, long end) {
    log.warn("a broker lost the end of a transaction, which is committed now ledger={}", place);
    producer.beginTransaction();
    Future<RecordMetadata> unused =
        producer.send(new ProducerRecord<>(place.topic(), place.partition(), TAKEOVER_KEY, null));
    producer.commitTransaction();
    long patience = System.nanoTime() + MARKER_PATIENCE.toNanos();
    while (end(committed) < end && System.nanoTime() < patience) {
      Thread.onSpinWait();
    }
    if (end(committed) < end) {
      log.error(
          "readers of committed outcomes see nothing behind offset {} of {}: abort the hanging"
              + " transaction with kafka-transactions.sh",
          end(committed),
          place);
    }
  }

  private static void outcome(ConsumerRecord<String, byte[]> line, History history) {
    Status status = statusOf(line);
    if (status != null && status != Status.INTENT) {
      history.outcome(line.key(), status, offsetOf(line), Instant.ofEpochMilli(line.timestamp()));
    }
  }

  private static void intent(ConsumerRecord<String, byte[]> line, History history) {
    if (statusOf(line) == Status.INTENT) {
      history.intent(
          line.key(), offsetOf(line), Instant.ofEpochMilli(line.timestamp()), line.value());
    }
  }

  /** Null for what others wrote there. */
  private static Status statusOf(ConsumerRecord<String, byte[]> line) {
    Header status = line.headers().lastHeader(STATUS_HEADER);
    return status == null ? null : Status.valueOf(new String(status.value(), UTF_8));
  }

  private static long offsetOf(ConsumerRecord<String, byte[]> line) {
    return Long.parseLong(new String(line.headers().lastHeader(OFFSET_HEADER).value(), UTF_8));
  }

  /** The command that an intent is of, as far as it can be read. */
  RelayCommand commandOf(History.Intent intent) {
    try {
      return codec.command(place.topic(), intent.value());
    } catch (DataException e) {
      // The format was changed since. Nobody's door shall wait for that.
      log.warn("an intent cannot be read command={}: {}", intent.commandId(), e.getMessage());
      RelayCommand command = new RelayCommand();
      command.setCommandId(intent.commandId());
      command.setDeviceId("");
      return command;
    }
  }

  /**
   * Writes lines, all or none. When it returns they are durable.
   *
   * @param givenUp asked while the broker does not answer
   * @throws org.apache.kafka.common.KafkaException if somebody else has taken the ledger over, or
   *     nobody knows whether they were written; this ledger is of no more use then
   */
  void append(List<Line> lines, BooleanSupplier givenUp) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(lines.size());
    lines.forEach(line -> records.add(record(line)));
    producer.beginTransaction();
    for (ProducerRecord<String, byte[]> record : records) {
      // What goes wrong with one of them, the commit tells.
      Future<RecordMetadata> unused = producer.send(record);
    }
    while (true) {
      try {
        producer.commitTransaction();
        return;
      } catch (TimeoutException e) {
        // The broker is away. To ask again is safe: it is the same transaction.
        if (givenUp.getAsBoolean()) {
          throw e;
        }
      }
    }
  }

  private ProducerRecord<String, byte[]> record(Line line) {
    RelayOutcome outcome = line.outcome();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            place.topic(),
            place.partition(),
            outcome.getCommandId(),
            codec.encode(place.topic(), outcome));
    record.headers().add(OFFSET_HEADER, Long.toString(line.offset()).getBytes(UTF_8));
    record.headers().add(STATUS_HEADER, outcome.getStatus().getBytes(UTF_8));
    return record;
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
