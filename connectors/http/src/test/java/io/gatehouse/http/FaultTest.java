package io.gatehouse.http;

import static io.gatehouse.http.TestGateway.await;
import static io.gatehouse.http.TestGateway.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong between here and a device, and what the caller is told. */
class FaultTest {

  private final TestGateway gateway = new TestGateway();
  private final Set<SocketAddress> seen = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void refusedConnection() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    HttpFailure failure =
        failure(
            gateway
                .endpoint("http://127.0.0.1:" + port)
                .send(Call.get("/api/log/pull").query("id", 5)));

    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure.maybeSent()).isFalse();
    assertThat(failure)
        .hasMessageStartingWith("lobby: GET /api/log/pull: no reply from 127.0.0.1:" + port)
        .hasMessageEndingWith("check address, port and power.")
        .hasMessageNotContaining("id=5");
  }

  @Test
  void unknownHostMayComeBack() {
    HttpFailure failure =
        failure(gateway.endpoint("http://no-such-host.invalid").send(Call.get("/x")));

    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure.maybeSent()).isFalse();
    assertThat(failure)
        .hasMessageContaining("no address is known for no-such-host.invalid; check the name");
  }

  @Test
  void cutInTheMiddleOfAReply() {
    try (TestServer device = new TestServer(FaultTest::cutInTheMiddle)) {
      HttpFailure failure = failure(gateway.endpoint(device.url()).send(Call.get("/x")));

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure.maybeSent()).isTrue();
      assertThat(failure).hasMessageContaining("cut the connection");
      assertThat(device.received()).hasSize(1);
    }
  }

  private static void cutInTheMiddle(HttpServerRequest request) {
    request.response().putHeader("Content-Length", "1000");
    request.response().write("{\"success\":tr").onComplete(written -> request.connection().close());
  }

  @Test
  void slowReplyEndsWithTheCallsTimeout() {
    try (TestServer device = new TestServer(r -> r.response().setChunked(true).write("{"))) {
      HttpFailure failure =
          failure(
              gateway.endpoint(device.url()).send(Call.get("/x").timeout(Duration.ofMillis(300))));

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure.maybeSent()).isTrue();
      assertThat(failure).hasMessageContaining("no whole reply within 300 ms");
    }
  }

  /** What is still being prepared when the caller is told of the timeout must not leave. */
  @Test
  void nothingLeavesAfterTheTimeout() {
    Promise<TokenSource.Token> slowToken = Promise.promise();
    try (TestServer device = new TestServer(r -> r.response().end())) {
      Endpoint endpoint = gateway.endpoint(device.url(), Credentials.bearer(slowToken::future));

      HttpFailure failure =
          failure(endpoint.send(Call.post("/open").timeout(Duration.ofMillis(50))));
      slowToken.complete(new TokenSource.Token("t", gateway.clock.instant().plusSeconds(60)));
      await(endpoint.send(Call.get("/later")));

      assertThat(failure.maybeSent()).isFalse();
      assertThat(device.received("/open")).isEmpty();
    }
  }

  @Test
  void hugeReplyIsCutOff() {
    AtomicLong written = new AtomicLong();
    try (TestServer device = new TestServer(request -> flood(request, written))) {
      Endpoint endpoint = gateway.endpoint(device.url());

      HttpFailure failure = failure(endpoint.send(Call.get("/x")));

      assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
      assertThat(failure).hasMessageContaining("longer than 262144 bytes; ask for less");
      assertThat(written.get()).isLessThan(50L * 1024 * 1024);
      assertThat(failure(endpoint.send(Call.get("/x"))).kind()).isEqualTo(Kind.REJECTED);
    }
  }

  private static void flood(HttpServerRequest request, AtomicLong written) {
    request.response().putHeader("Content-Length", String.valueOf(50L * 1024 * 1024));
    Buffer block = Buffer.buffer(new byte[64 * 1024]);
    pump(request, block, written);
  }

  private static void pump(HttpServerRequest request, Buffer block, AtomicLong written) {
    if (written.get() < 50L * 1024 * 1024) {
      request
          .response()
          .write(block)
          .onSuccess(
              more -> {
                written.addAndGet(block.length());
                pump(request, block, written);
              });
    }
  }

  @Test
  void webPageIsAReplyLikeAnyOther() {
    try (TestServer device =
        new TestServer(
            r ->
                r.response()
                    .putHeader("Content-Type", "Text/HTML; charset=utf-8")
                    .end("<html>login</html>"))) {
      Reply reply = await(gateway.endpoint(device.url()).send(Call.get("/x")));

      assertThat(reply.contentType()).contains("text/html");
      assertThat(reply).hasToString("Reply[status=200, 18 bytes]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED, false",
    "403, UNAUTHORIZED, false",
    "404, REJECTED, false",
    "429, TRANSIENT, false",
    "500, TRANSIENT, true",
    "503, TRANSIENT, true",
    "302, REJECTED, false"
  })
  void everyStatusHasItsKind(int status, Kind kind, boolean maybeSent) {
    try (TestServer device = new TestServer(r -> r.response().setStatusCode(status).end("why"))) {
      HttpFailure failure = failure(gateway.endpoint(device.url()).send(Call.get("/x")));

      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.maybeSent()).isEqualTo(maybeSent);
      assertThat(failure.reply().orElseThrow().status()).isEqualTo(status);
      assertThat(failure).hasMessageContaining("status " + status).hasMessageNotContaining("why");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "120, PT2M",
    "'Sat, 21 Nov 2026 12:00:30 GMT', PT30S",
    "'Sat, 21 Nov 2026 11:00:00 GMT', ",
    "soon, "
  })
  void retryAfterIsRead(String header, Duration wait) {
    try (TestServer device =
        new TestServer(
            r -> r.response().setStatusCode(503).putHeader("Retry-After", header).end())) {
      HttpFailure failure = failure(gateway.endpoint(device.url()).send(Call.get("/x")));

      assertThat(failure.retryAfter().orElse(null)).isEqualTo(wait);
    }
  }

  @Test
  void keptConnectionThatDiedIsReplacedForAGet() {
    try (TestServer device = new TestServer(this::answerOnceAConnection)) {
      Endpoint endpoint = gateway.endpoint(device.url());
      await(endpoint.send(Call.get("/x")));

      await(endpoint.send(Call.get("/x")));

      assertThat(device.received()).hasSize(3);
      assertThat(device.connections()).isEqualTo(2);
    }
  }

  @Test
  void keptConnectionThatDiedIsNotReplacedForAPost() {
    try (TestServer device = new TestServer(this::answerOnceAConnection)) {
      Endpoint endpoint = gateway.endpoint(device.url());
      await(endpoint.send(Call.get("/x")));

      HttpFailure failure = failure(endpoint.send(Call.post("/y").form("a", "b")));

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure.maybeSent()).isTrue();
      assertThat(device.received("/y")).hasSize(1);
    }
  }

  /** Closes without a reply byte as the second request of a connection arrives. */
  private void answerOnceAConnection(HttpServerRequest request) {
    if (seen.add(request.remoteAddress())) {
      request.response().end();
    } else {
      request.connection().close();
    }
  }

  @Test
  void connectionIsNotKeptLongerThanTheLimit() {
    try (TestServer device = new TestServer(r -> r.response().end())) {
      Endpoint endpoint = gateway.endpoint(device.url());
      await(endpoint.send(Call.get("/x")));
      await(endpoint.send(Call.get("/x")));
      gateway.clock.move(Duration.ofSeconds(31));

      await(endpoint.send(Call.get("/x")));

      assertThat(device.connections()).isEqualTo(2);
    }
  }

  @Test
  void connectionThatTheDeviceClosesIsNotReused() {
    try (TestServer device =
        new TestServer(r -> r.response().putHeader("Connection", "close").end())) {
      Endpoint endpoint = gateway.endpoint(device.url());

      await(endpoint.send(Call.post("/x")));
      await(endpoint.send(Call.post("/x")));

      assertThat(device.connections()).isEqualTo(2);
    }
  }

  @Test
  void closedEndpointFailsWhatIsUnderWayAndWhatComesLater() {
    try (TestServer device = new TestServer(r -> {})) {
      Endpoint endpoint = gateway.endpoint(device.url());
      Future<Reply> underWay = endpoint.send(Call.get("/x"));
      awaitArrival(device);

      await(endpoint.close());

      assertThat(failure(underWay).kind()).isEqualTo(Kind.FATAL);
      assertThat(failure(endpoint.send(Call.get("/x"))))
          .hasMessage("lobby: GET /x: this endpoint has been closed.");
    }
  }

  @Test
  void closedGatewayClosesItsEndpoints() {
    try (TestServer device = new TestServer(r -> {})) {
      Future<Reply> underWay = gateway.endpoint(device.url()).send(Call.get("/x"));
      awaitArrival(device);

      gateway.gateway.close();

      assertThat(failure(underWay).kind()).isEqualTo(Kind.FATAL);
    }
  }

  private static void awaitArrival(TestServer device) {
    while (device.received().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void addressMayBeIpv6() throws IOException {
    assumeTrue(
        NetworkInterface.getByInetAddress(InetAddress.getAllByName("::1")[0]) != null,
        "no IPv6 here");
    try (TestServer device =
        new TestServer(
            new HttpServerOptions().setHost("::1"), r -> r.response().end(r.getHeader("Host")))) {
      Reply reply = await(gateway.endpoint(device.url("[::1]")).send(Call.get("/x")));

      assertThat(reply.body()).hasToString("[::1]:" + device.port());
    }
  }

  @Test
  void prefixQueryFormAndHostAreSentAsGiven() {
    try (TestServer device =
        new TestServer(
            r ->
                r.body()
                    .onSuccess(
                        body ->
                            r.response()
                                .end(
                                    r.getHeader("Host")
                                        + " "
                                        + r.getHeader("Content-Type")
                                        + " "
                                        + body)))) {
      Reply reply =
          await(
              gateway
                  .endpoint(device.url() + "/devices/7/")
                  .send(Call.post("/api/x").query("q", "1 2").form("user", "ö&").form("n", 1)));

      assertThat(device.received().get(0).uri()).isEqualTo("/devices/7/api/x?q=1%202");
      assertThat(reply.body())
          .hasToString(
              "127.0.0.1:"
                  + device.port()
                  + " application/x-www-form-urlencoded user=%C3%B6%26&n=1");
    }
  }
}
