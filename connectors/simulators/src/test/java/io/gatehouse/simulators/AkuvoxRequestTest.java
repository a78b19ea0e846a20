package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP API Request, Method and Reply of the Akuvox HTTP API manual; Api system. */
class AkuvoxRequestTest {

  private static final AkuvoxOptions OPEN = new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE);
  private static final String WRAPPED =
      "{\"target\":\"doorlog\",\"action\":\"get\",\"data\":{\"page\":2}}";

  /** Method: POST, and what clients of real devices send. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/doorlog/get  | application/x-www-form-urlencoded | page=2",
        "/api/doorlog/get/ | application/x-www-form-urlencoded | page=2",
        "/api/doorlog/get  | application/json                  | {\"page\":\"2\"}",
        "/api/doorlog/get  | text/plain                        | {\"page\":2}",
        "/api/doorlog/get  | application/json                  | " + WRAPPED,
        "/api/             | application/json                  | " + WRAPPED,
        "/api              | application/json                  | " + WRAPPED
      })
  void postSaysTheSameInManyWays(String path, String contentType, String body) {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      device.burst(12, 1);
      device.clear(AkuvoxRecord.Log.DOORLOG);
      for (int i = 0; i < 12; i++) {
        device.play(AkuvoxPassage.FACE);
      }

      JsonNode reply = DeviceClient.anonymous(device).post(path, contentType, body);

      assertThat(AkuvoxLogTest.ids(reply)).hasSize(2);
      assertThat(reply).isEqualTo(DeviceClient.anonymous(device).get("/api/doorlog/get/?page=2"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                  | {\"page\":\"2\"}",
        "application/x-www-form-urlencoded | page=2",
        "text/plain                        | " + WRAPPED
      })
  void firmwareMayTakeWrappedJsonOnly(String contentType, String body) {
    try (AkuvoxSimulator device =
        AkuvoxSimulator.start(OPEN.withTraits(AkuvoxTrait.WRAPPED_ONLY))) {
      DeviceClient client = DeviceClient.anonymous(device);

      assertThat(client.post("/api/doorlog/get", contentType, body).path("message").asText())
          .isEqualTo("Error param");
      assertThat(client.post("/api/doorlog/get", "application/json", WRAPPED).path("retcode"))
          .isEqualTo(DeviceClient.JSON.valueToTree(0));
    }
  }

  @Test
  void firmwareMayTakeNoGet() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(AkuvoxTrait.POST_ONLY))) {
      DeviceClient client = DeviceClient.anonymous(device);

      assertThat(client.get("/api/relay/status").path("message").asText())
          .isEqualTo("unsupport action");
      assertThat(client.post("/api/doorlog/get", "application/json", WRAPPED).path("retcode"))
          .isEqualTo(DeviceClient.JSON.valueToTree(0));
    }
  }

  /** Negative Reply. */
  @ParameterizedTest
  @CsvSource({"/api/doorlog/open", "/api/nothing/get", "/api/doorlog", "/api/"})
  void unknownActionIsNotSupported(String path) {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      HttpResponse<String> response = DeviceClient.anonymous(device).raw(path);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo("{\"retcode\":-1,\"action\":\"unknow\",\"message\":\"unsupport action\"}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"page\":", "page=%ZZ"})
  void malformedBodyIsAnError(String body) {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      JsonNode reply = DeviceClient.anonymous(device).post("/api/doorlog/get", "text/plain", body);

      assertThat(reply.path("retcode").asInt()).isEqualTo(-1);
      assertThat(reply.path("message").asText()).isEqualTo("Error param");
    }
  }

  @Test
  void modelMayLackAFunction() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withUnsupported("calllog/get"))) {
      DeviceClient client = DeviceClient.anonymous(device);

      assertThat(client.get("/api/calllog/get").toString())
          .isEqualTo("{\"retcode\":-1,\"action\":\"get\",\"message\":\"Api unsupported\"}");
      assertThat(client.get("/api/doorlog/get").path("retcode").asInt(-1)).isZero();
    }
  }

  @Test
  void whatIsOutsideTheApiIsAPage() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      assertThat(DeviceClient.anonymous(device).raw("/fcgi/do").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({"JSON_AS_HTML, text/html", "NO_CONTENT_TYPE, none", "UNPAGED, application/json"})
  void contentTypeMayBeWrong(AkuvoxTrait trait, String expected) {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(trait))) {
      HttpResponse<String> response = DeviceClient.anonymous(device).raw("/api/system/info");

      assertThat(response.headers().firstValue("Content-Type").orElse("none")).isEqualTo(expected);
      assertThat(DeviceClient.json(response).at("/data/Status/Model").asText()).isEqualTo("R29S");
    }
  }

  /** Api system info, the example. */
  @Test
  void infoTellsWhatTheDeviceIs() {
    AkuvoxOptions options = OPEN.withModel("X912").withMac("0C:11:05:07:8B:71").withFirmware("9.1");
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      JsonNode data = DeviceClient.anonymous(device).get("/api/system/info").path("data");

      assertThat(data.at("/Status/Model").asText()).isEqualTo("X912");
      assertThat(data.at("/Status/MAC").asText()).isEqualTo("0C:11:05:07:8B:71");
      assertThat(data.at("/Status/FirmwareVersion").asText()).isEqualTo("9.1");
      assertThat(data.at("/Lan/LinkStatus").asText()).isEqualTo("1");
      assertThat(data.at("/Account1/Status").asText()).isEqualTo("0");
    }
  }

  @Test
  void journalSaysWhatWasAsked() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      DeviceClient.anonymous(device).get("/api/doorlog/get?page=1");

      assertThat(device.journal().requests())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.path()).isEqualTo("/api/doorlog/get");
                assertThat(request.query()).isEqualTo("page=1");
                assertThat(request.status()).isEqualTo(200);
                assertThat(request.outcome()).isEqualTo("ok");
              });
      assertThat(device.journal().counters()).containsEntry("requests", 1L);
    }
  }
}
