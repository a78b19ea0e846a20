package io.gatehouse.http;

import static io.gatehouse.http.TestGateway.await;
import static io.gatehouse.http.TestGateway.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.http.HttpFailure.Kind;
import io.gatehouse.http.TokenSource.Token;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BearerTest {

  private final TestGateway gateway = new TestGateway();
  private final Deque<Promise<Token>> asked = new ArrayDeque<>();
  private final TokenSource tokens =
      TokenSource.cached(this::ask, gateway.clock, Duration.ofMinutes(10));

  private Future<Token> ask() {
    Promise<Token> promise = Promise.promise();
    asked.add(promise);
    return promise.future();
  }

  private Token token(String value) {
    return new Token(value, gateway.clock.instant().plus(Duration.ofHours(1)));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void callersShareOneRequestForAToken() {
    Future<Token> one = tokens.token();
    Future<Token> two = tokens.token();

    asked.remove().complete(token("t1"));

    assertThat(one.result().value()).isEqualTo("t1");
    assertThat(two.result().value()).isEqualTo("t1");
    assertThat(tokens.token().result().value()).isEqualTo("t1");
    assertThat(asked).isEmpty();
  }

  @Test
  void aTokenIsRenewedBeforeItExpires() {
    tokens.token();
    asked.remove().complete(token("t1"));

    gateway.clock.move(Duration.ofMinutes(51));
    Future<Token> renewed = tokens.token();
    asked.remove().complete(token("t2"));

    assertThat(renewed.result().value()).isEqualTo("t2");
  }

  @Test
  void theOldTokenServesWhileANewOneCannotBeHad() {
    tokens.token();
    asked.remove().complete(token("t1"));

    gateway.clock.move(Duration.ofMinutes(51));
    Future<Token> early = tokens.token();
    asked.remove().fail("the cloud is down");
    gateway.clock.move(Duration.ofMinutes(10));
    Future<Token> late = tokens.token();
    asked.remove().fail("the cloud is down");

    assertThat(early.result().value()).isEqualTo("t1");
    assertThat(late.cause()).hasMessage("the cloud is down");
  }

  @Test
  void aRefusedTokenIsReplacedOnce() {
    Deque<String> values = new ArrayDeque<>(List.of("old", "new"));
    TokenSource source =
        TokenSource.cached(
            () -> Future.succeededFuture(token(values.remove())),
            gateway.clock,
            Duration.ofMinutes(10));
    try (TestServer cloud =
        new TestServer(
            r ->
                r.response()
                    .setStatusCode("Bearer new".equals(r.getHeader("Authorization")) ? 200 : 401)
                    .end())) {
      Endpoint endpoint = gateway.endpoint(cloud.url(), Credentials.bearer(source));

      await(endpoint.send(Call.get("/x")));
      await(endpoint.send(Call.get("/x")));

      assertThat(cloud.received())
          .extracting(TestServer.Received::authorization)
          .containsExactly("Bearer old", "Bearer new", "Bearer new");
    }
  }

  @Test
  void aTokenThatIsAlwaysRefusedEndsAsUnauthorized() {
    TokenSource source = () -> Future.succeededFuture(token("bad"));
    try (TestServer cloud = new TestServer(r -> r.response().setStatusCode(401).end())) {
      HttpFailure failure =
          failure(gateway.endpoint(cloud.url(), Credentials.bearer(source)).send(Call.get("/x")));

      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(cloud.received()).hasSize(2);
    }
  }

  @Test
  void withoutATokenNothingIsSent() {
    TokenSource source = () -> Future.failedFuture("the token service is down");
    try (TestServer cloud = new TestServer(r -> r.response().end())) {
      HttpFailure failure =
          failure(gateway.endpoint(cloud.url(), Credentials.bearer(source)).send(Call.get("/x")));

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure.maybeSent()).isFalse();
      assertThat(failure).hasMessageContaining("the token service is down");
      assertThat(cloud.received()).isEmpty();
    }
  }
}
