package io.gatehouse.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.events.ConnectSchemas;
import io.gatehouse.registry.AvroConverter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * reply. The last steps are here, since they are the same for every vendor.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class RecordSteps {

  /** In a reply. */
  protected static final int EVENTS = 128;

  private final AvroConverter converter = new AvroConverter();
  private final List<SpecificRecord> records = new ArrayList<>();
  private final List<Struct> structs = new ArrayList<>();
  private HttpServer registry;

  /** Makes the reply, and what each of the vendor's own steps takes; returns what it becomes. */
  protected abstract List<SpecificRecord> prepareReply() throws IOException;

  /** Makes what each step takes. */
  @Setup
  public void prepare() throws IOException {
    records.addAll(prepareReply());
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
}
