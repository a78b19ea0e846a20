package io.gatehouse.akuvox.cloud;

import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.CALLS;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.DEVICES;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.DOORS;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.RESIDENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.TaskRig;
import io.gatehouse.simulators.AkuvoxCloudDevice;
import io.gatehouse.simulators.AkuvoxCloudOptions;
import io.gatehouse.simulators.AkuvoxCloudPassage;
import io.gatehouse.simulators.AkuvoxCloudSimulator;
import io.gatehouse.simulators.AkuvoxResidence;
import io.gatehouse.simulators.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passages and calls, pictures, times, gaps and residences, at the simulated cloud. */
class AkuvoxCloudFeedTest {

  private AkuvoxCloudSimulator cloud;
  private TaskRig rig;

  @AfterEach
  void close() {
    if (rig != null) {
      rig.close();
    }
    cloud.close();
  }

  @Test
  void passagesAndCallsAreToldOfTheirDevice() throws Exception {
    start(new AkuvoxCloudOptions());

    cloud.play(AkuvoxCloudPassage.VISITOR);
    cloud.play(AkuvoxCloudPassage.DENIED);
    untilArrived(3);

    Struct call = only("call_history");
    assertThat(call.getString("deviceId")).isEqualTo("0C110508EF2E");
    assertThat(call.getString("peer")).isEqualTo("6200105433");
    List<Struct> passages = of("open_door_history");
    assertThat(passages)
        .extracting(event -> event.getString("decision"))
        .containsExactly("GRANTED", "DENIED");
    assertThat(passages)
        .allSatisfy(
            event -> {
              assertThat(event.getString("deviceId")).isEqualTo("0C110508EF2E");
              assertThat(event.getString("vendorEventId")).isNull();
              assertThat(attributes(event)).containsEntry("source", "cloud");
              assertThat(Math.abs(event.getInt64("clockSkewMs"))).isLessThan(60_000);
            });
  }

  @Test
  void theOperatorsDescriptionCounts() throws Exception {
    cloud = AkuvoxCloudSimulator.start(new AkuvoxCloudOptions());
    Map<String, String> config = config();
    config.put(
        "task.devices", "[{\"id\":\"gate\",\"serial\":\"0c:11:05:08:ef:2e\",\"site\":\"HQ\"}]");
    rig = SimulatedAkuvoxCloud.rig(config).start();

    cloud.play(AkuvoxCloudPassage.CARD);
    untilArrived(1);

    assertThat(rig.deviceEvents().get(0).getString("deviceId")).isEqualTo("gate");
    assertThat(rig.deviceEvents().get(0).getString("site")).isEqualTo("HQ");
  }

  @Test
  void twoRecordsOfOneSecondAreTwoEvents() throws Exception {
    start(new AkuvoxCloudOptions().withPictureDelay(Duration.ofDays(1)));

    cloud.play(AkuvoxCloudPassage.CROWD);
    untilArrived(3);
    rig.stop().start().untilQuiet();

    assertThat(rig.deviceEvents())
        .hasSize(3)
        .extracting(event -> event.getString("eventId"))
        .doesNotHaveDuplicates();
  }

  @Test
  void picturesThatComeLaterAreToldOnceAlsoAcrossARestart() throws Exception {
    start(new AkuvoxCloudOptions().withPictureDelay(Duration.ofMinutes(1)));
    cloud.play(AkuvoxCloudPassage.CROWD);
    untilArrived(3);
    List<String> first = ids(rig.deviceEvents());
    rig.stop();

    cloud.clock().advance(Duration.ofMinutes(2));
    rig.start();
    untilArrived(6);
    rig.stop().start().untilQuiet();

    List<Struct> second = rig.deviceEvents().subList(3, rig.deviceEvents().size());
    assertThat(second)
        .hasSize(3)
        .allSatisfy(event -> assertThat(event.getString("type")).isEqualTo("SECOND_REPORT"))
        .extracting(event -> attributes(event).get("eventId"))
        .containsExactlyElementsOf(first);
    assertThat(second)
        .extracting(event -> attributes(event).get("picture"))
        .containsExactly(
            "https://pictures.invalid/1.jpg",
            "https://pictures.invalid/2.jpg",
            "https://pictures.invalid/3.jpg");
    assertThat(ids(rig.deviceEvents())).doesNotHaveDuplicates();
  }

