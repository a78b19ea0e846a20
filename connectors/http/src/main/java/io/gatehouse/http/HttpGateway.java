package io.gatehouse.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.ClientSSLOptions;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The one way out to devices: thousands of endpoints over a few event loops, no thread a device.
 * Safe to use from any thread.
 */
public final class HttpGateway implements AutoCloseable {

  private final VertxInternal vertx;
  private final HttpLimits limits;
  private final Meters meters;
  private final Clock clock;
  private final HttpClientAgent client;
  private final Map<Tls, ClientSSLOptions> tls = new ConcurrentHashMap<>();

  /**
   * @param vertx whose event loops do the work; stays open when the gateway closes
   * @param meters a registry of this gateway's own, or one that tells gateways apart by common tags
   * @param clock moves circuits, keep-alive and dates in headers; timeouts are Vert.x timers
   */
  public HttpGateway(Vertx vertx, HttpLimits limits, MeterRegistry meters, Clock clock) {
    this.vertx = (VertxInternal) vertx;
    this.limits = limits;
    this.meters = new Meters(meters);
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis()))
                .setSslHandshakeTimeout(limits.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
  }

  /**
   * A device to talk to. Nothing is sent yet. The endpoint gets an event loop of its own choice.
   */
  public Endpoint endpoint(EndpointConfig config) {
    ClientSSLOptions shared = tls.computeIfAbsent(config.tls(), Tls::options);
    return new Endpoint(
        config, limits, meters, clock, client, shared, vertx.createEventLoopContext());
  }

  /** Cuts all connections: calls under way fail. Returns at once. */
  @Override
  public void close() {
    client.close();
    meters.close();
  }
}
