package io.gatehouse.simulators;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Digest as in RFC 7616 section 3 and RFC 2617 section 3, seen from outside. */
class DigestTest {

  private static final String PATH = "/api/system/info";

  /** RFC 2617 section 3.5. */
  @Test
  void exampleOfTheRfcIsUnderstood() {
    Digest digest =
        new Digest("testrealm@host.com", List.of("MD5"), Duration.ofDays(1), 1, new SecureRandom());
    String credentials =
        "username=\"Mufasa\", realm=\"testrealm@host.com\","
            + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", qop=auth,"
            + " nc=00000001, cnonce=\"0a4f113b\", response=\"6629fae49393a05397450978507c4ef1\","
            + " opaque=\"%s\"";
    String opaque = digest.challenges(false, 0).get(0).replaceAll(".*opaque=\"(\\w+)\".*", "$1");

    Digest.Result result =
        digest.check(
            credentials.formatted(opaque),
            "GET",
            "/dir/index.html",
            user -> Optional.of("Circle Of Life"),
            0);

    assertThat(result.stale()).as("only the nonce is not ours").isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "SHA-256"})
  void bothAlgorithmsLetIn(String algorithm) {
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withDigestAlgorithms(algorithm))) {
      DeviceClient client = DeviceClient.digest(device);

      assertThat(client.result(PATH)).isNotEmpty();
      assertThat(client.authorization("GET", PATH)).contains("algorithm=" + algorithm);
    }
  }

  /** One 401 may carry several challenges. */
  @Test
  void severalChallengesCanBeOffered() {
    TwonOptions options =
        new TwonOptions().withDigestAlgorithms("SHA-256", "MD5").withBasicOffered();
    try (TwonSimulator device = TwonSimulator.start(options)) {
      List<String> challenges =
          DeviceClient.anonymous(device).raw(PATH).headers().allValues("WWW-Authenticate");

      assertThat(challenges).hasSize(3);
      assertThat(challenges.get(0)).startsWith("Basic ");
      assertThat(challenges.get(1)).startsWith("Digest ").contains("algorithm=SHA-256");
      assertThat(challenges.get(2)).startsWith("Digest ").contains("algorithm=MD5");
      assertThat(DeviceClient.digest(device).result(PATH)).isNotEmpty();
      assertThat(DeviceClient.basic(device).error(PATH)).isEqualTo(8);
    }
  }

  @Test
  void oneNonceCarriesManyRequestsWhenItsCountGoesUp() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      DeviceClient client = DeviceClient.digest(device);
      for (int i = 0; i < 200; i++) {
        client.result(PATH);
      }

      assertThat(device.journal().counters())
          .containsEntry("unauthorized", 1L)
          .containsEntry("requests", 201L);
    }
  }

  @Test
  void replayedCountIsRefused() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      DeviceClient client = challenged(device);
      String credentials = client.digest("GET", PATH, 5);
      assertThat(client.once("GET", PATH, credentials).statusCode()).isEqualTo(200);

      HttpResponse<String> replay = client.once("GET", PATH, credentials);

      assertThat(replay.statusCode()).isEqualTo(401);
      assertThat(replay.headers().firstValue("WWW-Authenticate").orElseThrow())
          .doesNotContain("stale");
      assertThat(lastOutcome(device)).isEqualTo("error 9, replayed nc");
    }
  }

  /** Parallel requests may overtake each other: an unseen lower count is no replay. */
  @Test
  void overtakenCountIsLetInOnce() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      DeviceClient client = challenged(device);
      assertThat(client.once("GET", PATH, client.digest("GET", PATH, 3)).statusCode())
          .isEqualTo(200);

      assertThat(client.once("GET", PATH, client.digest("GET", PATH, 2)).statusCode())
          .isEqualTo(200);
      assertThat(client.once("GET", PATH, client.digest("GET", PATH, 2)).statusCode())
          .isEqualTo(401);
      assertThat(client.once("GET", PATH, client.digest("GET", PATH, 100)).statusCode())
          .isEqualTo(200);
      assertThat(client.once("GET", PATH, client.digest("GET", PATH, 1)).statusCode())
          .as("too far behind to be told from a replay")
          .isEqualTo(401);
    }
  }

  @Test
  void oldNonceIsStale() {
    TwonOptions options = new TwonOptions().withNonceLifetime(Duration.ofSeconds(30));
    try (TwonSimulator device = TwonSimulator.start(options)) {
      DeviceClient client = challenged(device);
      client.result(PATH);
      device.clock().advance(Duration.ofSeconds(31));

      HttpResponse<String> response = client.once("GET", PATH, client.authorization("GET", PATH));

      assertStale(response);
      client.useChallengeOf(response);
      assertThat(client.once("GET", PATH, client.authorization("GET", PATH)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void usedUpNonceIsStale() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions().withNonceUses(2))) {
      DeviceClient client = challenged(device);
      client.once("GET", PATH, client.authorization("GET", PATH));
      client.once("GET", PATH, client.authorization("GET", PATH));

      assertStale(client.once("GET", PATH, client.authorization("GET", PATH)));
    }
  }

  @Test
  void rotationMakesNoncesStale() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      DeviceClient client = challenged(device);
      device.rotateNonces();

      assertStale(client.once("GET", PATH, client.authorization("GET", PATH)));
    }
  }

  @Test
  void rotationEndsALongPoll() throws Exception {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      DeviceClient client = challenged(device);
      long channel = client.subscribe("");
      CompletableFuture<JsonNode> poll = client.later("/api/log/pull?timeout=3000&id=" + channel);
      Eventually.until("a poll waits", () -> device.waitingPolls() == 1);

      device.rotateNonces();

      assertThat(poll.get(20, SECONDS).path("error").path("code").asInt()).isEqualTo(9);
      assertThat(lastOutcome(device)).isEqualTo("error 9, stale nonce while waiting");
      assertThat(client.pull(channel)).as("the channel is still there").isEmpty();
    }
  }

  @Test
  void rotationIsNothingToALogWithoutDigest() throws Exception {
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withAuthentication(Authentication.NONE))) {
      DeviceClient client = DeviceClient.anonymous(device);
      long channel = client.subscribe("");
      CompletableFuture<JsonNode> poll = client.later("/api/log/pull?timeout=3000&id=" + channel);
      Eventually.until("a poll waits", () -> device.waitingPolls() == 1);

      device.rotateNonces();

      device.play(TwonPassage.MOTION);
      assertThat(poll.get(20, SECONDS).path("success").asBoolean()).isTrue();
    }
  }

  /** stale=true says that the password was right: it must not be said to one who lacks it. */
  @Test
  void wrongPasswordIsNotStale() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      DeviceClient wrong = new DeviceClient(device.url(), "admin", "wrong", Authentication.DIGEST);
      wrong.useChallengeOf(wrong.once("GET", PATH, null));
      device.rotateNonces();

      HttpResponse<String> response = wrong.once("GET", PATH, wrong.authorization("GET", PATH));

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
          .doesNotContain("stale");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uri=\"/api/system/info\"|uri=\"/api/log/caps\"|signed for another uri",
        "qop=auth,|qop=auth-int,|wrong qop",
        "qop=auth,||no qop",
        "nc=00000001,||no nc",
        "nc=00000001|nc=1|malformed nc",
        "cnonce=\"0a4f113b\",||no cnonce",
        "realm=\"HTTPAPI\"|realm=\"else\"|wrong realm",
        "username=\"admin\"|username=\"root\"|unknown user",
        "algorithm=MD5|algorithm=SHA-256|algorithm SHA-256 not offered",
        "algorithm=MD5|algorithm=MD5-sess|algorithm MD5-sess not offered",
        "opaque=\"|opaque=\"0|wrong opaque",
        "response=\"|response=\"0|wrong response",
        "username=|username|malformed credentials",
        "username=|realm=\"HTTPAPI\", username=|malformed credentials"
      })
  void credentialsThatAreNotRightAreRefused(String part, String instead, String why) {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      DeviceClient client = challenged(device);
      String right = client.digest("GET", PATH, 1);
      assertThat(right).contains(part);

      HttpResponse<String> response =
          client.once("GET", PATH, right.replace(part, instead == null ? "" : instead));

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(lastOutcome(device)).isEqualTo("error 9, " + why);
      assertThat(client.once("GET", PATH, right).statusCode()).as("itself").isEqualTo(200);
    }
  }

  @Test
  void credentialsAreForOneMethod() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      DeviceClient client = challenged(device);

      assertThat(client.once("POST", PATH, client.digest("GET", PATH, 1)).statusCode())
          .isEqualTo(401);
    }
  }

  private static DeviceClient challenged(TwonSimulator device) {
    DeviceClient client = DeviceClient.digest(device);
    client.useChallengeOf(client.once("GET", PATH, null));
    return client;
  }

  private static void assertStale(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
        .endsWith("stale=true");
  }

  private static String lastOutcome(TwonSimulator device) {
    List<TwonJournal.Request> requests = device.journal().requests();
    return requests.get(requests.size() - 1).outcome();
  }
}