  @Test
  void aZoneThatNobodyWroteOutIsAGuess() throws Exception {
    start(new AkuvoxCloudOptions());

    cloud.play(AkuvoxCloudPassage.CARD);
    untilArrived(1);

    Struct event = rig.deviceEvents().get(0);
    assertThat(attributes(event))
        .containsEntry("timeZone", "UTC")
        .containsEntry("timeZoneBasis", "assumed");
    assertThat(event.getInt32("utcOffsetMinutes")).isNull();
  }

  @Test
  void theHourThatComesTwiceIsToldApartWhileItIsReadAsItHappens() throws Exception {
    cloud =
        AkuvoxCloudSimulator.start(
            new AkuvoxCloudOptions()
                .withZone(ZoneId.of("Europe/Berlin"))
                .withStartTime(Instant.parse("2026-10-25T00:30:00Z")));
    Map<String, String> config = config();
    config.put(AkuvoxCloudConfig.TIME_ZONE, "Europe/Berlin");
    rig = SimulatedAkuvoxCloud.rig(config).start();
    untilOnline();

    cloud.play(AkuvoxCloudPassage.CARD);
    untilArrived(1);
    cloud.clock().advance(Duration.ofHours(1));
    cloud.play(AkuvoxCloudPassage.CARD);
    untilArrived(2);

    assertThat(rig.deviceEvents())
        .extracting(
            event -> ((Date) event.get("occurredAt")).toInstant().toString().substring(0, 15))
        .containsExactly("2026-10-25T00:3", "2026-10-25T01:3");
    assertThat(rig.deviceEvents())
        .extracting(event -> event.getInt32("utcOffsetMinutes"))
        .containsExactly(120, 60);
    assertThat(rig.deviceEvents())
        .allSatisfy(
            event ->
                assertThat(attributes(event))
                    .containsEntry("timeZone", "Europe/Berlin")
                    .containsEntry("timeZoneBasis", "configured")
                    .doesNotContainKey("timeIsAmbiguous"));
    assertThat(ids(rig.deviceEvents())).doesNotHaveDuplicates();
  }

  @Test
  void theHourThatComesTwiceIsSaidToBeAmbiguousAfterwards() throws Exception {
    cloud =
        AkuvoxCloudSimulator.start(
            new AkuvoxCloudOptions()
                .withZone(ZoneId.of("Europe/Berlin"))
                .withStartTime(Instant.parse("2026-10-25T01:30:00Z")));
    cloud.play(AkuvoxCloudPassage.CARD);
    cloud.clock().advance(Duration.ofHours(5));
    Map<String, String> config = config();
    config.put(AkuvoxCloudConfig.TIME_ZONE, "Europe/Berlin");

    rig = SimulatedAkuvoxCloud.rig(config).start();
    untilArrived(1);

    assertThat(attributes(rig.deviceEvents().get(0))).containsEntry("timeIsAmbiguous", "true");
  }

