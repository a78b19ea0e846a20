package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.engine.MovingClock;
import io.gatehouse.engine.PreparedCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to an order that no simulator gives. */
class AkuvoxRelayClientTest {

  private final AtomicInteger orders = new AtomicInteger();
  private volatile String answer = "";
  private HttpServer server;
  private RelayRig rig;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answerTo("/api/relay/status", "{\"retcode\":0,\"data\":{\"RelayA\":0,\"Model\":7}}");
    server.createContext(
        "/api/relay/trig",
        exchange -> {
          orders.incrementAndGet();
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    rig =
        new RelayRig(
            Map.of(
                "devices.lobby.vendor",
                "akuvox",
                "devices.lobby.url",
                "http://127.0.0.1:" + server.getAddress().getPort()),
            new MovingClock());
  }

  @AfterEach
  void stop() {
    rig.close();
    server.stop(0);
  }

  @Test
  void onlyRelaysAreTargets() throws Exception {
    assertThat(rig.targets()).containsExactly("relay/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"retcode\":0}", "{\"retcode\":\"0\",\"message\":\"OK\",\"data\":7}"})
  void zeroIsYes(String yes) throws Exception {
    answer = yes;

    rig.send(trigger());

    assertThat(orders).hasValue(1);
  }

  @Test
  void whatIsBelowZeroIsNo() throws Exception {
    answer = "{\"retcode\":-77,\"message\":\"relay is busy\"}";
    PreparedCommand trigger = trigger();

    assertThatThrownBy(() -> rig.send(trigger))
        .isInstanceOfSatisfying(
            DeviceRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("-77"))
        .hasMessageContaining("relay is busy");
    assertThat(orders).hasValue(1);
  }

  /** Public clients have met {@code 1} for a relay that moved. */
  @Test
  void whatIsAboveZeroIsNeitherYesNorNo() throws Exception {
    answer = "{\"retcode\":1,\"message\":\"OK\"}";
    PreparedCommand trigger = trigger();

    assertThatThrownBy(() -> rig.send(trigger))
        .isInstanceOf(FeedFailure.class)
        .hasMessageContaining("retcode 1")
        .hasMessageContaining("look at the door");
    assertThat(orders).hasValue(1);
  }

  private PreparedCommand trigger() throws Exception {
    return rig.prepare("TRIGGER", "relay/1", Map.of());
  }

  private void answerTo(String path, String reply) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
