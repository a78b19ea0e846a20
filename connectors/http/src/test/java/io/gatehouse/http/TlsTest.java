package io.gatehouse.http;

import static io.gatehouse.http.TestGateway.await;
import static io.gatehouse.http.TestGateway.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  private static final Credentials NONE = Credentials.none();
  private static final Call CALL = Call.get("/x").service("log");

  @TempDir private static Path directory;
  private static TestCertificate certificate;
  private static TestServer device;

  private final TestGateway gateway = new TestGateway();

  @BeforeAll
  static void start() {
    certificate = TestCertificate.selfSigned(directory, "device", "DNS:localhost");
    device = new TestServer(certificate.serverOptions(), TlsTest::basicGuard);
  }

  private static void basicGuard(HttpServerRequest request) {
    if (request.path().equals("/guarded") && request.getHeader("Authorization") == null) {
      request.response().putHeader("WWW-Authenticate", "Basic realm=\"door\"").setStatusCode(401);
    }
    request.response().end();
  }

  @AfterAll
  static void stop() {
    device.close();
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void pinnedCertificateNeedsNoMatchingHost() {
    Endpoint endpoint =
        gateway.endpoint(device.url("127.0.0.1"), NONE, Tls.pinned(certificate.fingerprint()));

    assertThat(await(endpoint.send(CALL)).status()).isEqualTo(200);
    assertThat(endpoint.peerFingerprint()).contains(certificate.fingerprint());
  }

  @Test
  void pinMayBeWrittenWithoutColonsInLowerCase() {
    String pin = certificate.fingerprint().replace(":", "").toLowerCase(Locale.ROOT);

    await(gateway.endpoint(device.url(), NONE, Tls.pinned(pin)).send(CALL));

    assertThat(Tls.pinned(pin)).isEqualTo(Tls.pinned(certificate.fingerprint()));
  }

  @Test
  void wrongPinTellsWhatWasSeen() {
    int before = device.received().size();
    Endpoint endpoint = gateway.endpoint(device.url(), NONE, Tls.pinned("ab".repeat(32)));

    HttpFailure failure = failure(endpoint.send(CALL));

    assertThat(failure.kind()).isEqualTo(Kind.FATAL);
    assertThat(failure.maybeSent()).isFalse();
    assertThat(failure)
        .hasMessageContaining("SHA-256 " + certificate.fingerprint())
        .hasMessageContaining("pin it");
    assertThat(endpoint.peerFingerprint()).contains(certificate.fingerprint());
    assertThat(device.received()).hasSize(before);
  }

  @Test
  void unknownAuthorityTellsWhatWasSeen() {
    HttpFailure failure =
        failure(gateway.endpoint(device.url("localhost"), NONE, Tls.system()).send(CALL));

    assertThat(failure.kind()).isEqualTo(Kind.FATAL);
    assertThat(failure).hasMessageContaining(certificate.fingerprint());
  }

  @Test
  void authorityFromAFileIsTrustedForItsHost() {
    Endpoint endpoint = gateway.endpoint(device.url("localhost"), NONE, Tls.ca(certificate.pem()));

    assertThat(await(endpoint.send(CALL)).status()).isEqualTo(200);
  }

  @Test
  void certificateOfAnotherHostIsRefused() {
    HttpFailure failure =
        failure(
            gateway.endpoint(device.url("127.0.0.1"), NONE, Tls.ca(certificate.pem())).send(CALL));

    assertThat(failure.kind()).isEqualTo(Kind.FATAL);
    assertThat(failure)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining(certificate.fingerprint());
  }

  @Test
  void insecureTrustsAnyone() {
    Endpoint endpoint = gateway.endpoint(device.url(), NONE, Tls.insecure());

    await(endpoint.send(CALL));

    assertThat(endpoint.peerFingerprint()).contains(certificate.fingerprint());
  }

  /** Trust managers of different strictness must not be shared between devices. */
  @Test
  void everyEndpointKeepsItsOwnCheck() {
    await(gateway.endpoint(device.url(), NONE, Tls.insecure()).send(CALL));
    await(gateway.endpoint(device.url(), NONE, Tls.pinned(certificate.fingerprint())).send(CALL));
    await(gateway.endpoint(device.url("localhost"), NONE, Tls.ca(certificate.pem())).send(CALL));

    for (Tls strict :
        new Tls[] {Tls.system(), Tls.ca(certificate.pem()), Tls.pinned("00".repeat(32))}) {
      HttpFailure failure = failure(gateway.endpoint(device.url(), NONE, strict).send(CALL));
      assertThat(failure.kind()).isEqualTo(Kind.FATAL);
    }
  }

  @Test
  void autoAnswersBasicOnlyToAProvedDevice() {
    Credentials auto = Credentials.auto("user", "secret");
    Call guarded = Call.get("/guarded");

    await(
        gateway.endpoint(device.url(), auto, Tls.pinned(certificate.fingerprint())).send(guarded));
    HttpFailure failure =
        failure(gateway.endpoint(device.url(), auto, Tls.insecure()).send(guarded));

    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
  }

  @Test
  void portThatSpeaksPlainHttp() {
    try (TestServer plain = new TestServer(r -> r.response().end())) {
      HttpFailure failure =
          failure(
              gateway
                  .endpoint(plain.url().replace("http:", "https:"), NONE, Tls.insecure())
                  .send(CALL));

      assertThat(failure.kind()).isEqualTo(Kind.FATAL);
      assertThat(failure).hasMessageContaining("does not speak TLS");
    }
  }

  @Test
  void deviceThatNeverFinishesTheHandshake() throws IOException {
    HttpLimits limits = TestGateway.LIMITS.withConnectTimeout(Duration.ofMillis(300));
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestGateway impatient = new TestGateway(limits)) {
      String url = "https://127.0.0.1:" + mute.getLocalPort();

      HttpFailure failure = failure(impatient.endpoint(url, NONE, Tls.insecure()).send(CALL));

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure.maybeSent()).isFalse();
      assertThat(failure).hasMessageContaining("300ms");
    }
  }

  @Test
  void deviceThatCutsTheHandshake() throws IOException {
    try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Future<Reply> reply =
          gateway
              .endpoint("https://127.0.0.1:" + rude.getLocalPort(), NONE, Tls.insecure())
              .send(CALL);
      rude.accept().close();

      assertThat(failure(reply).kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  @Test
  void deviceThatRefusesTheHandshake() throws IOException {
    try (ServerSocket picky = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Future<Reply> reply =
          gateway
              .endpoint("https://127.0.0.1:" + picky.getLocalPort(), NONE, Tls.insecure())
              .send(CALL);
      try (Socket socket = picky.accept()) {
        byte[] fatalHandshakeFailure = {0x15, 3, 3, 0, 2, 2, 40};
        socket.getOutputStream().write(fatalHandshakeFailure);

        HttpFailure failure = failure(reply);

        assertThat(failure.kind()).isEqualTo(Kind.FATAL);
        assertThat(failure).hasMessageContaining("handshake_failure");
      }
    }
  }

  @Test
  void redirectToTlsOnTheSameHostIsFollowedFromThenOn() {
    try (TestServer plain = redirecting(device.url())) {
      Endpoint endpoint =
          gateway.endpoint(plain.url(), NONE, Tls.pinned(certificate.fingerprint()));

      await(endpoint.send(Call.get("/x").query("a", 1)));
      await(endpoint.send(Call.get("/y")));

      assertThat(plain.received()).hasSize(1);
      assertThat(device.received("/y")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://localhost:1", "http://127.0.0.1:1", "https://other.example"})
  void redirectElsewhereIsNotFollowed(String elsewhere) {
    try (TestServer plain = redirecting(elsewhere)) {
      HttpFailure failure = failure(gateway.endpoint(plain.url(), NONE, Tls.insecure()).send(CALL));

      assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
      assertThat(failure).hasMessageContaining("redirected to " + elsewhere);
    }
  }

  private static TestServer redirecting(String to) {
    return new TestServer(
        r -> r.response().setStatusCode(308).putHeader("Location", to + r.uri()).end());
  }

  @Test
  void fileThatIsNoCertificateIsRefused() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");

    assertThatThrownBy(() -> Tls.ca(empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty.pem");
    assertThatThrownBy(() -> Tls.ca(directory.resolve("missing.pem")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing.pem");
  }
}