  @Test
  void whatHappenedWhileNobodyReadForLongIsRecovered() throws Exception {
    start(new AkuvoxCloudOptions());
    cloud.faults().add(DOORS, 1, Fault.silence());
    cloud.play(AkuvoxCloudPassage.CARD);
    rig.until(written -> cloud.faults().pending() == 0);

    rig.advance(Duration.ofSeconds(6));
    untilArrived(1);
    cloud.play(AkuvoxCloudPassage.CARD);
    untilArrived(2);

    assertThat(rig.deviceEvents())
        .extracting(event -> event.getBoolean("recovered"))
        .containsExactly(true, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {DOORS, CALLS})
  void aHistoryThatSeemsEmptyForOnceIsNoGap(String history) throws Exception {
    start(new AkuvoxCloudOptions());
    cloud.play(AkuvoxCloudPassage.VISITOR);
    untilArrived(2);

    cloud.faults().add(history, 1, Fault.empty());
    rig.until(written -> cloud.faults().pending() == 0);
    cloud.play(AkuvoxCloudPassage.VISITOR);
    untilArrived(4);
    rig.untilQuiet();

    assertThat(rig.notices("GAP")).isEmpty();
    assertThat(rig.deviceEvents()).hasSize(4);
  }

  @Test
  void aHistoryThatStaysEmptyIsOneGapAndWhatComesBackIsNotDoubled() throws Exception {
    start(new AkuvoxCloudOptions());
    SimulatedAkuvoxCloud.pass(cloud, 20);
    untilArrived(20);

    cloud.faults().add(DOORS, 1_000_000, Fault.empty());
    rig.until(written -> !rig.notices("GAP").isEmpty());
    rig.untilQuiet();
    rig.stop().start().untilQuiet();
    cloud.faults().clear();
    SimulatedAkuvoxCloud.pass(cloud, 5);
    untilArrived(25);
    rig.untilQuiet();

    assertThat(rig.notices("GAP"))
        .singleElement()
        .satisfies(
            gap ->
                assertThat(attributes(gap))
                    .containsEntry("reason", "LOG_CLEARED")
                    .containsEntry("certain", "false")
                    .containsEntry("history", "open_door_history")
                    .containsEntry("records", "0"));
    assertThat(rig.deviceEvents()).hasSize(25);
  }

  @Test
  void aHistoryThatForgotAllWhileNobodyReadIsAGap() throws Exception {
    start(new AkuvoxCloudOptions().withHistorySize(60));
    SimulatedAkuvoxCloud.pass(cloud, 60);
    untilArrived(60);
    rig.stop();

    SimulatedAkuvoxCloud.pass(cloud, 70);
    cloud.clock().advance(Duration.ofHours(1));
    SimulatedAkuvoxCloud.pass(cloud, 60);
    rig.start();
    untilArrived(120);
    rig.untilQuiet();

    assertThat(rig.notices("GAP"))
        .singleElement()
        .satisfies(gap -> assertThat(attributes(gap)).containsEntry("reason", "RING_OVERFLOW"));
    assertThat(people().subList(60, 120))
        .isEqualTo(SimulatedAkuvoxCloud.passed(cloud, RESIDENCE).subList(130, 190));
  }

  @Test
  void aHistoryThatForgetsItsOldestIsNoGap() throws Exception {
    start(new AkuvoxCloudOptions().withHistorySize(30));

    for (int i = 1; i <= 10; i++) {
      SimulatedAkuvoxCloud.pass(cloud, 10);
      untilArrived(10 * i);
    }

    assertThat(rig.notices("GAP")).isEmpty();
    assertThat(people()).isEqualTo(SimulatedAkuvoxCloud.passed(cloud, RESIDENCE));
  }

  @Test
  void moreThanIsRememberedIsReadOnce() throws Exception {
    start(new AkuvoxCloudOptions());
    SimulatedAkuvoxCloud.pass(cloud, 700);
    untilArrived(700);
    rig.stop().start();

    SimulatedAkuvoxCloud.pass(cloud, 700);
    untilArrived(1_400);
    rig.untilQuiet();

    assertThat(people()).isEqualTo(SimulatedAkuvoxCloud.passed(cloud, RESIDENCE));
    assertThat(rig.notices("GAP")).isEmpty();
  }

  @Test
  void residencesAreReadEachByItself() throws Exception {
    cloud =
        AkuvoxCloudSimulator.start(
            new AkuvoxCloudOptions()
                .withResidences(residence("r1", "0C1100000001"), residence("r2", "0C1100000002")));
    rig = SimulatedAkuvoxCloud.rig(SimulatedAkuvoxCloud.config(cloud.url(), "gone", "r1", "r2"));
    rig.start().until(written -> rig.notices("ONLINE").size() == 2);

    cloud.play(AkuvoxCloudPassage.CARD, "r1");
    cloud.play(AkuvoxCloudPassage.CARD, "r2");
    untilArrived(2);

    assertThat(rig.notices("OFFLINE"))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.getString("deviceId")).isEqualTo("gone");
              assertThat(attributes(notice).get("message"))
                  .contains("unknown residence", AkuvoxCloudConfig.RESIDENCES);
            });
    assertThat(rig.deviceEvents())
        .extracting(event -> event.getString("deviceId"))
        .containsExactlyInAnyOrder("0C1100000001", "0C1100000002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"code", "403", "html"})
  void aResidenceThatDoesNotListItsDevicesIsReadAllTheSame(String kind) throws Exception {
    cloud = AkuvoxCloudSimulator.start(new AkuvoxCloudOptions());
    Fault fault =
        switch (kind) {
          case "code" -> Fault.code("no permission");
          case "403" -> Fault.status(403);
          default -> Fault.html();
        };
    cloud.faults().add(DEVICES, 1_000_000, fault);
    rig = SimulatedAkuvoxCloud.rig(config()).start();

    cloud.play(AkuvoxCloudPassage.CARD);
    untilArrived(1);

    assertThat(rig.deviceEvents().get(0).getString("deviceId")).isEqualTo(RESIDENCE);
    assertThat(rig.deviceEvents().get(0).getString("deviceName")).isEqualTo("Front Door");
  }

  @Test
  void aListThatSeemsEmptyForOnceForgetsNoDevice() throws Exception {
    start(new AkuvoxCloudOptions());
    cloud.faults().add(DEVICES, 1, Fault.empty());
    rig.advance(Duration.ofHours(1)).until(written -> cloud.faults().pending() == 0);

    cloud.play(AkuvoxCloudPassage.CARD);
    untilArrived(1);

    assertThat(rig.deviceEvents().get(0).getString("deviceId")).isEqualTo("0C110508EF2E");
  }

  private static AkuvoxResidence residence(String id, String mac) {
    return new AkuvoxResidence(
        id, List.of(AkuvoxCloudDevice.doorphone(mac, "Gate")), List.of("ann"));
  }

  private void start(AkuvoxCloudOptions options) throws InterruptedException {
    cloud = AkuvoxCloudSimulator.start(options);
    rig = SimulatedAkuvoxCloud.rig(config()).start();
    untilOnline();
  }

  private Map<String, String> config() {
    return SimulatedAkuvoxCloud.config(cloud.url(), RESIDENCE);
  }

  /** Until both histories were read, and found empty. */
  private void untilOnline() throws InterruptedException {
    rig.until(written -> !rig.notices("ONLINE").isEmpty());
    rig.untilQuiet();
  }

  private void untilArrived(int events) throws InterruptedException {
    rig.until(written -> rig.deviceEvents().size() >= events);
  }

  private List<String> people() {
    return rig.deviceEvents().stream()
        .map(event -> event.getString("personName"))
        .filter(Objects::nonNull)
        .toList();
  }

  private List<Struct> of(String vendorType) {
    return rig.deviceEvents().stream()
        .filter(event -> event.getString("vendorType").equals(vendorType))
        .toList();
  }

  private Struct only(String vendorType) {
    assertThat(of(vendorType)).hasSize(1);
    return of(vendorType).get(0);
  }

  private static Map<String, String> attributes(Struct event) {
    return event.getMap("attributes");
  }

  private static List<String> ids(List<Struct> events) {
    return events.stream().map(event -> event.getString("eventId")).toList();
  }
}
