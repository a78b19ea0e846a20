package io.gatehouse.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real children; each start is timed on standard output. */
class StackTest {

  @TempDir Path directory;

  @Test
  void brokerKeepsWhatItAcknowledgedThroughAKill() throws Exception {
    try (var broker = timed("broker", KafkaBroker::start)) {
      produce(broker, "before");
      long pid = broker.pid();

      broker.killHard();
      assertThat(broker.isAlive()).isFalse();
      timedRestart(broker);

      produce(broker, "after");
      assertThat(broker.pid()).isNotEqualTo(pid);
      assertThat(consume(broker, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void registryKeepsIdsThroughAKill() throws Exception {
    try (var registry = timed("registry", () -> ApicurioRegistry.start(directory))) {
      String subject = registry.url() + "/subjects/door-value/versions";
      String schema = "{\"schema\": \"\\\"string\\\"\"}";
      String id = Http.send("POST", subject, schema, Duration.ofSeconds(10)).body();

      registry.killHard();
      timedRestart(registry);

      assertThat(Http.send("POST", subject, schema, Duration.ofSeconds(10)).body()).isEqualTo(id);
      String longs = "{\"schema\": \"\\\"long\\\"\"}";
      assertThat(Http.send("POST", subject, longs, Duration.ofSeconds(10)).statusCode())
          .as("BACKWARD compatibility is demanded")
          .isEqualTo(409);
    }
  }

  @Test
  void workerRunsAndIsDrivenOverRest() {
    try (var broker = KafkaBroker.start();
        var worker =
            timed(
                "worker",
                () -> ConnectWorker.start(broker.bootstrapServers(), directory, Map.of()))) {
      ConnectRest rest = worker.rest();
      assertThat(rest.connectors()).isEmpty();
      assertThat(rest.plugins().findValuesAsText("class"))
          .contains("org.apache.kafka.connect.json.JsonConverter");
      assertThatThrownBy(() -> rest.status("nobody"))
          .isInstanceOf(ConnectRest.Refused.class)
          .hasMessageContaining("nobody");

      worker.pause();
      assertThat(worker.isAlive()).isTrue();
      worker.resume();
      worker.killHard();
      timedRestart(worker);

      assertThat(rest.connectors()).isEmpty();
    }
  }

  @Test
  void aChildThatCannotStartShowsWhyAndIsGone() {
    var launch = Launch.in(directory).config("process.roles", "doorkeeper");

    assertThatThrownBy(() -> KafkaBroker.start(launch))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broker ended with code")
        .hasMessageContaining("doorkeeper");
  }

  @Test
  void aChildEndsWhenItsParentIsKilled() throws Exception {
    Path classes = Path.of("target", "classes").toAbsolutePath();
    Path tests = Path.of("target", "test-classes").toAbsolutePath();
    var parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + ":" + tests,
                Parent.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    try (var lines = parent.inputReader(StandardCharsets.UTF_8)) {
      long pid = Long.parseLong(lines.readLine());
      var child = ProcessHandle.of(pid).orElseThrow();
      var childEnds = child.onExit();

      parent.destroyForcibly().waitFor();

      assertThat(childEnds).succeedsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void secretsInTheEnvironmentDoNotPrint() {
    assertThat(Launch.in(directory).environment("PASSWORD", "hush").toString())
        .contains("PASSWORD")
        .doesNotContain("hush");
  }

  /** Starts a child, prints its process id and waits. */
  static final class Parent {

    public static void main(String[] args) throws InterruptedException {
      var child =
          ChildJvm.start(
              new ChildJvm.Program(
                  "sleeper",
                  List.of(),
                  Path.of("target", "test-classes").toAbsolutePath().toString(),
                  Sleeper.class.getName(),
                  List.of()),
              Launch.in(Path.of(args[0])),
              "asleep");
      System.out.println(child.pid());
      Thread.currentThread().join();
    }
  }

  /** A child that does nothing for ever. */
  static final class Sleeper {

    public static void main(String[] args) throws InterruptedException {
      System.out.println("asleep");
      Thread.currentThread().join();
    }
  }

  private static void produce(KafkaBroker broker, String value)
      throws InterruptedException, ExecutionException {
    Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
    var strings = new StringSerializer();
    try (var producer = new KafkaProducer<>(config, strings, strings)) {
      producer.send(new ProducerRecord<>("doors", value)).get();
    }
  }

  private static List<String> consume(KafkaBroker broker, int count) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            "reader",
            "auto.offset.reset",
            "earliest");
    var strings = new StringDeserializer();
    List<String> values = new ArrayList<>();
    try (var consumer = new KafkaConsumer<>(config, strings, strings)) {
      consumer.subscribe(List.of("doors"));
      while (values.size() < count) {
        for (ConsumerRecord<String, String> got : consumer.poll(Duration.ofSeconds(20))) {
          values.add(got.value());
        }
      }
    }
    return values;
  }

  private static <T> T timed(String what, Supplier<T> start) {
    long begin = System.nanoTime();
    T started = start.get();
    System.out.printf("%s: up in %.1f s%n", what, (System.nanoTime() - begin) / 1e9);
    return started;
  }

  private static void timedRestart(ChildJvm child) {
    timed(
        child.log().getFileName() + " after kill -9",
        () -> {
          child.restart();
          return child;
        });
  }
}
