package io.gatehouse.hikconnect;

import static io.gatehouse.simulators.HikConnectMq.ALARM;
import static io.gatehouse.simulators.HikConnectMq.COMBINE;
import static io.gatehouse.simulators.HikConnectMq.RAWMSG;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.TaskRig;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.HikConnectJournal;
import io.gatehouse.simulators.HikConnectMessage;
import io.gatehouse.simulators.HikConnectMq;
import io.gatehouse.simulators.HikConnectOptions;
import io.gatehouse.simulators.HikConnectPassage;
import io.gatehouse.simulators.HikConnectSimulator;
import io.gatehouse.simulators.HikConnectTrait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues, subscriptions, tokens and faults, at the simulated cloud. */
class HikConnectFeedTest {

  private static final String TOKEN = "/api/hccgw/platform/v1/token/get";
  private static final String DEVICES = "/api/hccgw/resource/v1/devices/get";
  private static final String RECORDS = "/api/hccgw/acs/v1/event/certificaterecords/search";

  private HikConnectSimulator cloud;
  private TaskRig rig;

  @AfterEach
  void close() {
    if (rig != null) {
      rig.close();
    }
    cloud.close();
  }

  @Test
  void allQueuesAreReadOnceAndCompleted() throws Exception {
    start(SimulatedHikConnect.options(), ALARM, COMBINE, RAWMSG);
    for (HikConnectMq mq : HikConnectMq.values()) {
      cloud.burst(mq, 700, 1);
    }

    untilCompleted();

    assertExact(ALARM, COMBINE, RAWMSG);
  }

  @Test
  void aQueueThatNobodySubscribedToIsSubscribedWithoutAGap() throws Exception {
    cloud = HikConnectSimulator.start(SimulatedHikConnect.options());
    rig = SimulatedHikConnect.rig(SimulatedHikConnect.config(cloud, COMBINE)).start();

    rig.until(written -> rig.notices("SUBSCRIBED").size() == 1);
    cloud.burst(COMBINE, 5, 1);
    untilCompleted();

    assertExact(COMBINE);
  }

  @Test
  void onlyTheWantedTypesAreSubscribedTo() throws Exception {
    cloud = HikConnectSimulator.start(SimulatedHikConnect.options());
    Map<String, String> config = SimulatedHikConnect.config(cloud, COMBINE);
    config.put("queue.combine.types", "10056,140001");
    rig = SimulatedHikConnect.rig(config).start();
    rig.until(written -> rig.notices("SUBSCRIBED").size() == 1);

    cloud.device().combine(10002);
    cloud.device().combine(10056);
    untilCompleted();

    assertThat(rig.deviceEvents())
        .extracting(event -> event.getString("vendorEventId"))
        .containsExactly(cloud.journal().emitted(COMBINE).get(1).id());
    assertThat(rig.notices("SUBSCRIBED").get(0).<String, String>getMap("attributes"))
        .containsEntry("types", "10056,140001");
  }

  @Test
  void aLapsedSubscriptionIsAGapAndThenSubscribedAgain() throws Exception {
    start(SimulatedHikConnect.options(), COMBINE);
    cloud.burst(COMBINE, 5, 1);
    untilCompleted();

    cloud.lapse(COMBINE);
    rig.until(written -> rig.notices("SUBSCRIBED").size() == 2);
    cloud.burst(COMBINE, 5, 2);
    untilCompleted();

    assertThat(reasons()).containsExactly("SUBSCRIPTION_LAPSED");
    assertThat(eventIds()).hasSize(10);
  }

  @Test
  void twoDaysWithoutAReaderAreAGap() throws Exception {
    start(SimulatedHikConnect.options(), COMBINE);
    cloud.burst(COMBINE, 5, 1);
    untilCompleted();
    rig.stop();

    cloud.clock().advance(Duration.ofDays(2).plusSeconds(1));
    rig.start().until(written -> rig.notices("SUBSCRIBED").size() == 2);

    assertThat(reasons()).containsExactly("SUBSCRIPTION_LAPSED");
  }

