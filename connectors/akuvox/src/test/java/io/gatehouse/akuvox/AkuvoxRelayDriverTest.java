package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.akuvox.AkuvoxTurns.Rank;
import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.MovingClock;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.simulators.AkuvoxJournal.Request;
import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxSimulator;
import io.gatehouse.simulators.AkuvoxTrait;
import io.gatehouse.simulators.AkuvoxTransport;
import io.gatehouse.simulators.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders to devices of every kind; what each vendor's driver must do is the contract's. */
class AkuvoxRelayDriverTest {

  private static final String STATUS = "/api/relay/status";
  private static final String TRIG = "/api/relay/trig";

  private final MovingClock clock = new MovingClock();
  private AkuvoxSimulator device;
  private RelayRig rig;

  @AfterEach
  void close() {
    rig.close();
    device.close();
  }

  @Test
  void thePreparingRequestBringsTheNonceAndTheOrderIsSentOnce() throws Exception {
    start(new AkuvoxOptions());

    rig.send(trigger());

    assertThat(requests()).containsExactly("401 " + STATUS, "200 " + STATUS, "200 " + TRIG);
  }

  @Test
  void anOrderThatWaitedIsPrimedAgainAndSentOnceThoughTheNonceHasAged() throws Exception {
    start(new AkuvoxOptions());
    PreparedCommand trigger = trigger();
    clock.advance(Duration.ofSeconds(2));
    device.rotateNonces();

    rig.send(trigger);

    assertThat(requests())
        .containsExactly(
            "401 " + STATUS, "200 " + STATUS, "401 " + STATUS, "200 " + STATUS, "200 " + TRIG);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  '',  SLASH_REFUSED",
    "GET,  '/', SLASH_REQUIRED",
    "POST, '',  POST_ONLY",
    "POST, '',  POST_ONLY+SLASH_REFUSED",
    "POST, '/', POST_ONLY+SLASH_REQUIRED",
    "GET,  '',  JSON_AS_HTML+WRAPPED_ONLY"
  })
  void theFormIsLearnedFromWhatMovesNothing(String method, String ending, String traits)
      throws Exception {
    start(
        new AkuvoxOptions()
            .withTraits(
                List.of(traits.split("\\+", -1)).stream()
                    .map(AkuvoxTrait::valueOf)
                    .toArray(AkuvoxTrait[]::new)));

    rig.send(trigger());
    rig.send(trigger());

    assertThat(device.journal().actuations())
        .hasSize(2)
        .allSatisfy(
            moved -> assertThat(moved.action()).isEqualTo("{\"mode\":0,\"level\":1,\"delay\":5}"));
    assertThat(device.journal().requests())
        .filteredOn(request -> request.path().startsWith(TRIG))
        .extracting(Request::method, Request::path, Request::status)
        .containsOnly(tuple(method, TRIG + ending, 200))
        .hasSize(2);
  }

  /** A primer is a GET: it would be refused, and the order never sent. */
  @Test
  void firmwareThatTakesNoGetIsNotPrimedByOne() throws Exception {
    start(new AkuvoxOptions().withTraits(AkuvoxTrait.POST_ONLY));
    PreparedCommand trigger = trigger();
    int asked = requests().size();
    clock.advance(Duration.ofSeconds(2));

    rig.send(trigger);

    assertThat(requests().subList(asked, requests().size())).containsExactly("200 " + TRIG);
  }

  @Test
  void aMethodThatIsNotAllowedIsNotTheOnlyOne() throws Exception {
    start(new AkuvoxOptions());
    device.faults().add(STATUS, 2, Fault.status(405));

    rig.send(trigger());

    assertThat(device.journal().requests())
        .last()
        .extracting(Request::method, Request::path)
        .containsExactly("POST", TRIG);
  }

  @Test
  void firmwareThatChangesIsLearnedAnew() throws Exception {
    start(new AkuvoxOptions());
    device.faults().add(STATUS, 1, Fault.status(404));
    rig.send(trigger());
    device.faults().add(STATUS, 1, Fault.status(404));

    rig.send(trigger());

    assertThat(device.journal().requests())
        .extracting(Request::path)
        .filteredOn(path -> path.startsWith(TRIG))
        .containsExactly(TRIG + "/", TRIG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON_AS_HTML", "SLASH_REFUSED", "SLASH_REQUIRED"})
  void aDeviceThatDoesNotTellItsRelaysIsNotCommanded(String trait) throws Exception {
    start(
        new AkuvoxOptions().withUnsupported("relay/status").withTraits(AkuvoxTrait.valueOf(trait)));

    assertThatThrownBy(this::trigger)
        .isInstanceOfSatisfying(
            DeviceRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("-1"))
        .hasMessageContaining("lacks the function");
    assertThat(requests()).noneMatch(request -> request.contains(TRIG));
  }

  @Test
  void aFunctionThatIsLackingIsARefusal() throws Exception {
    start(new AkuvoxOptions().withUnsupported("relay/trig"));
    PreparedCommand trigger = trigger();

    assertThatThrownBy(() -> rig.send(trigger))
        .isInstanceOfSatisfying(
            DeviceRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("-1"))
        .hasMessageContaining(TRIG)
        .hasMessageContaining("lacks the function");
  }

  @Test
  void whoIsNotOnTheWhiteListIsTold() throws Exception {
    start(new AkuvoxOptions().withWhitelist("192.0.2.1"));

    assertThatThrownBy(this::trigger)
        .isInstanceOfSatisfying(
            DeviceRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("403"))
        .hasMessageContaining("white list");
  }

  @Test
  void aWrongPasswordIsToldWithoutItAndNoOrderIsSent() throws Exception {
    start(new AkuvoxOptions().withUser("admin", "another one"));

    assertThatThrownBy(this::trigger)
        .isInstanceOfSatisfying(
            DeviceRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("401"))
        .hasMessageContaining("credentials")
        .hasMessageNotContaining("httpapi");
    assertThat(requests()).containsOnly("401 " + STATUS);
  }

  @Test
  void aDeviceThatMovedToHttpsIsFollowedBeforeTheOrder() throws Exception {
    start(new AkuvoxOptions().withTransport(AkuvoxTransport.REDIRECT));

    rig.send(trigger());

    assertThat(device.journal().actuations()).hasSize(1);
    assertThat(requests()).filteredOn(request -> request.contains(TRIG)).hasSize(1);
  }

  @Test
  void theEvidenceIsWhatTheDeviceSaysAndEndsWithTheEffect() throws Exception {
    start(new AkuvoxOptions());
    PreparedCommand trigger = rig.prepare("TRIGGER", "relay/2", Map.of("delay", "7"));
    assertThat(rig.evidence(trigger)).isEmpty();

    rig.send(trigger);

    assertThat(rig.evidence(trigger)).contains("{\"RelayA\":0,\"RelayB\":1}");
    device.clock().advance(Duration.ofSeconds(7));
    assertThat(rig.evidence(trigger)).isEmpty();
  }

  @Test
  void onStaysUntilOff() throws Exception {
    start(new AkuvoxOptions());
    PreparedCommand on = rig.prepare("ON", "relay/1", Map.of());
    PreparedCommand off = rig.prepare("OFF", "relay/1", Map.of());

    rig.send(on);
    device.clock().advance(Duration.ofDays(1));
    assertThat(rig.evidence(on)).isPresent();
    assertThat(rig.evidence(off)).isEmpty();
    rig.send(off);

    assertThat(rig.evidence(off)).contains("{\"RelayA\":0,\"RelayB\":0}");
  }

  @ParameterizedTest
  @CsvSource({
    "TRIGGER, ''",
    "TRIGGER, -1",
    "TRIGGER, 65536",
    "TRIGGER, 5.5",
    "TRIGGER, five",
    "ON, 5",
    "OFF, 5"
  })
  void aDelayThatCannotBeIsRejectedWithoutAskingTheDevice(String action, String delay)
      throws Exception {
    start(new AkuvoxOptions());

    assertThatThrownBy(() -> rig.prepare(action, "relay/1", Map.of("delay", delay)))
        .isInstanceOfSatisfying(
            CommandRejected.class,
            rejected -> assertThat(rejected.rule()).isEqualTo(CommandRejected.BAD_PARAMETER))
        .hasMessageContaining("delay");
    assertThat(requests()).isEmpty();
  }

  @Test
  void anOrderWhoseTimeRunsOutWhileItWaitsForItsTurnDoesNotLeave() throws Exception {
    start(new AkuvoxOptions());
    PreparedCommand trigger = trigger();
    Promise<Void> reading = Promise.promise();
    Vertx vertx = Vertx.vertx();
    Future<Void> underWay =
        AkuvoxTurns.take(device.url().getAuthority(), vertx, Rank.READING, () -> reading.future());
    Instant soon = clock.instant().plusSeconds(1);
    Future<Void> sending = rig.sending(trigger, soon);

    clock.advance(Duration.ofSeconds(2));
    reading.complete();

    HttpFailure failure = (HttpFailure) catchThrowable(() -> RelayRig.await(sending));
    assertThat(failure.maybeSent()).isFalse();
    assertThat(underWay.succeeded()).isTrue();
    assertThat(requests()).noneMatch(request -> request.contains(TRIG));
    vertx.close();
  }

  /** A device that is asked while it answers locks up, whoever asks. */
  @Test
  void commandsTakeTurnsWithARunningFeed() throws Exception {
    AkuvoxOptions fragile =
        new AkuvoxOptions()
            .withServiceTime(Duration.ofMillis(10))
            .withLockUp(Duration.ofSeconds(2));
    Map<String, String> busy =
        Map.of("log.poll.interval.ms", "100", "inputs.poll", "true", "relays.poll", "true");
    try (SimulatedAkuvox fed = new SimulatedAkuvox(fragile, busy)) {
      device = fed.device;
      rig = new RelayRig(options(device.url()), clock);
      fed.rig.start().until(written -> !fed.rig.notices("ONLINE").isEmpty());

      for (int i = 0; i < 20; i++) {
        fed.emit(1);
        PreparedCommand trigger = trigger();
        rig.send(trigger);
        assertThat(rig.evidence(trigger)).isPresent();
      }
      fed.untilAllArrived();

      assertThat(device.lockUps()).isZero();
      assertThat(device.journal().actuations()).hasSize(20);
      assertThat(readingsAmongOrders()).isPositive();
    }
  }

  private long readingsAmongOrders() {
    List<String> paths = requests();
    return paths.subList(paths.indexOf("200 " + TRIG), paths.lastIndexOf("200 " + TRIG)).stream()
        .filter(request -> request.contains("log/get"))
        .count();
  }

  private void start(AkuvoxOptions options) {
    device = AkuvoxSimulator.start(options);
    rig = new RelayRig(options(device.url()), clock);
  }

  private static Map<String, String> options(URI url) {
    Map<String, String> options = new HashMap<>();
    options.put("devices.lobby.vendor", "akuvox");
    options.put("devices.lobby.url", url.toString());
    options.put("credentials.default.username", "admin");
    options.put("credentials.default.password", "httpapi");
    options.put("tls", "insecure");
    return options;
  }

  private PreparedCommand trigger() throws Exception {
    return rig.prepare("TRIGGER", "relay/1", Map.of());
  }

  /** Status and path. */
  private List<String> requests() {
    return device.journal().requests().stream()
        .map(request -> request.status() + " " + request.path())
        .toList();
  }
}
