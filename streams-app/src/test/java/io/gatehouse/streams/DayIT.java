package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.Incident;
import io.gatehouse.events.Topics;
import io.gatehouse.stack.ChildJvm;
import io.gatehouse.streams.rules.RuleBook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The day, through a real broker, with instances that are killed in the middle of it. */
class DayIT {

  private static final Map<String, String> OPTIONS = options();

  @TempDir static Path directory;

  private static AppStack stack;

  private final BuildingDay day = new BuildingDay();
  private final Map<String, Incident> expected =
      DayTest.lived(
          day,
          day.inOrder(),
          OPTIONS.entrySet().stream()
              .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
              .toArray(String[]::new));

  @BeforeAll
  static void start() {
    stack = new AppStack(directory);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void anInstanceThatIsKilledAndStartedAgainTellsTheDayAsItWas() throws Exception {
    Topics topics = stack.topics("one.");
    stack.write(topics, day.inventory());
    ChildJvm app = stack.startApp("one", options("one.", "one"));

    live(topics, 1, app);
    app.restart();

    assertThat(BuildingDay.told(incidents(topics, Map.of()).values()))
        .isEqualTo(BuildingDay.INCIDENTS);
    assertThat(incidents(topics, Map.of())).isEqualTo(expected);
    Map<TopicPartition, Long> end = stack.end(topics.topicFor(Incident.class));

    stack.startApp("fresh", options("one.", "fresh"));

    assertThat(incidents(topics, end)).as("a replay").isEqualTo(expected);
    assertThat(incidents(topics, Map.of())).isEqualTo(expected);
  }

  @Test
  void anInstanceTakesOverWhereAnotherIsKilled() throws Exception {
    Topics topics = stack.topics("two.");
    stack.write(topics, day.inventory());
    ChildJvm app = stack.startApp("two-a", options("two.", "two"));
    stack.startApp("two-b", options("two.", "two"));

    live(topics, 2, app);

    assertThat(incidents(topics, Map.of())).isEqualTo(expected);
  }

  /** The day happens, and an instance is killed in the middle. */
  private void live(Topics topics, long seed, ChildJvm app) throws Exception {
    List<SpecificRecord> events = day.shuffled(seed);
    int middle = events.size() / 2;
    stack.write(topics, events.subList(0, middle));
    stack.read(topics.topicFor(Incident.class), Map.of(), read -> !read.isEmpty());
    app.killHard();
    stack.write(topics, events.subList(middle, events.size()));
    stack.write(
        topics,
        expected.values().stream()
            .filter(incident -> incident.getRule().equals("duress"))
            .map(BuildingDay::noted)
            .toList());
  }

  /** The last word on each incident, as soon as it is as it should be. */
  private Map<String, Incident> incidents(Topics topics, Map<TopicPartition, Long> from) {
    return last(
        stack.read(topics.topicFor(Incident.class), from, read -> last(read).equals(expected)));
  }

  private static Map<String, Incident> last(List<ConsumerRecord<String, byte[]>> read) {
    Map<String, Incident> incidents = new LinkedHashMap<>();
    read.forEach(bytes -> incidents.put(bytes.key(), stack.record(Incident.class, bytes)));
    return incidents;
  }

  private static Map<String, String> options(String prefix, String application) {
    Map<String, String> more = new HashMap<>(OPTIONS);
    more.put("application.id", application);
    more.put("num.standby.replicas", "1");
    return stack.options(prefix, more);
  }

  private static Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    // Five minutes for what is held up, and more for the time that a restart takes here.
    options.put("grace.ms", Long.toString(Duration.ofMinutes(20).toMillis()));
    // Nobody waits for what is closed by time.
    RuleBook.all().forEach(rule -> options.put(rule.prefix() + "close.after.ms", "2000"));
    options.remove("rule.duress.close.after.ms");
    return options;
  }
}
