package io.gatehouse.simulators;

import static io.gatehouse.simulators.HikConnectMq.RAWMSG;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.simulators.HikConnectMessage.State;
import io.gatehouse.simulators.HikConnectSimulator.Moment;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault of a cloud as it looks to a caller, and requests that are held. */
class HikConnectFaultsTest {

  private static final String PULL = RAWMSG.messages();
  private static final String COMPLETE = RAWMSG.complete();

  private final HikConnectSimulator cloud =
      HikConnectSimulator.start(new HikConnectOptions().withRateLimit(0).withSubscribed(RAWMSG));
  private final CloudClient client = CloudClient.of(cloud);
  private HikConnectMessage message;

  @BeforeEach
  void somethingWaits() {
    message = cloud.play(HikConnectPassage.CARD).get(0);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 429, 500, 503})
  void status(int status) {
    cloud.faults().add(PULL, 2, Fault.status(status));

    assertThat(client.raw("POST", PULL, "{}").statusCode()).isEqualTo(status);
    assertThat(client.raw("POST", PULL, "{}").headers().firstValue("Retry-After").isPresent())
        .isEqualTo(status == 503 || status == 429);
    assertThat(client.pull(RAWMSG).path("event")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPEN000012", "VMS000009", "NEWS000001"})
  void errorCode(String code) {
    cloud.faults().add(PULL, 1, Fault.code(code));

    HttpResponse<String> reply = client.raw("POST", PULL, "{}");

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(DeviceClient.json(reply).path("errorCode").asText()).isEqualTo(code);
    assertThat(message.deliveries()).isZero();
  }

  @Test
  void htmlPage() {
    cloud.faults().add(PULL, 1, Fault.html());

    HttpResponse<String> reply = client.raw("POST", PULL, "{}");

    assertThat(reply.headers().firstValue("Content-Type")).hasValue("text/html");
    assertThat(reply.body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void wrongTypes() {
    cloud.faults().add(PULL, 1, Fault.wrongTypes());

    JsonNode data = client.pull(RAWMSG);

    assertThat(data.path("event").isArray()).isFalse();
    assertThat(data.path("batchId").isTextual()).isFalse();
    assertThat(message.deliveries()).isZero();
  }

  @Test
  void truncatedJson() {
    cloud.faults().add(PULL, 1, Fault.truncatedJson());

    String half = client.raw("POST", PULL, "{}").body();

    assertThat(message.state()).isEqualTo(State.DELIVERED);
    assertThat(client.raw("POST", PULL, "{}").body())
        .startsWith(half)
        .hasSizeGreaterThan(half.length());
  }

  @Test
  void oversizedReply() {
    cloud.faults().add(PULL, 1, Fault.oversized(5_000_000));

    HttpResponse<String> reply = client.raw("POST", PULL, "{}");

    assertThat(reply.body()).hasSize(5_000_000);
    assertThat(DeviceClient.json(reply).path("errorCode").asText()).isEqualTo("0");
  }

  /** The batch is gone, and nobody was told. */
  @Test
  void replyToCompletionIsLost() {
    JsonNode batch = client.pull(RAWMSG);
    cloud.faults().add(COMPLETE, 1, Fault.cut(0));

    assertThatThrownBy(() -> client.complete(RAWMSG, batch))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(message.state()).isEqualTo(State.COMPLETED);
    assertThat(client.complete(RAWMSG, batch)).isEqualTo("OPEN000012");
  }

  @Test
  void completionFails() {
    JsonNode batch = client.pull(RAWMSG);
    cloud.faults().add(COMPLETE, 1, Fault.code("OPEN000009"));

    assertThat(client.complete(RAWMSG, batch)).isEqualTo("OPEN000009");

    assertThat(message.state()).isEqualTo(State.DELIVERED);
    assertThat(client.complete(RAWMSG, batch)).isEqualTo("0");
  }

  @Test
  void connectionIsReset() {
    cloud.faults().add(PULL, 1, Fault.reset());

    assertThatThrownBy(() -> client.pull(RAWMSG)).isInstanceOf(UncheckedIOException.class);

    assertThat(message.deliveries()).isZero();
  }

  @Test
  void slowReply() throws Exception {
    cloud.faults().add(PULL, 1, Fault.delay(Duration.ofHours(1)));

    CompletableFuture<HttpResponse<String>> late = client.later(PULL, "{}");

    Eventually.until("the batch is given", () -> message.deliveries() == 1);
    client.pull(RAWMSG); // by now the reply would have come
    assertThat(late).isNotDone();
    cloud.clock().advance(Duration.ofHours(1));
    assertThat(late.get(20, SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void faultWaitsForAGoodToken() {
    cloud.faults().add(PULL, 1, Fault.code("VMS000009"));
    cloud.expireToken();

    assertThat(client.error(PULL, "{}")).isEqualTo("OPEN000006");
    client.login();
    assertThat(client.error(PULL, "{}")).isEqualTo("VMS000009");
  }

  @Test
  void faultOfAnotherVendorIsRefused() {
    assertThatThrownBy(() -> cloud.faults().add(PULL, 1, Fault.duplicate()))
        .hasMessageContaining("DUPLICATE");
  }

  @Test
  void requestIsHeldBeforeItTakesEffect() throws Exception {
    cloud.hold(PULL, Moment.BEFORE);
    CompletableFuture<HttpResponse<String>> held = client.later(PULL, "{}");

    cloud.awaitHeld(PULL);

    assertThat(message.deliveries()).isZero();
    cloud.release(PULL);
    assertThat(held.get(20, SECONDS).body()).contains("FR1000001");
    assertThat(client.pull(RAWMSG).path("event")).hasSize(1);
  }

  @Test
  void requestIsHeldAfterItTookEffect() throws Exception {
    JsonNode batch = client.pull(RAWMSG);
    cloud.hold(COMPLETE, Moment.AFTER);
    CompletableFuture<HttpResponse<String>> held =
        client.later(COMPLETE, "{\"batchId\":%s}".formatted(batch.path("batchId")));

    cloud.awaitHeld(COMPLETE);

    assertThat(message.state()).isEqualTo(State.COMPLETED);
    assertThat(held).isNotDone();
    cloud.release(COMPLETE);
    assertThat(held.get(20, SECONDS).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void requestWhoseCallerGoesIsForgotten(Moment moment) {
    JsonNode batch = client.pull(RAWMSG);
    cloud.hold(COMPLETE, moment);
    var unused = client.later(COMPLETE, "{\"batchId\":%s}".formatted(batch.path("batchId")));
    cloud.awaitHeld(COMPLETE);

    cloud.dropConnections();

    Eventually.until("nobody is held", () -> cloud.held(COMPLETE) == 0);
    cloud.release(COMPLETE);
    assertThat(message.state())
        .isEqualTo(moment == Moment.BEFORE ? State.DELIVERED : State.COMPLETED);
  }

  @Test
  void holdIsOfOneKindAtATime() {
    cloud.hold(PULL, Moment.BEFORE);

    assertThatThrownBy(() -> cloud.hold(PULL, Moment.AFTER)).hasMessageContaining("held already");
    assertThatThrownBy(() -> cloud.release(COMPLETE)).hasMessageContaining("not held");
    assertThatThrownBy(() -> cloud.awaitHeld(COMPLETE)).hasMessageContaining("not held");
  }

  @Test
  void cloudGoesAndComesBackOnItsPorts() {
    cloud.stopListening();
    assertThatThrownBy(() -> client.pull(RAWMSG)).isInstanceOf(UncheckedIOException.class);

    cloud.startListening();

    assertThat(client.pull(RAWMSG).path("event")).hasSize(1);
  }
}
