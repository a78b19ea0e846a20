package io.gatehouse.http;

import static io.gatehouse.http.TestGateway.await;
import static io.gatehouse.http.TestGateway.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.http.HttpFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Basic and Digest against a real Apache httpd (Debian package apache2), where it is installed. */
class ApacheTest {

  private static final Call LOG = Call.get("/log/x").service("log");
  private static final Call SWITCH = Call.get("/switch/x").service("switch");

  @TempDir private static Path directory;
  private static Apache apache;

  private final TestGateway gateway = new TestGateway();

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Apache.isInstalled(), "Apache httpd is not installed: apt-get install apache2");
    apache = new Apache(directory);
  }

  @AfterAll
  static void stop() {
    if (apache != null) {
      apache.close();
    }
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  /** Apache announces the next nonce shortly before one ends. */
  @Test
  void announcedNoncesSpareChallenges() throws IOException {
    Endpoint endpoint = gateway.endpoint(apache.url(), Credentials.digest("user", "secret"));
    long before = apache.challenged("/log");
    Instant start = serversTime(await(endpoint.send(LOG)));

    int sent = 0;
    Instant now = start;
    while (now.isBefore(start.plusSeconds(3))) {
      now = serversTime(await(endpoint.send(LOG.query("id", sent++))));
    }

    apache.awaitChallenged("/log", before + 1);
    assertThat(endpoint.scheme("log")).contains("Digest MD5");
  }

  @Test
  void agedNonceIsReplacedWithoutAFailure() throws IOException {
    Endpoint endpoint = gateway.endpoint(apache.url(), Credentials.digest("user", "secret"));
    Endpoint clock = gateway.endpoint(apache.url(), Credentials.basic("user", "secret"));
    long before = apache.challenged("/log");

    for (int round = 0; round < 2; round++) {
      Instant aged = serversTime(await(endpoint.send(LOG))).plusSeconds(3);
      while (serversTime(await(clock.send(SWITCH))).isBefore(aged)) {
        Thread.onSpinWait();
      }
    }
    await(endpoint.send(LOG));

    apache.awaitChallenged("/log", before + 3);
  }

  private static Instant serversTime(Reply reply) {
    return ZonedDateTime.parse(reply.headers().get("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant();
  }

  @Test
  void servicesWithDifferentSchemesKeepThem() {
    Endpoint digest = gateway.endpoint(apache.url(), Credentials.digest("user", "secret"));
    Endpoint basic = gateway.endpoint(apache.url(), Credentials.basic("user", "secret"));

    await(digest.send(LOG));
    await(basic.send(SWITCH));

    assertThat(failure(basic.send(LOG)).kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(failure(digest.send(SWITCH)).kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(basic.scheme("switch")).contains("Basic");
  }

  @Test
  void userNameOutsideAscii() {
    await(gateway.endpoint(apache.url(), Credentials.digest("jörg", "secret")).send(LOG));
  }

  @Test
  void wrongPassword() throws IOException {
    long before = apache.challenged("/log");
    HttpFailure failure =
        failure(gateway.endpoint(apache.url(), Credentials.digest("user", "wrong")).send(LOG));

    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
    apache.awaitChallenged("/log", before + 2);
  }

  /** Its connection is dead and its nonce means nothing any more. */
  @Test
  void restartOfTheServerIsNotNoticed() throws IOException {
    Endpoint endpoint = gateway.endpoint(apache.url(), Credentials.digest("user", "secret"));
    await(endpoint.send(LOG));

    apache.restart();

    assertThat(await(endpoint.send(LOG)).status()).isEqualTo(200);
  }

  @Test
  void primedCallIsNotChallenged() throws IOException {
    Endpoint endpoint = gateway.endpoint(apache.url(), Credentials.digest("user", "secret"));
    long before = apache.challenged("/log");

    await(endpoint.send(LOG.query("open", 1).once().primedBy("/log/x")));

    apache.awaitChallenged("/log", before + 1);
  }
}
