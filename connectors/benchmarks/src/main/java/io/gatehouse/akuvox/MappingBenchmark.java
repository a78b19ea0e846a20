package io.gatehouse.akuvox;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.akuvox.events.AkuvoxEvents;
import io.gatehouse.akuvox.events.AkuvoxLog;
import io.gatehouse.akuvox.events.AkuvoxSecrets;
import io.gatehouse.akuvox.log.LogClock;
import io.gatehouse.akuvox.log.LogMemory;
import io.gatehouse.akuvox.log.LogReading;
import io.gatehouse.akuvox.log.LogRecord;
import io.gatehouse.akuvox.log.LogShape;
import io.gatehouse.akuvox.log.LogTime;
import io.gatehouse.benchmarks.RecordSteps;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.simulators.AkuvoxAuthMode;
import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxPassage;
import io.gatehouse.simulators.AkuvoxSimulator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.infra.Blackhole;

/** The steps of a record of an Akuvox device, over a door log that is read as a whole. */
public class MappingBenchmark extends RecordSteps {

  /** As many records as a connector remembers of a log. */
  private static final int REMEMBERED = 64;

  private final DeviceSpec device = DeviceSpec.of("door", URI.create("http://192.0.2.1"));
  private final AkuvoxEvents mapping =
      new AkuvoxEvents(device, new Redactor(AkuvoxSecrets.RULES, "key", true));
  private final Seen seen = new Seen("0123456789abcdef0123456789abcdef", Instant.now(), false, 0L);
  private Buffer reply;
  private List<JsonNode> items;
  private List<LogRecord> records;
  private LogMemory memory;

  @Override
  protected List<SpecificRecord> prepareReply() throws IOException {
    reply = reply();
    items = AkuvoxClient.records(AkuvoxLog.DOORLOG, reply);
    records = recognised();
    LogReading first = LogMemory.empty(REMEMBERED).compare(records, true);
    memory = first.remember(first.news().size(), Instant.EPOCH);
    return records.stream().map(this::mapped).toList();
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public List<JsonNode> parse() {
    return AkuvoxClient.records(AkuvoxLog.DOORLOG, reply);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public List<LogRecord> recognise() {
    return recognised();
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public LogReading compare() {
    return memory.compare(records, true);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void map(Blackhole sink) {
    records.forEach(record -> sink.consume(mapped(record)));
  }

  private List<LogRecord> recognised() {
    return items.stream().map(item -> LogRecord.of(item, LogShape.DEVICE)).toList();
  }

  private SpecificRecord mapped(LogRecord record) {
    LogTime time =
        LogClock.ASSUMED.resolve(record.local(), Instant.EPOCH, seen.receivedAt(), false);
    return mapping.map(AkuvoxLog.DOORLOG, record.json(), time, seen);
  }

  private static Buffer reply() throws IOException {
    var options = new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE);
    List<AkuvoxPassage> passages =
        List.copyOf(EnumSet.range(AkuvoxPassage.CARD, AkuvoxPassage.UNKNOWN));
    try (AkuvoxSimulator simulator = AkuvoxSimulator.start(options)) {
      for (int i = 0; i < EVENTS; i++) {
        simulator.play(passages.get(i % passages.size()));
        simulator.clock().advance(Duration.ofMinutes(1));
      }
      URI log = simulator.url().resolve("/api/doorlog/get");
      try (InputStream reply = log.toURL().openStream()) {
        return Buffer.buffer(reply.readAllBytes());
      }
    }
  }
}
