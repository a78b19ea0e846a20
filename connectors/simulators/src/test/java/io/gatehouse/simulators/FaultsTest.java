package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault, as it looks to a caller. */
class FaultsTest {

  private static final String INFO = "/api/system/info";
  private static final String OPEN = "/api/switch/ctrl?switch=1&action=on";

  private final TwonSimulator device =
      TwonSimulator.start(new TwonOptions().withAuthentication(Authentication.NONE));
  private final DeviceClient client = DeviceClient.anonymous(device);

  @AfterEach
  void close() {
    device.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 404})
  void status(int status) {
    device.faults().add(INFO, 2, Fault.status(status));

    assertThat(client.raw(INFO).statusCode()).isEqualTo(status);
    assertThat(client.raw(INFO).headers().firstValue("Retry-After").isPresent())
        .isEqualTo(status == 503 || status == 429);
    assertThat(client.raw(INFO).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19})
  void errorCode(int code) {
    device.faults().add(INFO, 1, Fault.error(code));

    HttpResponse<String> response = client.raw(INFO);

    assertThat(DeviceClient.json(response).path("error").path("code").asInt()).isEqualTo(code);
    assertThat(DeviceClient.json(response).path("error").path("description").asText()).isNotEmpty();
    assertThat(response.statusCode()).isEqualTo(code == 9 ? 401 : 200);
    assertThat(client.result(INFO)).isNotEmpty();
  }

  @Test
  void htmlPage() {
    device.faults().add(INFO, 1, Fault.html());

    HttpResponse<String> response = client.raw(INFO);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html");
    assertThat(response.body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void truncatedJson() {
    device.faults().add(INFO, 1, Fault.truncatedJson());

    String body = client.raw(INFO).body();

    assertThat(client.raw(INFO).body()).startsWith(body).hasSizeGreaterThan(body.length());
    assertThat(body).startsWith("{\"success\":true");
  }

  @Test
  void oversizedReply() {
    int bytes = 50_000_000;
    device.faults().add(INFO, 1, Fault.oversized(bytes));

    HttpResponse<String> response = client.raw(INFO);

    assertThat(response.body()).hasSize(bytes);
    assertThat(DeviceClient.json(response).path("result").path("events")).isEmpty();
  }

  @Test
  void slowReply() throws Exception {
    device.faults().add("/api/switch/ctrl", 1, Fault.delay(Duration.ofHours(1)));

    CompletableFuture<JsonNode> late = client.later(OPEN);

    Eventually.until("the door is open", () -> device.journal().actuations().size() == 1);
    client.result(INFO); // by now the reply would have come
    assertThat(late).isNotDone();
    device.clock().advance(Duration.ofHours(1));
    assertThat(late.get(20, SECONDS).path("success").asBoolean()).isTrue();
  }

  @Test
  void replyCutAfterSomeBytes() throws IOException {
    device.faults().add("*", 1, Fault.cut(10));

    String reply = rawReply(INFO);

    assertThat(reply).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\n{\"success\"");
    assertThat(lastOutcome()).isEqualTo("reply cut");
  }

  /** The door opens, and nobody is told. */
  @Test
  void replyLostAfterTheDoorOpened() throws IOException {
    device.faults().add("/api/switch/ctrl", 1, Fault.cut(0));

    assertThat(rawReply(OPEN)).isEmpty();
    assertThat(device.journal().actuations()).hasSize(1);
  }

  @Test
  void connectionReset() throws IOException {
    device.faults().add("/api/switch/ctrl", 1, Fault.reset());

    assertThatThrownBy(() -> rawReply(OPEN))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat(device.journal().actuations()).isEmpty();
  }

  @Test
  void silence() {
    device.faults().add("/api/switch/ctrl", 1, Fault.silence());

    assertThatThrownBy(() -> rawReply(OPEN)).isInstanceOf(SocketTimeoutException.class);
    assertThat(device.journal().actuations()).isEmpty();
    assertThat(lastOutcome()).isEqualTo("fault silence");
  }

  @Test
  void manyEventsInOneReply() {
    device.burst(400, 1);
    long channel = client.subscribe("include=all");
    device.faults().add(TwonApi.PULL, 1, Fault.batch(300));

    assertThat(client.pull(channel)).hasSize(300);
    assertThat(client.pull(channel)).hasSize(101);
  }

  @Test
  void batchDeliveredTwice() {
    device.burst(200, 1);
    long channel = client.subscribe("include=all");
    device.faults().add(TwonApi.PULL, 1, Fault.duplicate());

    var first = client.pull(channel);

    assertThat(first).hasSize(128);
    assertThat(client.pull(channel)).isEqualTo(first);
    assertThat(client.pull(channel)).hasSize(73);
  }

  @Test
  void duplicateWaitsForABatchThatHasEvents() {
    long channel = client.subscribe("");
    device.faults().add(TwonApi.PULL, 1, Fault.duplicate());
    assertThat(client.pull(channel)).isEmpty();

    device.emit("RexActivated", Map.of());

    assertThat(client.pull(channel)).hasSize(1);
    assertThat(client.pull(channel)).hasSize(1);
    assertThat(client.pull(channel)).isEmpty();
  }

  /** 5.10.4: the channel does not keep what it has handed out. */
  @Test
  void lostReplyIsLostToItsChannelButNotToHistory() throws IOException {
    long channel = client.subscribe("");
    device.emit("RexActivated", Map.of());
    device.faults().add(TwonApi.PULL, 1, Fault.cut(0));

    rawReply("/api/log/pull?id=" + channel);

    assertThat(client.pull(channel)).isEmpty();
    assertThat(client.pull(client.subscribe("include=-60"))).hasSize(2);
  }

  @Test
  void faultsComeInOrderAndCanBeTakenBack() {
    device.faults().add(INFO, 1, Fault.status(500));
    device.faults().add("*", 2, Fault.status(503));
    assertThat(client.raw(INFO).statusCode()).isEqualTo(500);
    assertThat(client.raw("/api/log/caps").statusCode()).isEqualTo(503);
    assertThat(device.faults().pending()).isEqualTo(1);

    device.faults().clear();

    assertThat(client.raw(INFO).statusCode()).isEqualTo(200);
  }

  /** So that "the next one" is not spent on a challenge. */
  @Test
  void handshakeSpendsNoFault() {
    try (TwonSimulator digest = TwonSimulator.start(new TwonOptions())) {
      digest.faults().add(INFO, 1, Fault.status(503));

      assertThat(DeviceClient.digest(digest).raw(INFO).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void impossibleFaultIsRefused() {
    assertThatThrownBy(() -> Fault.error(20))
        .hasMessageContaining("error")
        .hasMessageContaining("20");
    assertThatThrownBy(() -> Fault.status(99)).hasMessageContaining("99");
    assertThatThrownBy(() -> new Fault(Fault.Kind.HTML, 1)).hasMessageContaining("html");
    assertThatThrownBy(() -> device.faults().add(INFO, 0, Fault.html())).hasMessageContaining("0");
    assertThatThrownBy(() -> device.faults().add("info", 1, Fault.html()))
        .hasMessageContaining("info");
  }

  /** The bytes that come before the connection ends. */
  private String rawReply(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), device.url().getPort())) {
      socket.setSoTimeout(path.equals(OPEN) ? 300 : 20_000);
      socket
          .getOutputStream()
          .write("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path).getBytes(US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private String lastOutcome() {
    var requests = device.journal().requests();
    return requests.get(requests.size() - 1).outcome();
  }
}
