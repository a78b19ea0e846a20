package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.simulators.AkuvoxCloudRecord.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Akuvox Service API 3.0; each test names the section that it is about. */
class AkuvoxCloudTest {

  private static final String PATH = "/api/v1.0/invoke/open-ability/method/user-commands";
  private static final String RESIDENCE = "r31adc223cc4b3bedb6bd4742dedcfa52";
  private static final String TOKEN = "ac45e846ca23ab42c9ae469d988ae32a9";
  private static final String DOORS = "get_akuvox_open_door_history";
  private static final String CALLS = "get_akuvox_call_history";
  private static final String TRIGGER = "trigger_akuvox_remote_open_door";
  private static final AkuvoxCloudOptions AT_NOON =
      new AkuvoxCloudOptions().withStartTime(Instant.parse("2026-03-01T12:00:00Z"));

  /** Get Akuvox Open Door History. */
  @Test
  void openDoorHistoryIsNewestFirst() {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      cloud.play(AkuvoxCloudPassage.FACE);
      cloud.clock().advance(Duration.ofMinutes(1));
      AkuvoxCloudRecord denied = cloud.play(AkuvoxCloudPassage.DENIED).get(0);

      JsonNode reply = command(cloud, DOORS, RESIDENCE);

      assertThat(reply.path("success").asBoolean()).isTrue();
      assertThat(reply.path("timestamp").asLong()).isGreaterThan(1_772_366_460_000L);
      JsonNode result = reply.path("result");
      assertThat(result).hasSize(2);
      assertThat(result.get(0).toString()).isEqualTo(denied.json());
      assertThat(result.get(0).path("open_door").isBoolean()).isTrue();
      assertThat(result.get(0).path("open_door").asBoolean()).isFalse();
      assertThat(result.get(0).path("open_door_time").asText()).startsWith("2026-03-01 12:01:0");
      assertThat(result.get(1).path("open_door").asBoolean()).isTrue();
      assertThat(result.get(1).path("account_name").asText()).isEqualTo("tom");
      assertThat(result.get(1).path("device_name").asText()).isEqualTo("Front Door");
      assertThat(result.get(1).has("id")).isFalse();
    }
  }

  /** Get Akuvox Call History. */
  @Test
  void callHistoryHasTheFieldsOfTheExample() {
    try (AkuvoxCloudSimulator cloud =
        AkuvoxCloudSimulator.start(AT_NOON.withZone(ZoneId.of("Asia/Shanghai")))) {
      cloud.play(AkuvoxCloudPassage.VISITOR);

      JsonNode call = command(cloud, CALLS, RESIDENCE).path("result").get(0);

      assertThat(call.properties())
          .extracting(Map.Entry::getKey)
          .containsExactly("call_name", "call_sip", "call_time");
      assertThat(call.path("call_time").asText()).startsWith("2026-03-01 20:00:0");
      assertThat(command(cloud, DOORS, RESIDENCE).path("result")).hasSize(1);
    }
  }

  @Test
  void picturesComeLater() {
    try (AkuvoxCloudSimulator cloud =
        AkuvoxCloudSimulator.start(AT_NOON.withPictureDelay(Duration.ofMinutes(5)))) {
      AkuvoxCloudRecord crowd = cloud.play(AkuvoxCloudPassage.CROWD).get(0);
      JsonNode before = command(cloud, DOORS, RESIDENCE).path("result");

      cloud.clock().advance(Duration.ofMinutes(6));

      JsonNode after = command(cloud, DOORS, RESIDENCE).path("result");
      assertThat(before.get(2).path("capture_picture_url").asText("none")).isEmpty();
      assertThat(before.get(2).path("capture_thumbnail_url").asText("none")).isEmpty();
      assertThat(before.get(1)).isEqualTo(before.get(2));
      assertThat(after.get(2).toString()).isEqualTo(crowd.json());
      assertThat(after.get(2).path("capture_picture_url").asText()).endsWith("/1.jpg");
      assertThat(after.get(1)).isNotEqualTo(after.get(2));
    }
  }

  @Test
  void historyBelongsToItsResidence() {
    AkuvoxResidence other =
        new AkuvoxResidence(
            "r2", List.of(AkuvoxCloudDevice.doorphone("0C1100000002", "Gate")), List.of("ann"));
    AkuvoxCloudOptions options =
        AT_NOON.withResidences(AkuvoxResidence.EXAMPLE, other).withHistorySize(2);
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(options)) {
      for (int i = 0; i < 3; i++) {
        cloud.play(AkuvoxCloudPassage.CARD, "r2");
      }

      assertThat(command(cloud, DOORS, RESIDENCE).path("result")).isEmpty();
      assertThat(command(cloud, DOORS, "r2").path("result"))
          .hasSize(2)
          .allMatch(item -> item.path("account_name").asText().equals("ann"));
      assertThat(cloud.journal().emitted())
          .extracting(AkuvoxCloudRecord::number)
          .containsExactly(1L, 2L, 3L);
      assertThatThrownBy(() -> cloud.play(AkuvoxCloudPassage.CARD, "r3"))
          .hasMessageContaining("no such residence");
    }
  }

  /** Get Akuvox Device List. */
  @Test
  void devicesOfAResidenceAreListed() {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      cloud.setOnline("0C110508EF2E", false);

      JsonNode device = command(cloud, "get_akuvox_device_list", RESIDENCE).at("/result/0");

      assertThat(device.path("mac").asText()).isEqualTo("0C110508EF2E");
      assertThat(device.path("device_name").asText()).isEqualTo("Front Door");
      assertThat(device.path("online").asBoolean(true)).isFalse();
      assertThat(device.at("/relays/0/relay_id").asText()).isEqualTo("r0c110508ef2e1");
    }
  }

  /** Trigger Akuvox Remote Open Door. */
  @Test
  void doorIsOpenedAndTheJournalSaysSo() {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      JsonNode reply = trigger(cloud, "0C110508EF2E", "r0c110508ef2e1");

      assertThat(reply.path("success").asBoolean()).isTrue();
      assertThat(reply.path("result").toString()).isEqualTo("{}");
      assertThat(cloud.journal().actuations())
          .singleElement()
          .satisfies(
              actuation -> {
                assertThat(actuation.target()).isEqualTo("0C110508EF2E/r0c110508ef2e1");
                assertThat(actuation.account()).isEqualTo(RESIDENCE);
              });
      assertThat(cloud.journal().requests())
          .extracting(AkuvoxJournal.Request::path)
          .containsExactly("/trigger_akuvox_remote_open_door");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0C110508EF2E, nobody, unknown relay",
    "0C1100000000, r0c110508ef2e1, unknown device",
    "0C110508EF2E, r0c110508ef2e1, device is offline",
    "0C110508EF2E, '', missing relay_id"
  })
  void doorThatCannotBeOpenedIsAFailure(String mac, String relay, String message) {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      cloud.setOnline("0C110508EF2E", false);

      JsonNode reply = trigger(cloud, mac, relay);

      assertThat(reply.path("success").asBoolean(true)).isFalse();
      assertThat(reply.path("message").asText()).isEqualTo(message);
      assertThat(cloud.journal().actuations()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "delete_everything, r31adc223cc4b3bedb6bd4742dedcfa52, unknown command",
    "get_akuvox_call_history, r3, unknown residence"
  })
  void whatTheCloudDoesNotKnowIsAFailure(String command, String residence, String message) {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      JsonNode reply = command(cloud, command, residence);

      assertThat(reply.path("success").asBoolean(true)).isFalse();
      assertThat(reply.path("message").asText()).isEqualTo(message);
    }
  }

  /** Authorization: Bearer. */
  @Test
  void oldTokenIsRefused() {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      assertThat(send(cloud, body(CALLS, RESIDENCE), TOKEN).statusCode()).isEqualTo(200);

      cloud.replaceToken("new");

      assertThat(send(cloud, body(CALLS, RESIDENCE), TOKEN).statusCode()).isEqualTo(401);
      assertThat(send(cloud, body(CALLS, RESIDENCE), "new").statusCode()).isEqualTo(200);
      assertThat(cloud.journal().counters()).containsEntry("unauthorized", 1L);
    }
  }

  @Test
  void faultsAreOfACommand() {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      cloud.faults().add("/" + DOORS, 1, Fault.status(503));
      cloud.faults().add("/" + DOORS, 1, Fault.code("busy"));
      cloud.faults().add("/" + DOORS, 1, Fault.wrongTypes());

      assertThat(send(cloud, body(CALLS, RESIDENCE), TOKEN).statusCode()).isEqualTo(200);
      assertThat(send(cloud, body(DOORS, RESIDENCE), TOKEN).statusCode()).isEqualTo(503);
      assertThat(command(cloud, DOORS, RESIDENCE).path("message").asText()).isEqualTo("busy");
      assertThat(command(cloud, DOORS, RESIDENCE).path("timestamp").isTextual()).isTrue();
      assertThat(command(cloud, DOORS, RESIDENCE).path("result")).isEmpty();
    }
  }

  @Test
  void historyIsEmptyForOnce() {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      cloud.play(AkuvoxCloudPassage.CARD);
      cloud.faults().add("/" + DOORS, 1, Fault.empty());

      JsonNode reply = command(cloud, DOORS, RESIDENCE);

      assertThat(reply.path("success").asBoolean()).isTrue();
      assertThat(reply.path("result").toString()).isEqualTo("[]");
      assertThat(command(cloud, DOORS, RESIDENCE).path("result")).hasSize(1);
    }
  }

  @Test
  void lostReplyHasOpenedAllTheSame() {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      cloud.faults().add("/" + TRIGGER, 1, Fault.cut(0));

      assertThatThrownBy(() -> trigger(cloud, "0C110508EF2E", "r0c110508ef2e1"))
          .isInstanceOf(UncheckedIOException.class);

      assertThat(cloud.journal().actuations()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, /api/v1.0/invoke/, 404", "GET, " + PATH + ", 405", "POST, " + PATH + ", 400"})
  void otherRequestsAreRefused(String method, String path, int status) {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(cloud.url().resolve(path))
              .header("Authorization", "Bearer " + TOKEN)
              .method(method, HttpRequest.BodyPublishers.ofString("{\"command\":"));

      assertThat(send(request.build()).statusCode()).isEqualTo(status);
    }
  }

  @Test
  void burstIsTheSameForASeed() {
    try (AkuvoxCloudSimulator one = AkuvoxCloudSimulator.start(AT_NOON);
        AkuvoxCloudSimulator two = AkuvoxCloudSimulator.start(AT_NOON)) {
      one.burst(50, 3);
      two.burst(50, 3);

      assertThat(histories(one)).hasSize(50).isEqualTo(histories(two));
    }
  }

  @Test
  void recordCanBeAnything() {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(AT_NOON)) {
      cloud.emit(History.OPEN_DOOR, RESIDENCE, Map.of("open_door_type", "Iris"));

      assertThat(command(cloud, DOORS, RESIDENCE).at("/result/0/open_door_type").asText())
          .isEqualTo("Iris");
    }
  }

  private static List<History> histories(AkuvoxCloudSimulator cloud) {
    return cloud.journal().emitted().stream().map(AkuvoxCloudRecord::history).toList();
  }

  private static JsonNode command(AkuvoxCloudSimulator cloud, String command, String residence) {
    return command(cloud, command, residence, TOKEN);
  }

  static JsonNode command(
      AkuvoxCloudSimulator cloud, String command, String residence, String token) {
    return DeviceClient.json(send(cloud, body(command, residence), token));
  }

  private static JsonNode trigger(AkuvoxCloudSimulator cloud, String mac, String relay) {
    String body =
        "{\"command\":\"%s\",\"id\":\"c1\",\"param\":{\"residence_id\":\"%s\",\"mac\":\"%s\",\"relay_id\":\"%s\"}}"
            .formatted(TRIGGER, RESIDENCE, mac, relay);
    return DeviceClient.json(send(cloud, body, TOKEN));
  }

  private static String body(String command, String residence) {
    return "{\"command\":\"%s\",\"id\":\"c1\",\"param\":{\"residence_id\":\"%s\"}}"
        .formatted(command, residence);
  }

  private static HttpResponse<String> send(AkuvoxCloudSimulator cloud, String body, String token) {
    return send(
        HttpRequest.newBuilder(cloud.url().resolve(PATH))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
