package io.gatehouse.http;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real gateway on two event loops, whose clock the test moves. */
final class TestGateway implements AutoCloseable {

  static final HttpLimits LIMITS =
      HttpLimits.DEFAULTS
          .withConnectTimeout(Duration.ofSeconds(5))
          .withRequestTimeout(Duration.ofSeconds(10))
          .withMaxReplyBytes(256 * 1024);

  final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  final MovingClock clock = new MovingClock();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final HttpGateway gateway;

  TestGateway() {
    this(LIMITS);
  }

  TestGateway(HttpLimits limits) {
    gateway = new HttpGateway(vertx, limits, meters, Tags.empty(), clock);
  }

  Endpoint endpoint(String url) {
    return endpoint(url, Credentials.none());
  }

  Endpoint endpoint(String url, Credentials credentials) {
    return endpoint(url, credentials, Tls.system());
  }

  Endpoint endpoint(String url, Credentials credentials, Tls tls) {
    return gateway.endpoint(new EndpointConfig("lobby", URI.create(url), credentials, tls));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("expected success", e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no result in time", e);
    }
  }

  static HttpFailure failure(Future<?> future) {
    try {
      Object result = future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
      throw new AssertionError("expected a failure, got " + result);
    } catch (ExecutionException e) {
      return (HttpFailure) e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no result in time", e);
    }
  }

  @Override
  public void close() {
    await(gateway.shutdown());
    await(vertx.close());
  }
}
