package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faults of an Akuvox device, as they look to a caller. */
class AkuvoxFaultsTest {

  private static final String GET = "/api/doorlog/get";
  private static final String TRIGGER = "/api/relay/trig";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String OPEN = TRIGGER + "?mode=0&num=1&level=1&delay=5";

  private final AkuvoxSimulator device =
      AkuvoxSimulator.start(new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE));
  private final DeviceClient client = DeviceClient.anonymous(device);

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void statusThenGoodAgain() {
    device.faults().add(GET, 1, Fault.status(503));

    HttpResponse<String> refused = client.raw(GET);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(client.raw(GET).statusCode()).isEqualTo(200);
  }

  /** Negative Reply, with a text of the caller's choice. */
  @Test
  void failureOfTheApi() {
    device.faults().add(TRIGGER, 1, Fault.code("Failed"));

    assertThat(client.get(OPEN).toString())
        .isEqualTo("{\"retcode\":-1,\"action\":\"trig\",\"message\":\"Failed\"}");
    assertThat(device.journal().actuations()).isEmpty();
  }

  @Test
  void wrappedRequestHasThePathOfItsFunction() {
    device.faults().add(GET, 1, Fault.code("Failed"));

    JsonNode reply =
        client.post("/api/", "application/json", "{\"target\":\"doorlog\",\"action\":\"get\"}");

    assertThat(reply.path("message").asText()).isEqualTo("Failed");
  }

  @Test
  void lostReplyHasActedAllTheSame() {
    device.faults().add(TRIGGER, 1, Fault.cut(0));

    assertThatThrownBy(this::open).isInstanceOf(UncheckedIOException.class);

    assertThat(device.journal().actuations()).hasSize(1);
    assertThat(device.journal().counters()).containsEntry("unanswered", 1L);
  }

  @Test
  void resetHasNotActed() {
    device.faults().add(TRIGGER, 1, Fault.reset());

    assertThatThrownBy(this::open).isInstanceOf(UncheckedIOException.class);

    assertThat(device.journal().actuations()).isEmpty();
  }

  @Test
  void jsonIsCutShort() {
    device.play(AkuvoxPassage.CARD);
    device.faults().add(GET, 1, Fault.truncatedJson());

    assertThatThrownBy(() -> client.get(GET)).hasMessageStartingWith("not JSON: {\"retcode\":0");
  }

  @Test
  void typesAreWrong() {
    device.faults().add(GET, 1, Fault.wrongTypes());

    JsonNode reply = client.get(GET);

    assertThat(reply.path("retcode").asInt(-1)).isZero();
    assertThat(reply.at("/data/num").isTextual()).isTrue();
    assertThat(reply.at("/data/item/0").isInt()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/doorlog/get        | {\"num\":0,\"item\":[]}",
        "/api/doorlog/get?page=1 | {\"num\":0,\"item\":[],\"curPageNum\":0}",
        "/api/calllog/get        | {\"num\":0,\"item\":[]}"
      })
  void logIsEmptyForOnce(String path, String data) {
    device.play(AkuvoxPassage.VISITOR);
    device.faults().add(Faults.ANY_PATH, 1, Fault.empty());

    JsonNode reply = client.get(path);

    assertThat(reply.path("retcode").asInt(-1)).isZero();
    assertThat(reply.path("data").toString()).isEqualTo(data);
    assertThat(AkuvoxLogTest.ids(client.get(path))).hasSize(1);
  }

  @Test
  void pageWhereJsonBelongs() {
    device.faults().add(Faults.ANY_PATH, 1, Fault.html());

    assertThat(client.raw(GET).body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void replyIsHuge() {
    device.faults().add(GET, 1, Fault.oversized(3_000_000));

    HttpResponse<String> response = client.raw(GET);

    assertThat(response.body()).hasSize(3_000_000);
    assertThat(DeviceClient.json(response).at("/data/item")).isEmpty();
  }

  @Test
  void replyComesLateByTheDevicesClock() {
    device.faults().add(GET, 1, Fault.delay(Duration.ofHours(1)));
    CompletableFuture<JsonNode> reply = client.later(GET);
    Eventually.until("the fault", () -> device.faults().pending() == 0);
    assertThat(reply).isNotDone();

    Eventually.until(
        "the reply",
        () -> {
          device.clock().advance(Duration.ofHours(1));
          return reply.isDone();
        });

    assertThat(reply.join().path("message").asText()).isEqualTo("OK");
  }

  @Test
  void silenceEndsWithTheConnection() {
    device.faults().add(GET, 1, Fault.silence());
    CompletableFuture<JsonNode> reply =
        CompletableFuture.supplyAsync(() -> client.post(GET, FORM, "page=1"));
    Eventually.until("the silence", () -> device.journal().requests().size() == 1);
    assertThat(reply).isNotDone();

    device.dropConnections();

    assertThatThrownBy(reply::join).isNotNull();
    assertThat(device.journal().requests()).hasSize(1);
  }

  @Test
  void faultOfAnotherVendorIsRefused() {
    assertThatThrownBy(() -> device.faults().add(GET, 1, Fault.error(9)))
        .hasMessageContaining("none of this vendor's");
  }

  /** A POST, which the JDK's client never sends again by itself. */
  private JsonNode open() {
    return client.post(TRIGGER, FORM, "mode=0&num=1&level=1&delay=5");
  }
}
