package io.gatehouse.http;

import static io.gatehouse.http.TestGateway.await;
import static io.gatehouse.http.TestGateway.failure;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What opens a door leaves at most once: counted where it arrives. */
class OnceTest {

  private static final Credentials GOOD = Credentials.digest("user", "secret");
  private static final Call OPEN =
      Call.get("/api/switch/ctrl").query("action", "on").service("switch").once();
  private static final Call PRIMED = OPEN.primedBy("/api/switch/caps");

  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void primedCallArrivesOnceAndUnchallenged() {
    DigestGuard guard = new DigestGuard("user", "secret", r -> r.response().end());
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);

      await(endpoint.send(PRIMED));

      assertThat(device.received("/api/switch/ctrl")).hasSize(1);
      assertThat(device.received("/api/switch/caps")).hasSize(2);
      assertThat(device.connections()).isEqualTo(1);
    }
  }

  @Test
  void whatWasAskedAMomentAgoIsPrimedAlready() {
    DigestGuard guard = new DigestGuard("user", "secret", r -> r.response().end());
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);
      await(endpoint.send(Call.get("/api/switch/status").service("switch")));

      await(endpoint.send(PRIMED));

      assertThat(device.received("/api/switch/caps")).isEmpty();
      assertThat(device.received("/api/switch/ctrl")).hasSize(1);
      assertThat(device.connections()).isEqualTo(1);
    }
  }

  @Test
  void whatWasAskedLongAgoIsPrimedAgain() {
    DigestGuard guard = new DigestGuard("user", "secret", r -> r.response().end());
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);
      await(endpoint.send(Call.get("/api/switch/status").service("switch")));
      gateway.clock.move(Duration.ofMillis(1_001));

      await(endpoint.send(PRIMED));

      assertThat(device.received("/api/switch/caps")).hasSize(1);
    }
  }

  @Test
  void afterItsLastMomentItDoesNotLeave() {
    DigestGuard guard = new DigestGuard("user", "secret", r -> r.response().end());
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);
      Instant now = gateway.clock.instant();
      await(endpoint.send(PRIMED.notAfter(now)));

      HttpFailure failure = failure(endpoint.send(PRIMED.notAfter(now.minusMillis(1))));

      assertThat(failure.maybeSent()).isFalse();
      assertThat(failure).hasMessageContaining("its time ran out");
      assertThat(device.received("/api/switch/ctrl")).hasSize(1);
    }
  }

  @Test
  void primerRenewsAStaleNonce() {
    DigestGuard guard = new DigestGuard("user", "secret", r -> r.response().end()).maxUses(2);
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);

      for (int i = 0; i < 5; i++) {
        await(endpoint.send(PRIMED));
      }

      assertThat(device.received("/api/switch/ctrl")).hasSize(5);
    }
  }

  @Test
  void nonceThatAgesBetweenPrimerAndCallIsNotAnsweredByASecondSending() {
    DigestGuard guard = new DigestGuard("user", "secret", r -> r.response().end()).maxUses(1);
    try (TestServer device = new TestServer(guard)) {
      HttpFailure failure = failure(gateway.endpoint(device.url(), GOOD).send(PRIMED));

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure.maybeSent()).isFalse();
      assertThat(device.received("/api/switch/ctrl")).hasSize(1);
    }
  }

  @Test
  void whereNoncesAreGoodOnceTheNextCallGetsOneOfItsOwn() {
    DigestGuard guard = new DigestGuard("user", "secret", r -> r.response().end()).maxUses(1);
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);
      failure(endpoint.send(PRIMED));

      await(endpoint.send(PRIMED));
      await(endpoint.send(PRIMED));

      assertThat(device.received("/api/switch/ctrl")).hasSize(3);
    }
  }

  @Test
  void unprimedCallThatIsChallengedIsNotSentAgain() {
    DigestGuard guard = new DigestGuard("user", "secret", r -> r.response().end());
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);

      HttpFailure failure = failure(endpoint.send(OPEN));

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure.maybeSent()).isFalse();
      assertThat(failure).hasMessageContaining("prime it");
      assertThat(device.received("/api/switch/ctrl")).hasSize(1);
    }
  }

  @Test
  void failedPrimerKeepsTheCallBack() {
    DigestGuard guard = new DigestGuard("user", "secret", r -> r.response().end());
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), Credentials.digest("user", "wrong"));

      HttpFailure failure = failure(endpoint.send(PRIMED));

      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(failure.maybeSent()).isFalse();
      assertThat(device.received("/api/switch/ctrl")).isEmpty();
    }
  }

  @Test
  void cutPrimerKeepsTheCallBack() {
    try (TestServer device = new TestServer(r -> r.connection().close())) {
      HttpFailure failure = failure(gateway.endpoint(device.url()).send(PRIMED));

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure.maybeSent()).isFalse();
      assertThat(device.received("/api/switch/ctrl")).isEmpty();
    }
  }

  @Test
  void deviceThatGoesAwayAfterThePrimerHasNotGotTheCall() throws IOException {
    ServerSocket device = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Future<Reply> opened =
        gateway.endpoint("http://127.0.0.1:" + device.getLocalPort()).send(PRIMED);
    try (Socket socket = device.accept()) {
      BufferedReader request =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      while (!request.readLine().isEmpty()) {}
      device.close();
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(US_ASCII));
    }

    HttpFailure failure = failure(opened);

    assertThat(failure).hasMessageContaining("/api/switch/ctrl");
    assertThat(failure.maybeSent()).isFalse();
  }

  @Test
  void cutAfterArrivalIsNotSentAgain() {
    try (TestServer device = new TestServer(OnceTest::cutTheCommand)) {
      HttpFailure failure = failure(gateway.endpoint(device.url()).send(PRIMED));

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure.maybeSent()).isTrue();
      assertThat(device.received("/api/switch/ctrl")).hasSize(1);
      assertThat(device.connections()).isEqualTo(1);
    }
  }

  private static void cutTheCommand(HttpServerRequest request) {
    if (request.path().equals("/api/switch/ctrl")) {
      request.connection().close();
    } else {
      request.response().end();
    }
  }

  @Test
  void unansweredCallIsNotSentAgain() {
    try (TestServer device = new TestServer(r -> {})) {
      Endpoint endpoint = gateway.endpoint(device.url());

      HttpFailure failure = failure(endpoint.send(OPEN.timeout(Duration.ofMillis(200))));

      assertThat(failure.maybeSent()).isTrue();
      assertThat(device.received("/api/switch/ctrl")).hasSize(1);
    }
  }

  /** A kept connection may have died unnoticed, and then nobody knows what has left. */
  @Test
  void unprimedCallTakesANewConnection() {
    try (TestServer device = new TestServer(r -> r.response().end())) {
      Endpoint endpoint = gateway.endpoint(device.url());
      await(endpoint.send(Call.get("/x")));

      await(endpoint.send(OPEN));

      assertThat(device.connections()).isEqualTo(2);
    }
  }
}
