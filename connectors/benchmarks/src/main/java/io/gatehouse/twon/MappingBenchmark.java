package io.gatehouse.twon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.ConnectSchemas;
import io.gatehouse.registry.AvroConverter;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.data.Struct;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The way of an event from the bytes of a reply to the bytes of a record, step by step, over a full
 * reply of random passages.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MappingBenchmark {

  private static final int EVENTS = 128;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeviceSpec device = DeviceSpec.of("door", URI.create("http://192.0.2.1"));
  private final TwonEvents mapping =
      new TwonEvents(device, new Redactor(TwonEvents.REDACTION, "key", true));
  private final TwonPosition position = TwonPosition.start("54-0000-0001");
  private final Seen seen = new Seen("0123456789abcdef0123456789abcdef", Instant.now(), false, 0L);
  private final AvroConverter converter = new AvroConverter();
  private final List<TwonEvent> events = new ArrayList<>();
  private final List<SpecificRecord> records = new ArrayList<>();
  private final List<Struct> structs = new ArrayList<>();
  private HttpServer registry;
  private byte[] reply;

  /** Makes the reply, and what each step takes. */
  @Setup
  public void prepare() throws IOException {
    reply = reply();
    parse(reply, events);
    events.forEach(event -> records.add(mapping.map(event, seen).get(0)));
    records.forEach(record -> structs.add(ConnectSchemas.toStruct(record)));
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] id = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, id.length);
            exchange.getResponseBody().write(id);
          }
        });
    registry.start();
    String url = "http://127.0.0.1:" + registry.getAddress().getPort();
    converter.configure(Map.of("schema.registry.url", url), false);
  }

  @TearDown
  public void end() {
    converter.close();
    registry.stop(0);
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

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void toStruct(Blackhole sink) {
    records.forEach(record -> sink.consume(ConnectSchemas.toStruct(record)));
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void serialise(Blackhole sink) {
    for (Struct struct : structs) {
      String topic = struct.schema().name();
      sink.consume(converter.fromConnectData(topic, struct.schema(), struct));
    }
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
