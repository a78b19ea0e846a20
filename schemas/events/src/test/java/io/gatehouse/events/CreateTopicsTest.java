package io.gatehouse.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.stack.KafkaBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CreateTopicsTest {

  private static KafkaBroker broker;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void createsWhatIsMissingAndThenNothing() {
    String[] command = {
      "--bootstrap-server", broker.bootstrapServers(),
      "--prefix", "first.",
      "--replication-factor", "1"
    };

    int created = run(command);

    assertThat(created).as(text(err)).isZero();
    assertThat(text(out))
        .contains("first.access: created", "first.command.outcome: created")
        .hasLineCount(Topics.of("first.").all().size());

    out.reset();
    int again = run(command);

    assertThat(again).as(text(err)).isZero();
    assertThat(text(out)).isEmpty();
  }

  @Test
  void tellsHowAnExistingTopicDiffersAndLeavesIt() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      NewTopic other =
          new NewTopic("second.device", 2, (short) 1).configs(Map.of("retention.ms", "1000"));
      admin.createTopics(List.of(other)).all().get();
      while (!admin.listTopics().names().get().contains(other.name())) {
        Thread.onSpinWait();
      }

      List<String> report = CreateTopics.create(admin, Topics.of("second."), 1);

      assertThat(report)
          .contains(
              "second.device: partitions is 2, recommended 6",
              "second.device: retention.ms is 1000, recommended 2592000000")
          .doesNotContain("second.device: created")
          .contains("second.devices: created");
      assertThat(
              admin
                  .describeTopics(List.of("second.device"))
                  .allTopicNames()
                  .get()
                  .get("second.device")
                  .partitions())
          .hasSize(2);
    }
  }

  @Test
  void passesOnWhatKafkaRefuses() {
    int exit = run("--bootstrap-server", broker.bootstrapServers(), "--prefix", "third.");

    assertThat(exit).isEqualTo(1);
    assertThat(text(err)).contains("Kafka refused").contains("replication");
  }

  @Test
  void explainsBadArguments() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--bootstrap-server")).isEqualTo(2);
    assertThat(run("--bootstrap-server", "h:1", "--replication-factor", "many")).isEqualTo(2);
    assertThat(run("--bootstrap-server", "h:1", "--prefix", "a b")).isEqualTo(2);
    assertThat(run("--bootstrap-server", "h:1", "--command-config", "no-such-file")).isEqualTo(2);
    assertThat(run("--colour", "red")).isEqualTo(2);
    assertThat(text(err))
        .contains(
            "--bootstrap-server is missing.",
            "--bootstrap-server wants a value after it.",
            "--replication-factor must be a number from 1, not many.",
            "\"a b\" cannot begin a topic's name",
            "no-such-file",
            "Unknown option --colour.");
  }

  @Test
  void helps() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).isEqualTo(CreateTopics.USAGE);
  }

  private int run(String... arguments) {
    return CreateTopics.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
