package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What befalls a device in its life: restarts, set clocks, replacement, absence, passages. */
class TwonLifeTest {

  private final TwonSimulator device =
      TwonSimulator.start(new TwonOptions().withStartTime(Instant.parse("2026-03-01T12:00:00Z")));
  private final DeviceClient client = DeviceClient.digest(device);

  @AfterEach
  void close() {
    device.close();
  }

  /** 5.10.4: id "1 after intercom restart"; 5.10.2: history "is empty by default". */
  @Test
  void restartForgetsHistoryChannelsAndIds() {
    device.emit("KeyPressed", Map.of("key", "5"));
    client.result("/api/switch/ctrl?switch=2&action=on");
    long channel = client.subscribe("include=all");
    device.clock().advance(Duration.ofMinutes(10));

    device.restart();

    assertThat(client.error("/api/log/pull?id=" + channel)).isEqualTo(12);
    List<JsonNode> events = client.pull(client.subscribe("include=all"));
    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("id").asLong()).isEqualTo(1);
    assertThat(events.get(0).path("upTime").asLong()).isZero();
    assertThat(events.get(0).path("params").path("state").asText()).isEqualTo("startup");
    assertThat(client.result("/api/switch/status?switch=2").findValue("active").asBoolean())
        .isFalse();
    assertThat(device.boot()).isEqualTo(2);
  }

  @Test
  void journalSurvivesARestart() {
    device.restart();

    assertThat(device.journal().emitted())
        .extracting(TwonEvent::boot, TwonEvent::id)
        .containsExactly(tuple(1, 1L), tuple(2, 1L));
  }

  @Test
  void restartCutsConnections() throws IOException {
    TwonOptions open = new TwonOptions().withAuthentication(Authentication.NONE);
    try (TwonSimulator other = TwonSimulator.start(open);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.url().getPort())) {
      long channel = DeviceClient.anonymous(other).subscribe("");
      String poll = "GET /api/log/pull?timeout=3000&id=%d HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(poll.formatted(channel).getBytes(US_ASCII));
      Eventually.until("a poll waits", () -> other.waitingPolls() == 1);

      other.restart();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void restartMayLoseTheClock() {
    device.restartLosingClock();

    TwonEvent startup = device.journal().emitted().get(1);
    assertThat(startup.utcTime()).isZero();
    assertThat(startup.upTime()).isZero();
  }

  @Test
  void setClockMovesUtcTimeOnly() {
    device.clock().advance(Duration.ofSeconds(100));
    TwonEvent before = device.emit("RexActivated", Map.of());

    device.clock().set(Instant.parse("2020-01-01T00:00:00Z"));

    TwonEvent after = device.emit("RexActivated", Map.of());
    assertThat(after.id()).isEqualTo(before.id() + 1);
    assertThat(after.utcTime())
        .isBetween(epoch("2020-01-01T00:00:00Z"), epoch("2020-01-01T00:01:00Z"));
    assertThat(after.upTime()).isBetween(before.upTime(), before.upTime() + 60);
  }

  @Test
  void advancedClockMovesBoth() {
    TwonEvent before = device.emit("RexActivated", Map.of());

    device.clock().advance(Duration.ofHours(1));

    TwonEvent after = device.emit("RexActivated", Map.of());
    assertThat(after.utcTime() - before.utcTime()).isBetween(3600L, 3660L);
    assertThat(after.upTime() - before.upTime()).isBetween(3600L, 3660L);
  }

  @Test
  void clockIsBoundToWhatIsSent() {
    assertThatThrownBy(() -> device.clock().set(Instant.parse("1969-12-31T23:59:59Z")))
        .hasMessageContaining("1969");
    assertThatThrownBy(() -> device.clock().set(Instant.parse("2107-01-01T00:00:00Z")))
        .hasMessageContaining("2107");
    assertThatThrownBy(() -> device.clock().advance(Duration.ofSeconds(-1)))
        .hasMessageContaining("PT-1S");
  }

  @Test
  void anotherDeviceTakesThePlace() {
    URI place = device.url();
    device.replace("54-9999-0001");

    assertThat(device.url()).isEqualTo(place);
    assertThat(client.result("/api/system/info").path("serialNumber").asText())
        .isEqualTo("54-9999-0001");
    assertThat(device.boot()).isEqualTo(1);
    assertThat(device.journal().emitted())
        .extracting(TwonEvent::serialNumber, TwonEvent::id)
        .containsExactly(tuple("54-0000-0001", 1L), tuple("54-9999-0001", 1L));
    assertThatThrownBy(() -> device.replace("54-9999-0001")).hasMessageContaining("54-9999-0001");
  }

  @Test
  void deviceComesBackOnTheSamePort() {
    long channel = client.subscribe("");
    device.stopListening();
    device.emit("RexActivated", Map.of());
    assertThatThrownBy(() -> client.result("/api/log/caps"))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(ConnectException.class);

    device.startListening();

    assertThat(client.pull(channel)).hasSize(1);
  }

  @Test
  void takenPortIsSaid() {
    TwonOptions samePort = new TwonOptions().withPort(device.url().getPort());

    assertThatThrownBy(() -> TwonSimulator.start(samePort))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void eventsMayBeStrange() {
    long channel = client.subscribe("");
    device.emit("NoSuchEvent", Map.of("deep", List.of(1, Map.of("a", "\u00e1 \" \\"))));
    device.emit("KeyPressed");
    device.nextEventId(1);
    device.emit("KeyPressed", Map.of());

    List<JsonNode> events = client.pull(channel);

    assertThat(events.get(0).path("params").toString())
        .isEqualTo("{\"deep\":[1,{\"a\":\"\u00e1 \\\" \\\\\"}]}");
    assertThat(events.get(1).has("params")).isFalse();
    assertThat(events).extracting(e -> e.path("id").asInt()).containsExactly(2, 3, 1);
  }

  @ParameterizedTest
  @EnumSource
  void passageIsOfOneSessionAndKnownTypes(TwonPassage passage) {
    device.play(TwonPassage.CARD);

    List<TwonEvent> events = device.play(passage);

    assertThat(events).isNotEmpty();
    assertThat(device.journal().emitted()).endsWith(events.toArray(TwonEvent[]::new));
    assertThat(TwonLog.TYPES).containsAll(events.stream().map(TwonEvent::type).toList());
    assertThat(events)
        .extracting(TwonEvent::params)
        .filteredOn(params -> params.contains("\"session\""))
        .allMatch(params -> params.contains("\"session\":2"));
  }

  @Test
  void cardPassageTellsTheWholeStory() {
    assertThat(device.play(TwonPassage.CARD))
        .extracting(TwonEvent::type)
        .containsExactly(
            "CardEntered",
            "UserAuthenticated",
            "SwitchStateChanged",
            "OutputChanged",
            "DoorStateChanged",
            "DoorStateChanged",
            "SwitchStateChanged",
            "OutputChanged");
    assertThat(device.play(TwonPassage.WRONG_CODE))
        .extracting(TwonEvent::type)
        .endsWith("KeyPressed", "KeyReleased", "CodeEntered", "UserRejected");
    assertThat(device.play(TwonPassage.CALL).get(5).params())
        .contains("terminated", "\"reason\":\"normal\"");
    assertThat(device.play(TwonPassage.DOOR_HELD_OPEN))
        .extracting(TwonEvent::type)
        .containsSubsequence("DoorStateChanged", "DoorOpenTooLong", "DoorStateChanged");
  }

  @Test
  void passageNeedsAPerson() {
    try (TwonSimulator empty = TwonSimulator.start(new TwonOptions().withUsers())) {
      assertThatThrownBy(() -> empty.play(TwonPassage.CARD)).hasMessageContaining("is empty");
    }
  }

  private static long epoch(String time) {
    return Instant.parse(time).getEpochSecond();
  }
}
