package io.gatehouse.plugin;

import static io.gatehouse.simulators.HikConnectMq.ALARM;
import static io.gatehouse.simulators.HikConnectMq.COMBINE;
import static io.gatehouse.simulators.HikConnectMq.RAWMSG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.plugin.CommittedEvents.Event;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.HikConnectMessage;
import io.gatehouse.simulators.HikConnectMq;
import io.gatehouse.simulators.HikConnectOptions;
import io.gatehouse.simulators.HikConnectSimulator;
import io.gatehouse.stack.ConnectRest;
import io.gatehouse.stack.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built zip reads a Hik-Connect account: what the cloud had to say is in the topics once, and
 * the cloud may forget it, whatever goes wrong in between.
 */
class HikConnectIT {

  private static final String APP_KEY = "ak7w0qjhv3i290uufnyxzp25l6ym7eab";
  private static final String SECRET_KEY = "sk7w0ckmlyetp2lhfqw8p8zgm23pkpcd";
  private static final Pattern TOKEN = Pattern.compile("hcc\\.[a-z0-9]{32}");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SOME = 40;
  private static final int MANY = 700;
  private static final int MESSAGES_PER_SECOND = 30;

  @TempDir static Path plugins;
  private static PluginStack stack;
  private static ConnectRest connect;

  private String name;
  private ReadAccount account;
  private HikConnectSimulator cloud;

  @BeforeAll
  static void start() {
    var keys =
        Launch.temporarily()
            .environment("HIK_APP_KEY", APP_KEY)
            .environment("HIK_SECRET_KEY", SECRET_KEY);
    stack = PluginStack.start(plugins, keys);
    connect = stack.connect();
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  @BeforeEach
  void startCloud(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    account =
        new ReadAccount(stack, name, new HikConnectOptions().withAccount(APP_KEY, SECRET_KEY));
    cloud = account.cloud();
  }

  @AfterEach
  void endCloud() {
    account.close();
  }

  @Test
  void readsThreeQueuesWithinTheAccountsLimit() {
    account.read();
    account.burst(MANY, 1);

    account.settle();
    assertThat(account.told()).hasSize(3 * MANY);
    assertThat(cloud.peakRate()).as("requests in the busiest second").isLessThanOrEqualTo(5);
    assertThat(cloud.limited()).as("refused for being too many").isZero();
  }

  /** What the old tasks wait for must not be in the way of the new ones. */
  @Test
  void goesOnAtOnceWhenRestarted() {
    account.read();
    account.burst(SOME, 18);
    connect.restart(name);
    account.burst(SOME, 19);

    account.settle();
    assertThat(stack.worker().logged()).doesNotContain("reading failed unexpectedly");
    assertThat(cloud.peakRate()).isLessThanOrEqualTo(5);
  }

  /** The cloud has given a batch and knows that; the worker never got it. */
  @Test
  void isKilledBeforeItGetsABatch() {
    account.subscribe();
    account.burst(SOME, 2);
    cloud.hold(RAWMSG.messages(), HikConnectSimulator.Moment.AFTER);
    connect.create(name, account.config());

    crashAtHeld(RAWMSG.messages());

    account.settle();
    assertGivenAgain(RAWMSG);
  }

  /** The worker has the batch, and a frozen broker takes nothing. */
  @Test
  void isKilledBeforeKafkaHasABatch() {
    account.read();
    stack.broker().pause();
    account.burst(SOME, 3);
    account.topics().until(events -> cloud.uncompleted() == 3);
    stack.worker().killHard();
    stack.broker().resume();
    stack.worker().restart();

    account.settle();
    assertGivenAgain(RAWMSG);
  }

  /** Kafka has the batch, and the cloud was not told. */
  @Test
  void isKilledBeforeItCompletesABatch() {
    account.read();
    cloud.hold(RAWMSG.complete(), HikConnectSimulator.Moment.BEFORE);
    account.burst(SOME, 4);
    account.topics().until(account::holdEverything);

    crashAtHeld(RAWMSG.complete());

    account.settle();
    assertGivenAgain(RAWMSG);
  }

  /** The cloud has forgotten the batch, and the worker does not know. */
  @Test
  void isKilledBeforeItHearsThatABatchIsCompleted() {
    account.read();
    cloud.hold(RAWMSG.complete(), HikConnectSimulator.Moment.AFTER);
    account.burst(SOME, 5);

    cloud.awaitHeld(RAWMSG.complete());
    assertThat(cloud.journal().emitted(RAWMSG)).anyMatch(HikConnectMessage::completed);
    crashAtHeld(RAWMSG.complete());
    account.burst(SOME, 6);

    account.settle();
  }

  @Test
  void isKilledAtRandomMomentsUnderTraffic() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("random moments, again with -Dseed=" + seed);
    Random random = new Random(seed);
    account.read();
    var traffic = cloud.traffic(MESSAGES_PER_SECOND, seed);
    for (int crash = 1; crash <= 3; crash++) {
      int before = account.topics().all().size();
      account.topics().until(events -> events.size() > before);
      Instant moment = Instant.now().plusMillis(random.nextInt(2_000));
      account.topics().until(events -> Instant.now().isAfter(moment));
      stack.crashWorker();
    }
    traffic.close();

    account.settle();
  }

