package io.gatehouse.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.ClientSSLOptions;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
  private final Set<Endpoint> endpoints = ConcurrentHashMap.newKeySet();

  /**
   * @param vertx whose event loops do the work; stays open when the gateway closes
   * @param meters where to register meters; they are removed when the gateway closes
   * @param tags tell this gateway's meters from those of others in the registry
   * @param clock moves circuits, keep-alive and dates in headers; timeouts are Vert.x timers
   */
  public HttpGateway(Vertx vertx, HttpLimits limits, MeterRegistry meters, Tags tags, Clock clock) {
    this.vertx = (VertxInternal) vertx;
    this.limits = limits;
    this.meters = new Meters(meters, tags);
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis())));
  }

  /** A device to talk to. Nothing is sent yet. The endpoint stays on one of the event loops. */
  public Endpoint endpoint(EndpointConfig config) {
    return endpoint(config, vertx.createEventLoopContext());
  }

  /**
   * The same party at another address, such as the region that a cloud sent us to: same
   * credentials, same trust, and the same event loop.
   */
  public Endpoint endpointBeside(Endpoint known, URI url) {
    return endpoint(known.config().at(url), known.context());
  }

  private Endpoint endpoint(EndpointConfig config, Context context) {
    ClientSSLOptions shared =
        tls.computeIfAbsent(config.tls(), check -> check.options(limits.connectTimeout()));
    Endpoint endpoint =
        new Endpoint(config, limits, meters, clock, client, shared, context, endpoints::remove);
    endpoints.add(endpoint);
    return endpoint;
  }

  /** Closes every endpoint, then the rest; the future tells when all connections are closed. */
  public Future<Void> shutdown() {
    return Future.join(endpoints.stream().map(Endpoint::close).toList())
        .transform(closed -> client.close())
        .onComplete(closed -> meters.close());
  }

  /** {@link #shutdown} without waiting for it. */
  @Override
  public void close() {
    shutdown();
  }
}
