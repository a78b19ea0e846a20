package io.gatehouse.http;

import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.net.URI;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device. Its connections, nonces and circuit live on one event loop, where every future of
 * {@link #send} completes; {@code send} and the queries may be called from any thread.
 */
public final class Endpoint {

  private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

  private final EndpointConfig config;
  private final HttpLimits limits;
  private final Meters meters;
  private final Clock clock;
  private final ClientSSLOptions tls;
  private final Context context;
  private final Consumer<Endpoint> onClose;
  private final Connections connections;
  private final Circuit circuit;
  private final Map<String, Service> services = new ConcurrentHashMap<>();
  // The next three are written on the event loop only.
  private volatile URI origin;
  private volatile String fingerprint = "";
  private volatile boolean closed;

  /** An authentication group on the device. Its answers are the event loop's. */
  static final class Service {

    private final Authentication authentication;
    private final Meters.ServiceMeters meters;
    private Instant lastAnswer = Instant.MIN;
    private boolean wantsUnusedNonce;

    Service(Authentication authentication, Meters.ServiceMeters meters) {
      this.authentication = authentication;
      this.meters = meters;
    }

    Authentication authentication() {
      return authentication;
    }

    Meters.ServiceMeters meters() {
      return meters;
    }

    /** It let us in, for something harmless. */
    void answered(Instant now) {
      lastAnswer = now;
    }

    /** What must be sent once was sent, and used up what the harmless call had brought. */
    void spent() {
      lastAnswer = Instant.MIN;
    }

    /** Its nonces may be good for one request only: the primer's, not that of what follows. */
    void nonceWasRefused() {
      wantsUnusedNonce = true;
    }

    boolean wantsUnusedNonce() {
      return wantsUnusedNonce;
    }

    boolean answeredSince(Instant moment) {
      return !lastAnswer.isBefore(moment);
    }
  }

  Endpoint(
      EndpointConfig config,
      HttpLimits limits,
      Meters meters,
      Clock clock,
      HttpClientAgent client,
      ClientSSLOptions tls,
      Context context,
      Consumer<Endpoint> onClose) {
    this.config = config;
    this.limits = limits;
    this.meters = meters;
    this.clock = clock;
    this.tls = tls;
    this.context = context;
    this.onClose = onClose;
    this.connections =
        new Connections(client, this::address, clock, limits.keepAlive(), this::opened);
    this.circuit = new Circuit(limits, clock);
    this.origin = config.url();
  }

  public String id() {
    return config.id();
  }

  /** As configured; where the device has moved to since is not told. */
  public URI url() {
    return config.url();
  }

  /**
   * Sends a call and reads the whole reply.
   *
   * @return a reply with a status from 200 to 299, or an {@link HttpFailure}
   */
  public Future<Reply> send(Call call) {
    Promise<Reply> promise = Promise.promise();
    context.runOnContext(now -> admit(call).onComplete(promise));
    return promise.future();
  }

  private Future<Reply> admit(Call call) {
    if (closed) {
      return Future.failedFuture(Failures.closed(this, call));
    }
    Optional<Duration> wait = circuit.admit();
    if (wait.isPresent()) {
      HttpFailure open = Failures.circuitOpen(this, call, wait.get());
      service(call.service()).meters().record(Optional.of(open.kind()), Duration.ZERO);
      return Future.failedFuture(open);
    }
    return new Exchange(this, call).run();
  }

  /** The authentication scheme that a service asked for last, such as {@code Digest SHA-256}. */
  public Optional<String> scheme(String service) {
    return Optional.ofNullable(services.get(service)).flatMap(s -> s.authentication().scheme());
  }

  /** SHA-256 of the certificate that the device showed last, trusted or not; empty without TLS. */
  public Optional<String> peerFingerprint() {
    return Optional.of(fingerprint).filter(seen -> !seen.isEmpty());
  }

  /** Closes the connections; calls under way and later ones fail. */
  public Future<Void> close() {
    Promise<Void> promise = Promise.promise();
    context.runOnContext(
        now -> {
          closed = true;
          onClose.accept(this);
          if (circuit.answered()) {
            meters.circuitClosed();
          }
          connections.close().onComplete(promise);
        });
    return promise.future();
  }

  /**
   * The event loop on which all futures of this endpoint complete. Who keeps state beside an
   * endpoint, and runs here too, needs no lock.
   */
  public Context context() {
    return context;
  }

  // From here on: the event loop's.

  Connections connections() {
    return connections;
  }

  HttpLimits limits() {
    return limits;
  }

  Clock clock() {
    return clock;
  }

  boolean isClosed() {
    return closed;
  }

  EndpointConfig config() {
    return config;
  }

  /** For messages; prints no secret. */
  Credentials credentials() {
    return config.credentials();
  }

  URI origin() {
    return origin;
  }

  Service service(String name) {
    return services.computeIfAbsent(
        name,
        n -> new Service(Authentication.with(config.credentials(), verified()), meters.service(n)));
  }

  private boolean verified() {
    return isTls() && config.tls().verified();
  }

  private boolean isTls() {
    return "https".equalsIgnoreCase(origin.getScheme());
  }

  private HttpConnectOptions address() {
    int defaultPort = isTls() ? 443 : 80;
    return new HttpConnectOptions()
        .setHost(origin.getHost().replaceAll("[\\[\\]]", ""))
        .setPort(origin.getPort() < 0 ? defaultPort : origin.getPort())
        .setSsl(isTls())
        .setSslOptions(tls);
  }

  /** Brings a future that others complete back to this endpoint's thread. */
  <T> Future<T> onOwnLoop(Future<T> foreign) {
    if (foreign.isComplete()) {
      return foreign;
    }
    Promise<T> own = Promise.promise();
    foreign.onComplete(done -> context.runOnContext(now -> own.handle(done)));
    return own.future();
  }

  /** What stands in the request line. */
  String target(Call call) {
    String prefix = origin.getRawPath() == null ? "" : origin.getRawPath();
    return (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix)
        + call.target();
  }

  private void opened(HttpClientConnection connection) {
    if (!connection.isSsl()) {
      return;
    }
    try {
      Certificate leaf = connection.sslSession().getPeerCertificates()[0];
      fingerprint = Fingerprint.of(leaf);
    } catch (SSLPeerUnverifiedException e) {
      throw new IllegalStateException("A TLS server without a certificate", e);
    }
  }

  void distrusted(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  /** The device wants TLS from now on: forget what was learned without it. */
  void moveTo(URI secure) {
    log.info("moved to https device={} url={}", id(), secure);
    origin = secure;
    services.clear();
    connections.close();
  }

  void concluded() {
    circuit.concluded();
  }

  void answered() {
    if (circuit.answered()) {
      meters.circuitClosed();
      log.info("device answers again device={}", id());
    }
  }

  void unanswered(HttpFailure failure) {
    if (failure.kind() == Kind.FATAL) {
      answered();
    } else if (!closed && circuit.failed()) {
      meters.circuitOpened();
      log.warn(
          "device does not answer, left alone for {} at a time device={}: {}",
          limits.circuitOpen(),
          id(),
          failure.getMessage());
    }
  }
}