  @Test
  void recognisesWhatComesAgainInOtherBatches() {
    account.read();
    account.burst(SOME, 7);
    account.settle();

    redeliverShuffled();
    account.settle();

    stop();
    redeliverShuffled();
    connect.resume(name);
    account.settle();
    assertThat(cloud.journal().counters().get("delivered"))
        .as("messages given, three times each")
        .isGreaterThanOrEqualTo(3L * 3 * SOME);
  }

  @Test
  void logsInAnewWhenItsTokenExpires() {
    account.read();
    account.burst(SOME, 8);
    cloud.expireToken();
    account.burst(SOME, 9);

    account.settle();
    assertThat(cloud.requests())
        .filteredOn(request -> request.path().endsWith("/token/get"))
        .hasSize(2);
  }

  @Test
  void goesOnWhenCompletionsFail() {
    account.read();
    fail(ALARM.complete(), Fault.status(500), Fault.cut(0));
    fail(COMBINE.complete(), Fault.status(429), Fault.code("OPEN000012"));
    fail(RAWMSG.complete(), Fault.code("VMS999999"), Fault.truncatedJson());

    account.burst(SOME, 10);

    account.settle();
    assertThat(cloud.faults().pending()).isZero();
  }

  @Test
  void goesOnWhenQueuesFail() {
    account.subscribe();
    account.burst(SOME, 11);
    fail(ALARM.messages(), Fault.code("VMS000009"), Fault.cut(10));
    fail(COMBINE.messages(), Fault.code("CCF999999"), Fault.html());
    fail(RAWMSG.messages(), Fault.truncatedJson(), Fault.wrongTypes());

    account.read();

    account.settle();
    assertThat(cloud.faults().pending()).isZero();
  }

  /** The loss is in Kafka before a new subscription hides it, so that a crash cannot hide it. */
  @Test
  void saysOnceThatASubscriptionHasLapsedAndRenewsIt() {
    account.read();
    account.burst(SOME, 12);
    account.settle();
    cloud.hold(RAWMSG.subscribe(), HikConnectSimulator.Moment.BEFORE);
    cloud.lapse(RAWMSG);
    cloud.awaitHeld(RAWMSG.subscribe());
    account.topics().all();
    assertThat(account.notices("GAP")).hasSize(1);

    crashAtHeld(RAWMSG.subscribe());
    account.topics().until(events -> cloud.isSubscribed(RAWMSG));
    account.burst(SOME, 13);

    List<Event> events = new ArrayList<>(account.topics().until(account::isSettled));
    events.removeIf(event -> event.type().equals("GAP"));
    Exactness.check(events, account::message, account.told());
    assertThat(account.notices("GAP"))
        .containsExactly(
            Map.of("queue", "rawmsg", "reason", "SUBSCRIPTION_LAPSED", "certain", "false"));
    assertThat(account.notices("SUBSCRIBED"))
        .filteredOn("queue", "rawmsg")
        .as("at the beginning and after the gap")
        .hasSize(2);
  }

  @Test
  void showsItsOffsetsAndRefusesBadOnes() {
    account.read();
    account.burst(SOME, 14);
    account.settle();
    stop();

    JsonNode offsets = connect.offsets(name).path("offsets");
    assertThat(offsets.findValuesAsText("queue"))
        .containsExactlyInAnyOrder("hikconnect.alarm", "hikconnect.combine", "hikconnect.rawmsg");
    assertThat(offsets)
        .allSatisfy(
            entry -> {
              assertThat(entry.at("/offset/subscribed").asText()).isEqualTo("all");
              assertThat(entry.at("/offset/waiting").asLong(-1)).isZero();
              assertThat(entry.at("/offset/recent").asText().split(" ")).hasSize(SOME);
            });
    assertRefused("hikconnect.fax", Map.of("waiting", 0), "hikconnect.fax");
    assertRefused("hikconnect.alarm", Map.of("recent", 7), "'recent' is '7'");
    assertRefused("hikconnect.alarm", Map.of("id", 1), "'id' is none of a queue's");
  }

