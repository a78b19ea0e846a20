package io.gatehouse.twon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.engine.PreparedCommand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies to an order that no device is known to give: what is not a plain no may have opened. */
class TwonOddRepliesTest {

  private static final String ACCESS_POINTS =
      "{\"success\":true,\"result\":{\"accessPoints\":[{\"id\":0,\"blocked\":false}]}}";
  private static final String DISABLED =
      "{\"success\":false,\"error\":{\"code\":4,\"description\":\"function is disabled\"}}";

  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<String> reply = new AtomicReference<>("");
  private Commander twon;

  @BeforeEach
  void start() {
    HttpServer server =
        await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    twon = new Commander(URI.create("http://127.0.0.1:" + server.actualPort()), "2n");
  }

  @AfterEach
  void stop() {
    twon.close();
    await(vertx.close());
  }

  private void answer(HttpServerRequest request) {
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .end(
            switch (request.path()) {
              case "/api/accesspoint/blocking/status" -> ACCESS_POINTS;
              case "/api/accesspoint/grantaccess" -> reply.get();
              default -> DISABLED;
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "",
        "{\"success\":null}",
        "{\"success\":\"perhaps\"}",
        "{\"success\":true}",
        "{\"success\":true,\"result\":{}}",
        "{\"success\":true,\"result\":{\"accessGranted\":\"perhaps\"}}"
      })
  void whatIsNeitherYesNorNoIsNoRefusal(String odd) {
    PreparedCommand prepared = twon.prepare("GRANT_ACCESS", "accesspoint/0", person());
    reply.set(odd);

    Throwable failure = catchThrowable(() -> twon.send(prepared));

    assertThat(failure).isInstanceOf(FeedFailure.class);
  }

  @Test
  void aNoInOtherJsonTypesIsARefusal() {
    PreparedCommand prepared = twon.prepare("GRANT_ACCESS", "accesspoint/0", person());
    reply.set("{\"success\":\"true\",\"result\":{\"accessGranted\":\"false\"}}");

    assertThatThrownBy(() -> twon.send(prepared)).isInstanceOf(DeviceRefusal.class);
  }

  @Test
  void aNoWithoutACodeIsARefusal() {
    PreparedCommand prepared = twon.prepare("GRANT_ACCESS", "accesspoint/0", person());
    reply.set("{\"success\":false}");

    assertThatThrownBy(() -> twon.send(prepared)).isInstanceOf(DeviceRefusal.class);
  }

  private static Map<String, String> person() {
    return CommandedTwon.person(Map.of());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
