package io.gatehouse.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.Device;
import io.gatehouse.events.Incident;
import io.gatehouse.events.IncidentAcknowledgement;
import io.gatehouse.events.Topics;
import io.gatehouse.stack.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, against a real broker and a real registry. */
class StreamsAppIT {

  private static final byte[] POISON = "no Avro".getBytes(UTF_8);

  @TempDir static Path directory;

  private static AppStack stack;

  /** Events that do not say where, so that it is looked up. */
  private final Events lobby = Events.of("twon", "lobby", null, null);

  @BeforeAll
  static void start() {
    stack = new AppStack(directory);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void whatCannotBeReadGoesToTheDeadLettersAndTheRestIsRead() throws Exception {
    Topics topics = stack.topics("poison.");
    String access = topics.topicFor(AccessEvent.class);
    String devices = topics.topicFor(Device.class);
    stack.write(access, "lobby", POISON);
    stack.write(devices, "lobby", POISON);
    stack.write(topics, List.of(lobby.alarm("08:05:00", "FORCED_DOOR", "START")));

    ChildJvm app = stack.startApp("poison", options("poison", Map.of()));

    stack.write(access, "garage", POISON);
    stack.write(topics.topicFor(IncidentAcknowledgement.class), "any", POISON);
    stack.write(devices, "lobby", POISON);
    stack.write(topics, List.of(lobby.alarm("08:07:00", "FORCED_DOOR", "START")));
    List<ConsumerRecord<String, byte[]>> dead =
        stack.read(topics.deadLetter(), read -> read.size() >= 3);
    assertThat(dead).extracting(ConsumerRecord::key).containsOnlyOnce("lobby", "garage", "any");
    assertThat(dead)
        .hasSize(3)
        .allSatisfy(
            letter -> {
              assertThat(letter.value()).isEqualTo(POISON);
              assertThat(header(letter, "topic")).startsWith("poison.");
              assertThat(header(letter, "offset")).isIn("0", "1");
              assertThat(header(letter, "message"))
                  .contains("not written through a schema registry");
            });
    assertThat(incidents(topics, 2)).hasSize(2);
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void whileTheRegistryIsAwayItWaitsAndThenReadsAll() throws Exception {
    Topics topics = stack.topics("away.");
    stack.write(topics, List.of(lobby.alarm("08:05:00", "FORCED_DOOR", "START")));
    stack.registry().killHard();

    ChildJvm app = stack.startApp("away", options("away", Map.of()));
    var dead =
        stack.read(topics.deadLetter(), read -> app.logged().contains("another begins in 5s"));
    stack.registry().restart();

    assertThat(incidents(topics, 1)).hasSize(1);
    assertThat(dead).isEmpty();
  }

  @Test
  void itStopsWhenItIsToldToAndGoesOnWhereItWas() throws Exception {
    Topics topics = stack.topics("stop.");
    ChildJvm app = stack.startApp("stop", options("stop", Map.of()));
    stack.write(topics, List.of(lobby.granted("08:00:00", "Ann")));
    stack.write(topics, List.of(lobby.alarm("08:05:00", "FORCED_DOOR", "START")));
    assertThat(incidents(topics, 1)).hasSize(1);

    ProcessHandle process = ProcessHandle.of(app.pid()).orElseThrow();
    process.destroy(); // SIGTERM
    process.onExit().join();
    app.restart();

    assertThat(Files.readString(app.log())).contains("Gatehouse streams app has stopped");
    stack.write(topics, List.of(lobby.alarm("08:06:00", "FORCED_DOOR", "START")));
    assertThat(incidents(topics, 2))
        .extracting(Incident::getExplanation)
        .allMatch(explanation -> explanation.contains("last let in: Ann"));
  }

  @Test
  void noSecretIsInItsLog() throws Exception {
    stack.topics("secret.");
    ChildJvm app =
        stack.startApp(
            "secret",
            options(
                "secret",
                Map.of(
                    "schema.registry.basic.auth.credentials.source", "USER_INFO",
                    "schema.registry.basic.auth.user.info", "ann:secret-of-registry",
                    "ssl.key.password", "secret-of-key",
                    "ssl.truststore.password", "secret-of-store",
                    "sasl.jaas.config", "a required password=\"secret-of-login\";")));

    assertThat(Files.readString(app.log()))
        .contains("ssl.truststore.password = [hidden]")
        .doesNotContain("secret-of");
  }

  @Test
  void topicsThatItCannotWorkWithAreNamedAtTheStart() throws Exception {
    stack.createTopics(
        Topics.of("wrong.").all().stream()
            .filter(topic -> !topic.name().equals("wrong.incident"))
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.name().endsWith("call") ? 9 : 6, (short) 1))
            .toList());

    assertThatThrownBy(() -> stack.startApp("wrong", options("wrong", Map.of())))
        .hasMessageContainingAll(
            "ended with code 2",
            "wrong.incident: there is no such topic; create it with",
            "wrong.access=6, ",
            "wrong.call=9, ");
  }

  private static Map<String, String> options(String name, Map<String, String> more) {
    Map<String, String> options = stack.options(name + ".", more);
    options.put("application.id", name);
    return options;
  }

  private static List<Incident> incidents(Topics topics, int number) {
    return stack.read(topics.topicFor(Incident.class), read -> read.size() >= number).stream()
        .map(bytes -> stack.record(Incident.class, bytes))
        .toList();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader("__streams.errors." + name).value(), UTF_8);
  }
}