  @Test
  void givesEventsTheSameIdsAfterAReset() {
    account.read();
    account.burst(SOME, 15);
    List<Event> once = account.settle();
    stop();

    connect.resetOffsets(name);
    assertThat(connect.offsets(name).path("offsets")).isEmpty();
    redeliverShuffled();
    connect.resume(name);

    List<Event> twice =
        account.topics().until(events -> told(events).size() == 2 * told(once).size());
    assertThat(told(twice)).hasSize(2 * told(once).size());
    assertThat(Set.copyOf(told(twice))).isEqualTo(Set.copyOf(told(once)));
  }

  @Test
  void validationTellsAllErrorsAtOnce() {
    Map<String, String> bad = account.config();
    bad.remove("account.url");
    bad.put("account.secret.key", "${env:NOBODY_SET_THIS}");
    bad.put("queues", "alarm,fax");
    bad.put("devices", "entrance");
    bad.put("devices.entrance.url", "https://10.0.0.5");

    assertThatThrownBy(() -> connect.create(name, bad))
        .isInstanceOf(ConnectRest.Refused.class)
        .hasMessageContaining("account.url: missing")
        .hasMessageContaining("account.secret.key: its ${")
        .hasMessageContaining("fax")
        .hasMessageContaining("devices.entrance.serial");
    assertThat(connect.validate(bad).path("error_count").asInt()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void validationReportsEveryQueueWhenAsked() {
    cloud.subscribe(ALARM);
    cloud.burst(ALARM, 3, 16);
    cloud.subscribe(RAWMSG);
    fail(RAWMSG.messages(), Fault.code("VMS000005"));
    Map<String, String> config = account.config();
    config.put("validate.devices", "true");

    JsonNode answer = connect.validate(config);

    assertThat(Validation.option(answer, "validate.devices").path("recommended_values").toString())
        .contains("hikconnect.alarm: ")
        .contains("3 messages wait")
        .contains("hikconnect.combine: ")
        .contains("not subscribed yet");
    assertThat(Validation.option(answer, "account.url").path("errors").toString())
        .contains("hikconnect.rawmsg")
        .contains("VMS000005");
    assertThat(cloud.uncompleted()).as("looked at, and left").isEqualTo(1);
  }

  @Test
  void keepsTheKeysToItself() throws Exception {
    account.read();
    account.burst(SOME, 17);
    account.settle();

    String config = connect.config(name).toString();
    String log = Files.readString(stack.worker().log());
    String topics = EveryTopic.text(stack.broker().bootstrapServers());
    assertThat(config).contains("${env:HIK_SECRET_KEY}");
    assertThat(log).contains("subscribed queue=RAWMSG");
    assertThat(topics).contains("${env:HIK_SECRET_KEY}").contains(cloud.device().serial());
    assertThat(List.of(config, log, topics))
        .allSatisfy(
            text ->
                assertThat(text).doesNotContain(APP_KEY, SECRET_KEY).doesNotContainPattern(TOKEN));
  }

  private void stop() {
    connect.stop(name);
    connect.await(name, "STOPPED");
  }

  private void crashAtHeld(String path) {
    cloud.awaitHeld(path);
    stack.worker().killHard();
    cloud.release(path);
    stack.worker().restart();
  }

  private void fail(String path, Fault... faults) {
    for (Fault fault : faults) {
      cloud.faults().add(path, 1, fault);
    }
  }

  private void redeliverShuffled() {
    for (HikConnectMq mq : HikConnectMq.values()) {
      cloud.shuffleNext(mq);
      cloud.redeliver(mq);
    }
  }

  private void assertGivenAgain(HikConnectMq mq) {
    assertThat(cloud.journal().emitted(mq)).anyMatch(message -> message.deliveries() >= 2);
  }

  private void assertRefused(String queue, Map<String, Object> offset, String reason) {
    JsonNode offsets =
        JSON.valueToTree(
            Map.of(
                "offsets", List.of(Map.of("partition", Map.of("queue", queue), "offset", offset))));
    assertThatThrownBy(() -> connect.alterOffsets(name, offsets))
        .isInstanceOf(ConnectRest.Refused.class)
        .hasMessageContaining(reason);
  }

  /** Topic and id of what the cloud told, once a record. */
  private List<String> told(List<Event> events) {
    return events.stream()
        .filter(event -> account.message(event) != null)
        .map(event -> event.topic() + " " + event.eventId())
        .toList();
  }
}
