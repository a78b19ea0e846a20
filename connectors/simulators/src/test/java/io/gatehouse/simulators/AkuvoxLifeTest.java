package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clock, relays, inputs, restarts and lock-ups of an Akuvox device. */
class AkuvoxLifeTest {

  private static final AkuvoxOptions OPEN = new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE);
  private static final String TRIGGER = "/api/relay/trig?num=1&level=1";

  @ParameterizedTest
  @CsvSource({
    "ISO, 2025-11-06",
    "SLASHES, 2025/11/06",
    "DAY_FIRST, 06/11/2025",
    "COMPACT, 20251106"
  })
  void datesAreOfTheDevicesFormatAndZone(AkuvoxDateFormat format, String date) {
    AkuvoxOptions options =
        OPEN.withDateFormat(format)
            .withZone(ZoneId.of("Europe/Berlin"))
            .withStartTime(Instant.parse("2025-11-05T23:30:00Z"));
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      Map<String, String> fields = device.play(AkuvoxPassage.CARD).get(0).fields();

      assertThat(fields).containsEntry("Date", date);
      assertThat(fields.get("Time")).startsWith("00:30:0");
    }
  }

  /** The hour that comes twice cannot be told apart. */
  @Test
  void localTimeGoesBackInAutumn() {
    AkuvoxOptions options =
        OPEN.withZone(ZoneId.of("Europe/Berlin"))
            .withStartTime(Instant.parse("2025-10-26T00:30:00Z"));
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      AkuvoxRecord summer = device.play(AkuvoxPassage.CARD).get(0);
      device.clock().advance(Duration.ofHours(1));
      AkuvoxRecord winter = device.play(AkuvoxPassage.CARD).get(0);

      assertThat(summer.fields().get("Time")).startsWith("02:30:");
      assertThat(winter.fields().get("Time")).startsWith("02:30:");
      assertThat(Duration.between(summer.at(), winter.at()))
          .isGreaterThanOrEqualTo(Duration.ofHours(1));
    }
  }

  @Test
  void clockThatWasNeverSetHasNoDate() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      device.restartLosingClock();
      Map<String, String> before = device.play(AkuvoxPassage.CARD).get(0).fields();
      device.clock().set(Instant.parse("2026-03-01T12:00:00Z"));
      Map<String, String> after = device.play(AkuvoxPassage.CARD).get(0).fields();

      assertThat(before).containsEntry("Date", "--");
      assertThat(before.get("Time")).startsWith("00:00:");
      assertThat(after).containsEntry("Date", "2026-03-01");
    }
  }

  /** Api system status: unix time and up time. */
  @Test
  void statusTellsTheClockAndRestartsBeginAtZero() {
    AkuvoxOptions options = OPEN.withStartTime(Instant.parse("2026-03-01T12:00:00Z"));
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      device.play(AkuvoxPassage.CARD);
      device.clock().advance(Duration.ofHours(1));
      DeviceClient client = DeviceClient.anonymous(device);
      JsonNode before = client.get("/api/system/status").path("data");

      device.restart();

      JsonNode after = client.get("/api/system/status").path("data");
      assertThat(before.path("SystemTime").asLong())
          .isBetween(
              Instant.parse("2026-03-01T13:00:00Z").getEpochSecond(),
              Instant.parse("2026-03-01T13:01:00Z").getEpochSecond());
      assertThat(before.path("UpTime").asLong()).isBetween(3600L, 3660L);
      assertThat(after.path("UpTime").asLong()).isLessThan(60);
      assertThat(AkuvoxLogTest.ids(client.get("/api/doorlog/get"))).containsExactly("1");
    }
  }

  /** Api relay trig, mode 0: Auto Close. */
  @Test
  void relayClosesByItself() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      DeviceClient client = DeviceClient.anonymous(device);

      JsonNode reply = client.get(TRIGGER + "&mode=0&delay=60");

      assertThat(reply.toString())
          .isEqualTo("{\"retcode\":0,\"action\":\"trig\",\"message\":\"OK\"}");
      assertThat(relays(client)).isEqualTo("{\"RelayA\":1,\"RelayB\":0}");
      device.clock().advance(Duration.ofSeconds(61));
      assertThat(relays(client)).isEqualTo("{\"RelayA\":0,\"RelayB\":0}");
      assertThat(device.journal().actuations())
          .singleElement()
          .satisfies(
              actuation -> {
                assertThat(actuation.target()).isEqualTo("relay/1");
                assertThat(actuation.action()).isEqualTo("{\"mode\":0,\"level\":1,\"delay\":60}");
              });
    }
  }

  /** Api relay trig, mode 1: Manual. */
  @Test
  void relayStaysUntilItIsMovedAgain() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withRelays(3))) {
      DeviceClient client = DeviceClient.anonymous(device);
      client.get("/api/relay/trig?mode=0&num=3&level=1&delay=5");

      client.get("/api/relay/trig?mode=1&num=3&level=1&delay=5");

      device.clock().advance(Duration.ofMinutes(10));
      assertThat(relays(client)).isEqualTo("{\"RelayA\":0,\"RelayB\":0,\"RelayC\":1}");
      client.get("/api/relay/trig?mode=1&num=3&level=0&delay=0");
      assertThat(relays(client)).isEqualTo("{\"RelayA\":0,\"RelayB\":0,\"RelayC\":0}");
      assertThat(device.journal().counters()).containsEntry("actuations", 3L);
    }
  }

  /** Api relay, the ranges. */
  @ParameterizedTest
  @CsvSource({
    "mode=2&num=1&level=1&delay=5",
    "mode=0&num=3&level=1&delay=5",
    "mode=0&num=0&level=1&delay=5",
    "mode=0&num=1&level=2&delay=5",
    "mode=0&num=1&level=1&delay=65536",
    "mode=0&num=1&level=1",
    "num=1"
  })
  void relayWantsItsParameters(String query) {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      JsonNode reply = DeviceClient.anonymous(device).get("/api/relay/trig?" + query);

      assertThat(reply.path("retcode").asInt()).isEqualTo(-1);
      assertThat(reply.path("message").asText()).isEqualTo("Error param");
      assertThat(device.journal().actuations()).isEmpty();
    }
  }

  /** Api input status: levels. */
  @Test
  void inputsAreHighWhenIdle() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      device.setInput("B", 0);

      assertThat(DeviceClient.anonymous(device).get("/api/input/status").path("data").toString())
          .isEqualTo("{\"InputA\":1,\"InputB\":0,\"InputC\":1}");
      assertThatThrownBy(() -> device.setInput("D", 0)).hasMessageContaining("not D");
    }
  }

  @Test
  void secondRequestAtOnceLocksTheDeviceUp() {
    AkuvoxOptions options =
        OPEN.withServiceTime(Duration.ofHours(1)).withLockUp(Duration.ofHours(2));
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      DeviceClient client = DeviceClient.anonymous(device);
      CompletableFuture<JsonNode> first = client.later("/api/doorlog/get");
      CompletableFuture<JsonNode> second = client.later("/api/calllog/get");
      Eventually.until("the lock-up", () -> device.lockUps() == 1);

      device.clock().advance(Duration.ofMinutes(90));
      Eventually.until("both are dropped", () -> device.journal().requests().size() == 2);
      assertThat(device.journal().requests())
          .extracting(AkuvoxJournal.Request::outcome)
          .containsOnly("locked up");
      assertThat(first).isNotDone();
      assertThat(second).isNotDone();

      device.clock().advance(Duration.ofMinutes(90));
      CompletableFuture<JsonNode> third = client.later("/api/doorlog/get");
      Eventually.until(
          "the reply",
          () -> {
            device.clock().advance(Duration.ofHours(1));
            return third.isDone();
          });
      assertThat(third.join().path("retcode").asInt(-1)).isZero();
    }
  }

  @Test
  void requestsOneAfterTheOtherDoNotLockTheDeviceUp() {
    AkuvoxOptions options = new AkuvoxOptions().withLockUp(Duration.ofHours(2));
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      DeviceClient client =
          new DeviceClient(device.url(), "admin", "httpapi", Authentication.DIGEST);

      client.get("/api/doorlog/get");
      client.get("/api/calllog/get");

      assertThat(device.lockUps()).isZero();
      assertThat(device.journal().counters()).containsEntry("unanswered", 0L);
    }
  }

  @Test
  void deviceComesBackOnItsPort() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      DeviceClient client = DeviceClient.anonymous(device);
      device.play(AkuvoxPassage.CARD);

      device.stopListening();
      assertThatThrownBy(() -> client.get("/api/doorlog/get"))
          .isInstanceOf(UncheckedIOException.class);
      device.startListening();

      assertThat(AkuvoxLogTest.ids(client.get("/api/doorlog/get"))).containsExactly("1");
    }
  }

  private static String relays(DeviceClient client) {
    return client.get("/api/relay/status").path("data").toString();
  }
}
