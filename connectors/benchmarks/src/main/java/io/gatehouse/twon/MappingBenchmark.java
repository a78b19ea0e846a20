package io.gatehouse.twon;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.benchmarks.RecordSteps;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.infra.Blackhole;

/** The steps of a 2N event, over random passages. */
public class MappingBenchmark extends RecordSteps {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeviceSpec device = DeviceSpec.of("door", URI.create("http://192.0.2.1"));
  private final TwonEvents mapping =
      new TwonEvents(device, new Redactor(TwonEvents.REDACTION, "key", true));
  private final TwonPosition position = TwonPosition.start("54-0000-0001");
  private final Seen seen = new Seen("0123456789abcdef0123456789abcdef", Instant.now(), false, 0L);
  private final List<TwonEvent> events = new ArrayList<>();
  private byte[] reply;

  @Override
  protected List<SpecificRecord> prepareReply() throws IOException {
    reply = reply();
    parse(reply, events);
    return events.stream().map(event -> mapping.map(event, seen).get(0)).toList();
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public List<TwonEvent> parse() throws IOException {
    List<TwonEvent> parsed = new ArrayList<>(EVENTS);
    parse(reply, parsed);
    return parsed;
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void map(Blackhole sink) {
    events.forEach(event -> sink.consume(mapping.map(event, seen)));
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void identify(Blackhole sink) {
    events.forEach(event -> sink.consume(position.eventId(event, "door")));
  }

  private static void parse(byte[] reply, List<TwonEvent> into) throws IOException {
    JSON.readTree(reply)
        .path("result")
        .path("events")
        .forEach(event -> into.add(TwonEvent.of(event)));
  }

  private static byte[] reply() {
    try (TwonSimulator simulator = TwonSimulator.start(new TwonOptions())) {
      simulator.burst(EVENTS - 1, 1); // and the one of its start
      return simulator.journal().emitted().stream()
          .map(MappingBenchmark::rendered)
          .collect(Collectors.joining(",", "{\"success\":true,\"result\":{\"events\":[", "]}}"))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private static String rendered(io.gatehouse.simulators.TwonEvent event) {
    return "{\"id\":%d,\"tzShift\":%d,\"utcTime\":%d,\"upTime\":%d,\"event\":\"%s\",\"params\":%s}"
        .formatted(
            event.id(),
            event.tzShift(),
            event.utcTime(),
            event.upTime(),
            event.type(),
            event.params());
  }
}
