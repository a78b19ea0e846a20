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
   * Reads what was written before. Nothing of it is missing: who wrote it cannot write any more,
   * and what it had not committed has been taken back.
   *
   * <p>A broker that is killed after it has promised a commit may lose the commit's marker for the
   * partition (its coordinator takes a partition whose leader it does not know yet for deleted).
   * Readers of committed records then see nothing from there on, until the next commit of the same
   * producer. What stands there may have been sent; so it is read as well, and committed.
   *
   * @param since where to begin
   * @param memory how long an id is known
   */
  History read(Instant since, Duration memory) {
    History history = new History(memory);
    long committed;
    try (Consumer<String, byte[]> consumer = clients.consumer(IsolationLevel.READ_COMMITTED)) {
      consumer.assign(List.of(place));
      committed = end(consumer);
      read(consumer, start(consumer, since), committed, history);
    }
    try (Consumer<String, byte[]> consumer = clients.consumer(IsolationLevel.READ_UNCOMMITTED)) {
      consumer.assign(List.of(place));
      long end = end(consumer);
      if (committed < end) {
        log.warn("a broker lost the end of a transaction ledger={} offset={}", place, committed);
        read(consumer, committed, end, history);
        commitTail();
      }
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

  private void read(Consumer<String, byte[]> consumer, long start, long end, History history) {
    consumer.seek(place, start);
    while (consumer.position(place) < end) {
      consumer.poll(POLL).forEach(line -> read(line, history));
    }
  }

  /** Any commit of this producer reaches back to where its last one is missing. */
  private void commitTail() {
    producer.beginTransaction();
    Future<RecordMetadata> unused =
        producer.send(new ProducerRecord<>(place.topic(), place.partition(), TAKEOVER_KEY, null));
    producer.commitTransaction();
  }

  /** What others wrote there is none of ours. */
  private static void read(ConsumerRecord<String, byte[]> line, History history) {
    Header offset = line.headers().lastHeader(OFFSET_HEADER);
    Header status = line.headers().lastHeader(STATUS_HEADER);
    if (offset != null && status != null) {
      history.read(
          line.key(),
          Status.valueOf(new String(status.value(), UTF_8)),
          Long.parseLong(new String(offset.value(), UTF_8)),
          Instant.ofEpochMilli(line.timestamp()),
          line.value());
    }
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
