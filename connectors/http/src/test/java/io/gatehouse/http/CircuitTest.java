package io.gatehouse.http;

import static io.gatehouse.http.TestGateway.await;
import static io.gatehouse.http.TestGateway.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CircuitTest {

  private final TestGateway gateway =
      new TestGateway(
          TestGateway.LIMITS.withCircuit(3, Duration.ofSeconds(2), Duration.ofSeconds(7)));
  private final int port = freePort();
  private final Endpoint endpoint = gateway.endpoint("http://127.0.0.1:" + port);

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private HttpFailure call() {
    return failure(endpoint.send(Call.get("/x")));
  }

  private double openCircuits() {
    return gateway.meters.get("gatehouse.http.circuits.open").gauge().value();
  }

  @Test
  void opensAfterFailuresInARowAndLeavesTheDeviceAlone() {
    call();
    call();
    assertThat(openCircuits()).isZero();
    assertThat(call().retryAfter()).isEmpty();

    HttpFailure refused = call();

    assertThat(openCircuits()).isEqualTo(1);
    assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(2));
    assertThat(refused.maybeSent()).isFalse();
    assertThat(refused).hasMessageContaining("next try in 2000 ms");
  }

  @Test
  void staysOpenTwiceAsLongAfterEachFailedTrialUpToALimit() {
    for (int i = 0; i < 3; i++) {
      call();
    }

    for (long seconds : new long[] {2, 4, 7, 7}) {
      assertThat(call().retryAfter()).contains(Duration.ofSeconds(seconds));
      gateway.clock.move(Duration.ofSeconds(seconds));
      assertThat(call().retryAfter()).isEmpty();
    }
    assertThat(openCircuits()).isEqualTo(1);
  }

  @Test
  void letsOneCallThroughAndClosesWithItsAnswer() {
    for (int i = 0; i < 3; i++) {
      call();
    }
    gateway.clock.move(Duration.ofSeconds(2));
    Promise<Void> release = Promise.promise();
    try (TestServer device =
        new TestServer(
            new HttpServerOptions().setPort(port),
            r -> release.future().onSuccess(go -> r.response().setStatusCode(500).end()))) {

      Future<Reply> trial = endpoint.send(Call.get("/trial"));
      HttpFailure meanwhile = failure(endpoint.send(Call.get("/meanwhile")));
      release.complete();

      assertThat(meanwhile.retryAfter()).contains(Duration.ofSeconds(2));
      assertThat(failure(trial).reply().orElseThrow().status()).isEqualTo(500);
      assertThat(openCircuits()).isZero();
      assertThat(call().reply()).isPresent();
      assertThat(device.received("/meanwhile")).isEmpty();
    }
  }

  /** A trial that ends before anything is sent says nothing of the device. */
  @Test
  void trialWithoutATokenLeavesTheNextCallToTry() {
    Deque<Future<TokenSource.Token>> tokens =
        new ArrayDeque<>(
            Collections.nCopies(
                3, Future.succeededFuture(new TokenSource.Token("t", Instant.MAX))));
    Endpoint cloud =
        gateway.endpoint(
            "http://127.0.0.1:" + port,
            Credentials.bearer(
                () -> Optional.ofNullable(tokens.poll()).orElseThrow(NoSuchElementException::new)));
    for (int i = 0; i < 3; i++) {
      failure(cloud.send(Call.get("/x")));
    }
    gateway.clock.move(Duration.ofSeconds(2));

    HttpFailure noToken = failure(cloud.send(Call.get("/x")));
    HttpFailure again = failure(cloud.send(Call.get("/x")));

    assertThat(noToken).hasMessageContaining("no token to send");
    assertThat(again).hasMessageContaining("no token to send");
    assertThat(again.kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void answersInBetweenStartTheCountAgain() {
    call();
    call();
    try (TestServer device =
        new TestServer(new HttpServerOptions().setPort(port), r -> r.response().end())) {
      await(endpoint.send(Call.get("/x")));
      assertThat(device.received()).hasSize(1);
    }
    call();
    call();

    assertThat(openCircuits()).isZero();
  }

  @Test
  void closingTheEndpointTakesItOutOfTheCount() {
    for (int i = 0; i < 3; i++) {
      call();
    }

    await(endpoint.close());

    assertThat(openCircuits()).isZero();
  }

  @Test
  void callsAreTimedByServiceAndOutcome() {
    try (TestServer device =
        new TestServer(r -> r.response().setStatusCode(r.path().equals("/no") ? 404 : 200).end())) {
      Endpoint lobby = gateway.endpoint(device.url());
      await(lobby.send(Call.get("/yes").service("log")));
      await(lobby.send(Call.get("/yes").service("log")));
      failure(lobby.send(Call.get("/no").service("switch")));

      assertThat(count("log", "ok")).isEqualTo(2);
      assertThat(count("switch", "rejected")).isEqualTo(1);
      assertThat(count("switch", "ok")).isZero();
    }
  }

  private long count(String service, String outcome) {
    return gateway
        .meters
        .get("gatehouse.http.requests")
        .tag("service", service)
        .tag("outcome", outcome)
        .timer()
        .count();
  }

  @Test
  void metersGoWithTheGateway() {
    await(gateway.gateway.shutdown());

    assertThat(gateway.meters.getMeters()).isEmpty();
  }
}