  @Test
  void messagesThatWaitedTooLongAreAGapWithTheirNumber() throws Exception {
    start(SimulatedHikConnect.options().withSubscriptionLifetime(Duration.ofDays(9)), COMBINE);
    rig.until(written -> rig.notices("SUBSCRIBED").size() == 1);
    rig.stop();
    cloud.burst(COMBINE, 2_000, 1);
    rig.start().until(written -> rig.deviceEvents().size() >= 500);
    rig.stop();
    long read = rig.deviceEvents().size();

    cloud.clock().advance(Duration.ofDays(3).plusSeconds(1));
    rig.start().until(written -> !rig.notices("GAP").isEmpty());
    rig.untilQuiet();

    assertThat(reasons()).containsExactly("QUEUE_RETENTION");
    long missing =
        Long.parseLong(
            rig.notices("GAP").get(0).<String, String>getMap("attributes").get("missing"));
    assertThat(missing).isBetween(1L, 2_000 - read);
  }

  static List<Fault> faults() {
    return List.of(
        Fault.code("OPEN000006"),
        Fault.code("OPEN000007"),
        Fault.code("OPEN000012"),
        Fault.code("VMS000009"),
        Fault.code("XYZ123456"),
        Fault.status(400),
        Fault.status(401),
        Fault.status(403),
        Fault.status(429),
        Fault.status(500),
        Fault.status(503),
        Fault.html(),
        Fault.truncatedJson(),
        Fault.wrongTypes(),
        Fault.cut(0),
        Fault.cut(10),
        Fault.reset(),
        Fault.oversized(5 * 1024 * 1024));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void noFaultOfMessagesLosesOrDoublesAnything(Fault fault) throws Exception {
    survives(COMBINE.messages(), fault);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void noFaultOfTheCompletionLosesOrDoublesAnything(Fault fault) throws Exception {
    survives(COMBINE.complete(), fault);
  }

  private void survives(String path, Fault fault) throws Exception {
    start(SimulatedHikConnect.options(), COMBINE);
    rig.until(written -> !rig.notices("ONLINE").isEmpty());
    for (int seed = 1; seed <= 3; seed++) {
      cloud.faults().add(path, 1, fault);
      cloud.burst(COMBINE, 5, seed);
      rig.until(written -> cloud.faults().pending() == 0);
    }

    untilCompleted();

    assertExact(COMBINE);
  }

  @Test
  void aTokenThatExpiresInTheMiddleIsRenewedOnce() throws Exception {
    start(SimulatedHikConnect.options(), ALARM, COMBINE, RAWMSG);
    cloud.burst(COMBINE, 5, 1);
    untilCompleted();
    long logins = requests(TOKEN);

    cloud.expireToken();
    cloud.burst(COMBINE, 5, 2);
    cloud.burst(ALARM, 5, 2);
    untilCompleted();

    assertExact(ALARM, COMBINE);
    assertThat(requests(TOKEN)).isEqualTo(logins + 1);
  }

  @Test
  void allQueuesShareOneLogin() throws Exception {
    start(SimulatedHikConnect.options(), ALARM, COMBINE, RAWMSG);

    rig.until(written -> rig.notices("ONLINE").size() == 3);

    assertThat(requests(TOKEN)).isEqualTo(1);
  }

  @Test
  void wrongKeysAreToldAndDoNotEndTheTask() throws Exception {
    cloud = HikConnectSimulator.start(SimulatedHikConnect.options());
    Map<String, String> config = SimulatedHikConnect.config(cloud, COMBINE);
    config.put(HikConnectAccountOptions.SECRET_KEY, "another-key");
    rig = SimulatedHikConnect.rig(config).start();

    rig.until(written -> !rig.notices("OFFLINE").isEmpty());

    String message =
        rig.notices("OFFLINE").get(0).<String, String>getMap("attributes").get("message");
    assertThat(message)
        .contains("OPEN000002", HikConnectAccountOptions.SECRET_KEY)
        .doesNotContain("another");
  }

  @Test
  void whatComesAgainUnderOtherBatchIdsIsNotWrittenAgain() throws Exception {
    start(SimulatedHikConnect.options(), COMBINE);
    cloud.burst(COMBINE, 400, 1);
    untilCompleted();

    cloud.shuffleNext(COMBINE);
    cloud.redeliver(COMBINE);
    cloud.burst(COMBINE, 5, 2);
    untilCompleted();

    assertExact(COMBINE);
    assertThat(cloud.journal().emitted(COMBINE).get(0).deliveries()).isGreaterThan(1);
  }

  @Test
  void aBatchIsNotCompletedBeforeKafkaHasIt() throws Exception {
    start(SimulatedHikConnect.options(), COMBINE);
    rig.until(written -> rig.notices("SUBSCRIBED").size() == 1);
    cloud.burst(COMBINE, 5, 1);

    rig.crash();

    assertThat(cloud.journal().emitted(COMBINE)).noneMatch(HikConnectMessage::completed);
    rig.start();
    untilCompleted();
    assertExact(COMBINE);
  }

  @Test
  void theAccountTellsWhichIdGoesWithADescribedSerial() throws Exception {
    cloud = HikConnectSimulator.start(SimulatedHikConnect.options().withSubscribed(ALARM, RAWMSG));
    Map<String, String> config = SimulatedHikConnect.config(cloud, ALARM, RAWMSG);
    String serial = cloud.device().serial();
    config.put("task.devices", "[{\"id\":\"gate\",\"serial\":\"" + serial + "\",\"site\":\"HQ\"}]");
    rig = SimulatedHikConnect.rig(config).start();
    rig.until(written -> rig.notices("SUBSCRIBED").size() == 2);
    Map<String, Object> source =
        Map.of("eventType", "70200", "deviceInfo", Map.of("devID", cloud.device().id()));
    cloud.emit(ALARM, Map.of("guid", "g1", "msgType", "1", "eventSource", source));
    cloud.play(HikConnectPassage.CARD);

    untilCompleted();

    assertThat(rig.deviceEvents())
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.getString("deviceId")).isEqualTo("gate"))
        .allSatisfy(event -> assertThat(event.getString("site")).isEqualTo("HQ"));
    assertThat(rig.inventory().stream().map(device -> device.getString("deviceId")))
        .containsExactlyInAnyOrder("hik.alarm", "hik.rawmsg", "gate", cloud.devices().get(1).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"VMS000005", "VMS000007", "XYZ123456"})
  void anAccountThatDoesNotListItsDevicesIsReadAllTheSame(String code) throws Exception {
    cloud = HikConnectSimulator.start(SimulatedHikConnect.options().withSubscribed(RAWMSG));
    cloud.faults().add(DEVICES, 100, Fault.code(code));
    rig = SimulatedHikConnect.rig(SimulatedHikConnect.config(cloud, RAWMSG)).start();
    rig.until(written -> rig.notices("SUBSCRIBED").size() == 1);
    cloud.burst(RAWMSG, 5, 1);

    untilCompleted();

    assertExact(RAWMSG);
  }

