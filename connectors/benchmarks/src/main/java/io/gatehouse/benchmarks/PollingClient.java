package io.gatehouse.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limit: asks Akuvox devices for both logs as often as the connector does, over one connection
 * each, without a password, and looks at no reply.
 */
final class PollingClient implements AutoCloseable {

  private static final long INTERVAL_MS = 2_000;
  private static final long PAUSE_MS = 250;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final AtomicLong replies = new AtomicLong();

  PollingClient(Collection<URI> devices) {
    var client = vertx.createHttpClient();
    long number = 0;
    for (URI device : devices) {
      var address = new HttpConnectOptions().setHost(device.getHost()).setPort(device.getPort());
      vertx.setTimer(
          1 + number++ * INTERVAL_MS / devices.size(),
          begin ->
              client
                  .connect(address)
                  .onSuccess(
                      connection -> {
                        poll(connection, "/api/doorlog/get?page=1", 1);
                        poll(connection, "/api/calllog/get?page=1", PAUSE_MS);
                      }));
    }
  }

  private void poll(HttpClientConnection connection, String uri, long begin) {
    vertx.setPeriodic(
        begin,
        INTERVAL_MS,
        due ->
            connection
                .request(new RequestOptions().setURI(uri))
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .onSuccess(reply -> replies.incrementAndGet()));
  }

  /** Microseconds of this process's processor time that a request takes. */
  double microsARequest(Duration window) {
    var processorTime = new ProcessorTime(Map.of("client", ProcessHandle.current().pid()));
    long before = replies.get();
    WorkerCost.pause(window);
    return processorTime.micros().get("client") / (replies.get() - before);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
