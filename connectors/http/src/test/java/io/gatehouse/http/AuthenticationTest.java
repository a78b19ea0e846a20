package io.gatehouse.http;

import static io.gatehouse.http.TestGateway.await;
import static io.gatehouse.http.TestGateway.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuthenticationTest {

  private static final Credentials GOOD = Credentials.digest("user", "secret");

  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void oneChallengeCarriesHundredsOfRequests() {
    DigestGuard guard = guard();
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);

      for (int i = 0; i < 300; i++) {
        await(endpoint.send(Call.get("/api/log/pull").query("id", i)));
      }

      assertThat(guard.challenged()).isEqualTo(1);
      assertThat(device.received()).hasSize(301);
      assertThat(device.connections()).isEqualTo(1);
    }
  }

  @Test
  void concurrentRequestsTakeDistinctNonceCounts() {
    DigestGuard guard = guard();
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);
      await(endpoint.send(Call.get("/first")));

      await(
          Future.all(
              IntStream.range(0, 50).mapToObj(i -> endpoint.send(Call.get("/" + i))).toList()));

      assertThat(device.received("/first")).hasSize(2);
      assertThat(
              device.received().stream()
                  .skip(1)
                  .map(r -> DigestGuard.fields(r.authorization()).get("nc")))
          .doesNotHaveDuplicates()
          .hasSize(51);
    }
  }

  static List<Function<String, List<String>>> challenges() {
    return List.of(
        nonce -> List.of("Digest realm=\"door\", nonce=\"" + nonce + "\""),
        nonce -> List.of("Digest realm=\"door\", qop=\"auth,auth-int\", nonce=\"" + nonce + "\""),
        nonce ->
            List.of(
                "Digest realm=\"HTTPAPI\",qop=\"auth,auth-int\",nonce=\""
                    + nonce
                    + "\", opaque=\"x\""),
        nonce ->
            List.of("digest REALM=\"door\", nonce=\"" + nonce + "\", algorithm=SHA-256, qop=auth"),
        nonce -> List.of("Digest realm=\"a, b \\\"c\\\"\", qop=\"auth\", nonce=\"" + nonce + "\""),
        nonce ->
            List.of(
                "Digest realm=\"door\", nonce=\"" + nonce + "\", algorithm=MD5-sess, qop=\"auth\""),
        nonce -> List.of("Digest realm = \"door\" , nonce = \"" + nonce + "\",, qop=\"auth\""));
  }

  @ParameterizedTest
  @MethodSource("challenges")
  void answersTheShapesThatChallengesComeIn(Function<String, List<String>> challenge) {
    DigestGuard guard = guard().challenging(challenge);
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);

      Reply reply = await(endpoint.send(Call.get("/x").query("a b", "c&d=é")));

      assertThat(reply.status()).isEqualTo(200);
      assertThat(device.received()).hasSize(2);
      assertThat(device.received().get(1).uri()).isEqualTo("/x?a%20b=c%26d%3D%C3%A9");
    }
  }

  static List<Function<String, List<String>>> severalChallenges() {
    return List.of(
        nonce ->
            List.of(
                "Basic realm=\"door\"",
                "Digest realm=\"door\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=MD5",
                "Digest realm=\"door\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=SHA-256"),
        nonce ->
            List.of(
                "Digest realm=\"door\", nonce=\""
                    + nonce
                    + "\", qop=\"auth\", algorithm=SHA-256, Basic realm=\"door\", Digest realm=\"door\","
                    + " nonce=\""
                    + nonce
                    + "\", qop=\"auth\", algorithm=MD5"),
        nonce ->
            List.of(
                "Negotiate abc==, Digest realm=\"door\", nonce=\""
                    + nonce
                    + "\", algorithm=WHIRLPOOL, Digest realm=\"door\", nonce=\""
                    + nonce
                    + "\", algorithm=SHA-256, qop=\"auth\""));
  }

  @ParameterizedTest
  @MethodSource("severalChallenges")
  void answersTheStrongestOfSeveralChallenges(Function<String, List<String>> challenges) {
    try (TestServer device = new TestServer(guard().challenging(challenges))) {
      Endpoint endpoint = gateway.endpoint(device.url(), Credentials.auto("user", "secret"));

      await(endpoint.send(Call.get("/x").service("log")));

      assertThat(endpoint.scheme("log")).contains("Digest SHA-256");
      assertThat(endpoint.scheme("switch")).isEmpty();
    }
  }

  @Test
  void anAgedNonceIsReplacedWithoutAFailure() {
    DigestGuard guard = guard().maxUses(3);
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);

      for (int i = 0; i < 12; i++) {
        await(endpoint.send(Call.get("/x")));
      }

      assertThat(guard.challenged()).isEqualTo(4);
      assertThat(device.received()).hasSize(16);
    }
  }

  @Test
  void aDeviceThatForgotItsNoncesIsAnsweredOnceMore() {
    DigestGuard guard = guard().maxUses(1).silentAboutStale();
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);

      await(endpoint.send(Call.get("/x")));
      await(endpoint.send(Call.get("/x")));

      assertThat(device.received()).hasSize(4);
    }
  }

  @Test
  void anAnnouncedNonceIsUsedNext() {
    DigestGuard guard = guard().maxUses(1).announcingNext();
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);

      for (int i = 0; i < 10; i++) {
        await(endpoint.send(Call.get("/x")));
      }

      assertThat(guard.challenged()).isEqualTo(1);
    }
  }

  @Test
  void noncesThatAreAlwaysStaleEndAsTransient() {
    DigestGuard guard = guard().maxUses(0);
    try (TestServer device = new TestServer(guard)) {
      HttpFailure failure = failure(gateway.endpoint(device.url(), GOOD).send(Call.get("/x")));

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure).hasMessageContaining("stale");
      assertThat(device.received()).hasSize(3);
    }
  }

  @Test
  void aWrongPasswordIsTriedOnceACall() {
    DigestGuard guard = guard();
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), Credentials.digest("user", "wrong-pw"));

      HttpFailure failure = failure(endpoint.send(Call.get("/api/log/pull").query("k", "v")));

      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(failure)
          .hasMessage(
              "lobby: GET /api/log/pull: the device refuses the credentials digest(user);"
                  + " check user and password.");
      assertThat(failure.maybeSent()).isFalse();
      assertThat(failure.reply().orElseThrow().body())
          .hasToString("{\"success\":false,\"error\":{\"code\":9}}");
      assertThat(device.received()).hasSize(2);
      assertThat(failure(endpoint.send(Call.get("/again"))).kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(device.received("/again")).hasSize(2);
    }
  }

  @Test
  void basicIsNeverSentToADeviceThatWantsDigest() {
    try (TestServer device = new TestServer(guard())) {
      HttpFailure failure =
          failure(
              gateway
                  .endpoint(device.url(), Credentials.basic("user", "secret"))
                  .send(Call.get("/x")));

      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(failure)
          .hasMessageContaining("asks for digest, which the credentials basic(user)");
      assertThat(device.received())
          .extracting(TestServer.Received::authorization)
          .containsOnlyNulls();
    }
  }

  @Test
  void autoDoesNotGiveThePasswordInClear() {
    try (TestServer device = new TestServer(AuthenticationTest::basicGuard)) {
      HttpFailure failure =
          failure(
              gateway
                  .endpoint(device.url(), Credentials.auto("user", "secret"))
                  .send(Call.get("/x")));

      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(failure).hasMessageContaining("Basic").hasMessageContaining("https");
      assertThat(device.received())
          .extracting(TestServer.Received::authorization)
          .containsOnlyNulls();
    }
  }

  @Test
  void basicIsSentAheadOnceTheDeviceHasAskedForIt() {
    try (TestServer device = new TestServer(AuthenticationTest::basicGuard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), Credentials.basic("user", "secret"));

      await(endpoint.send(Call.get("/x")));
      await(endpoint.send(Call.get("/x")));

      assertThat(device.received())
          .extracting(TestServer.Received::authorization)
          .containsExactly(null, "Basic dXNlcjpzZWNyZXQ=", "Basic dXNlcjpzZWNyZXQ=");
    }
  }

  @Test
  void everyServiceHasItsOwnSchemeAndNonce() {
    DigestGuard log = guard();
    DigestGuard switches =
        guard().challenging(n -> List.of("Digest realm=\"s\", nonce=\"" + n + "\""));
    try (TestServer device =
        new TestServer(r -> (r.path().startsWith("/log") ? log : switches).handle(r))) {
      Endpoint endpoint = gateway.endpoint(device.url(), GOOD);

      for (int i = 0; i < 5; i++) {
        await(endpoint.send(Call.get("/log/pull").service("log")));
        await(endpoint.send(Call.get("/switch/ctrl").service("switch")));
      }

      assertThat(log.challenged()).isEqualTo(1);
      assertThat(switches.challenged()).isEqualTo(1);
    }
  }

  @Test
  void aUserNameOutsideAsciiIsAnsweredInUtf8() {
    DigestGuard guard = new DigestGuard("jörg", "geheim€", AuthenticationTest::ok);
    try (TestServer device = new TestServer(guard)) {
      Endpoint endpoint = gateway.endpoint(device.url(), Credentials.digest("jörg", "geheim€"));

      assertThat(await(endpoint.send(Call.get("/x"))).status()).isEqualTo(200);
    }
  }

  @Test
  void withoutCredentialsAChallengeIsAFailure() {
    try (TestServer device = new TestServer(guard())) {
      HttpFailure failure = failure(gateway.endpoint(device.url()).send(Call.get("/x")));

      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(failure).hasMessageContaining("asks for digest, which the credentials none");
    }
  }

  private static DigestGuard guard() {
    return new DigestGuard("user", "secret", AuthenticationTest::ok);
  }

  private static void ok(HttpServerRequest request) {
    request.response().end("{}");
  }

  private static void basicGuard(HttpServerRequest request) {
    if (request.getHeader("Authorization") == null) {
      request.response().putHeader("WWW-Authenticate", "Basic realm=\"door\"").setStatusCode(401);
    }
    request.response().end();
  }
}
