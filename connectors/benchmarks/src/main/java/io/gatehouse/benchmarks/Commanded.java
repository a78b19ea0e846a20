package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Commander.Sent;
import io.gatehouse.benchmarks.Doors.Moved;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.events.Topics;
import io.gatehouse.simulators.Authentication;
import io.gatehouse.simulators.TwonOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Doors, who commands them, and who carries the commands out. */
final class Commanded implements AutoCloseable {

  private static final Topics TOPICS = Topics.of(Topics.DEFAULT_PREFIX);
  private static final String PLAIN_TOPIC = "plain-command";

  private final Doors doors;
  private final Commander commander;
  private final Carrier carrier;

  private Commanded(Doors doors, Commander commander, Carrier carrier) {
    this.doors = doors;
    this.commander = commander;
    this.carrier = carrier;
  }

  /**
   * What became of commands.
   *
   * @param notAccepted how many have not ended, or ended otherwise, or more than once
   */
  record Carried(Moved moved, int notAccepted) {}

  /** By a new connector, at devices with a password. */
  static Commanded bySink(Rig rig, int devices) {
    Doors doors = Doors.start(devices, new TwonOptions().withUser(Rig.USER, rig.password()));
    String connector = rig.createConnector(doors.described(), Map.of());
    rig.worker().rest().await(connector, "RUNNING");
    return new Commanded(
        doors,
        new Commander(rig, TOPICS.topicFor(RelayCommand.class)),
        new Outcomes(rig.broker().bootstrapServers(), TOPICS.topicFor(RelayOutcome.class)));
  }

  /** By the plain caller, at devices without a password. */
  static Commanded plainly(Rig rig, int devices) {
    createPlainTopic(rig);
    Doors doors = Doors.start(devices, new TwonOptions().withAuthentication(Authentication.NONE));
    return new Commanded(
        doors, new Commander(rig, PLAIN_TOPIC), new PlainCaller(rig, PLAIN_TOPIC, doors.urls()));
  }

  private static void createPlainTopic(Rig rig) {
    var topic = new NewTopic(PLAIN_TOPIC, Optional.of(Topics.PARTITIONS), Optional.empty());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.broker().bootstrapServers()))) {
      admin.createTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** Each command after its predecessor was carried out and a random pause. */
  Carried oneByOne(int commands) {
    return carried(commander.oneByOne(commands, doors::next, carrier));
  }

  /**
   * Commands at random moments, to one device after the other.
   *
   * @param perSecond how many, on average
   */
  Carried steadily(int commands, double perSecond) {
    return carried(commander.steadily(commands, perSecond, doors::next));
  }

  /** As fast as it goes. */
  Carried atOnce(int commands) {
    return steadily(commands, Double.POSITIVE_INFINITY);
  }

  private Carried carried(List<Sent> commands) {
    carrier.await(commands);
    return new Carried(doors.moved(commands), commands.size() - carrier.accepted(commands));
  }

  @Override
  public void close() {
    commander.close();
    carrier.close();
    doors.close();
  }
}
