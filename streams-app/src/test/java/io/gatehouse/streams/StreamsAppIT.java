package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.Device;
import io.gatehouse.events.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, against a real broker and a real registry. */
class StreamsAppIT {

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
  void whatCannotBeReadGoesToTheDeadLettersAndTheNextIsRead() throws Exception {
    Topics topics = stack.topics("poison.");
    byte[] poison = "no Avro".getBytes(StandardCharsets.UTF_8);
    stack.write(topics.topicFor(AccessEvent.class), "lobby", poison);
    stack.write(topics.topicFor(Device.class), "lobby", poison);
    stack.write(topics, List.of(lobby.alarm("08:05:00", "FORCED_DOOR", "START")));

    stack.startApp("poison", stack.options("poison.", Map.of("application.id", "poison")));

    stack.write(topics.topicFor(Device.class), "lobby", poison);
    stack.write(topics, List.of(lobby.alarm("08:07:00", "FORCED_DOOR", "START")));
    assertThat(stack.read("poison-findings-repartition", read -> read.size() > 1)).hasSize(2);
    assertThat(stack.read(topics.deadLetter(), read -> !read.isEmpty()))
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.key()).isEqualTo("lobby");
              assertThat(dead.value()).isEqualTo(poison);
              assertThat(header(dead, "__streams.errors.topic")).isEqualTo("poison.access");
              assertThat(header(dead, "__streams.errors.offset")).isEqualTo("0");
              assertThat(header(dead, "__streams.errors.message"))
                  .contains("not written through a schema registry");
            });
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