  @Test
  void theBudgetOfTheAccountIsKept() throws Exception {
    cloud =
        HikConnectSimulator.start(new HikConnectOptions().withSubscribed(HikConnectMq.values()));
    Map<String, String> config = SimulatedHikConnect.config(cloud, ALARM, COMBINE, RAWMSG);
    config.put(HikConnectAccountOptions.PER_SECOND, "5");
    rig = SimulatedHikConnect.rig(config).start();
    for (HikConnectMq mq : HikConnectMq.values()) {
      cloud.burst(mq, 700, 1);
    }

    untilCompleted();

    assertExact(ALARM, COMBINE, RAWMSG);
    assertThat(cloud.peakRate()).isLessThanOrEqualTo(5);
    assertThat(cloud.limited()).isZero();
  }

  @Test
  void whatADeviceUploadsLateIsRecovered() throws Exception {
    start(SimulatedHikConnect.options(), RAWMSG);
    rig.until(written -> rig.notices("SUBSCRIBED").size() == 1);
    rig.untilQuiet();
    cloud.device().goOffline();
    cloud.play(HikConnectPassage.CARD);
    cloud.device().comeOnline();
    cloud.play(HikConnectPassage.CARD);

    untilCompleted();

    assertThat(rig.deviceEvents())
        .extracting(event -> event.getBoolean("recovered"))
        .containsExactly(true, false);
  }

  @Test
  void accessRecordsAddWhatTheQueueDidNotDeliverAndNameWhomItDidNot() throws Exception {
    start(SimulatedHikConnect.options(), RAWMSG);
    rig.until(written -> rig.notices("SUBSCRIBED").size() == 1);
    cloud.play(HikConnectPassage.CARD, HikConnectTrait.RECORD);
    cloud.play(HikConnectPassage.FACE, HikConnectTrait.RECORD, HikConnectTrait.LOST);
    cloud.play(HikConnectPassage.CARD, HikConnectTrait.RECORD, HikConnectTrait.NO_PERSON);
    untilCompleted();
    rig.untilQuiet();
    int delivered = rig.deviceEvents().size();

    rig.advance(Duration.ofMinutes(5)).until(written -> rig.deviceEvents().size() > delivered);
    rig.untilQuiet();

    assertThat(delivered).isEqualTo(2);
    List<Struct> added = rig.deviceEvents().subList(delivered, rig.deviceEvents().size());
    assertThat(added).allSatisfy(event -> assertThat(event.getBoolean("recovered")).isTrue());
    assertThat(added).extracting(event -> event.getString("type")).contains("DECISION");
    assertThat(added.stream().filter(event -> event.getString("type").equals("DECISION")))
        .hasSize(1);
  }

  @Test
  void anAccountWithoutAccessRecordsIsReadAllTheSame() throws Exception {
    start(SimulatedHikConnect.options().withoutRecords(), RAWMSG);
    rig.until(written -> rig.notices("SUBSCRIBED").size() == 1);
    cloud.burst(RAWMSG, 5, 1);
    untilCompleted();

    rig.advance(Duration.ofMinutes(5)).until(written -> requests(RECORDS) > 0);
    cloud.burst(RAWMSG, 5, 2);
    untilCompleted();

    assertThat(eventIds()).hasSize(10);
    assertThat(rig.notices("OFFLINE")).isEmpty();
  }

  private void start(HikConnectOptions options, HikConnectMq... queues) {
    cloud = HikConnectSimulator.start(options.withSubscribed(queues));
    rig = SimulatedHikConnect.rig(SimulatedHikConnect.config(cloud, queues)).start();
  }

  /** Reads on until every message that the queues took in is completed. */
  private void untilCompleted() throws InterruptedException {
    rig.until(written -> open() == 0);
    rig.untilQuiet();
  }

  private long open() {
    return List.of(HikConnectMq.values()).stream()
        .flatMap(mq -> cloud.journal().emitted(mq).stream())
        .filter(message -> message.state() != HikConnectMessage.State.UNHEARD)
        .filter(message -> message.state() != HikConnectMessage.State.EXPIRED)
        .filter(message -> message.state() != HikConnectMessage.State.DROPPED)
        .filter(message -> message.state() != HikConnectMessage.State.COMPLETED)
        .count();
  }

  /** Every message once in each topic that it goes to, and no gap. */
  private void assertExact(HikConnectMq... queues) {
    assertThat(rig.notices("GAP")).isEmpty();
    assertThat(
            rig.deviceEvents().stream()
                .map(event -> event.schema().name() + " " + event.getString("eventId")))
        .doesNotHaveDuplicates();
    int emitted = 0;
    for (HikConnectMq mq : queues) {
      emitted += cloud.journal().emitted(mq).size();
    }
    assertThat(eventIds()).hasSize(emitted);
  }

  /** A duress is an access and an alarm, with one id. */
  private Set<String> eventIds() {
    return rig.deviceEvents().stream()
        .map(event -> event.getString("eventId"))
        .collect(Collectors.toSet());
  }

  private List<String> reasons() {
    return rig.notices("GAP").stream()
        .map(gap -> gap.<String, String>getMap("attributes").get("reason"))
        .toList();
  }

  private long requests(String path) {
    return cloud.requests().stream()
        .map(HikConnectJournal.Request::path)
        .filter(path::equals)
        .count();
  }
}
