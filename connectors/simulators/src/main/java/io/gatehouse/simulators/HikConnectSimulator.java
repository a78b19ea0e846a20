package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A Hik-Connect for Teams cloud (OpenAPI 2.13) as a real HTTP server: one account with its token,
 * its three message queues, certificate records, doors and alarm outputs, and the faults that a
 * test asks for. Safe for any thread.
 */
public final class HikConnectSimulator implements AutoCloseable {

  /** Where a request is held. */
  public enum Moment {
    /** Before it takes effect; it never does if its caller goes meanwhile. */
    BEFORE,
    /** After it took effect, before its reply. */
    AFTER
  }

  private final Vertx vertx;
  private final HikConnectCloud cloud;
  private final HikConnectHttp http;
  private final TlsIdentity identity;

  private HikConnectSimulator(Vertx vertx, HikConnectOptions options, TlsIdentity identity) {
    this.vertx = vertx;
    this.cloud = new HikConnectCloud(vertx, options);
    this.http = new HikConnectHttp(vertx, cloud, identity);
    this.identity = identity;
  }

  /**
   * Starts a cloud.
   *
   * @throws IllegalStateException if a port cannot be listened on
   */
  public static HikConnectSimulator start(HikConnectOptions options) {
    HikConnectSimulator simulator =
        new HikConnectSimulator(EventLoops.start(1), options, identity(options));
    try {
      simulator.startListening();
      return simulator;
    } catch (IllegalStateException e) {
      simulator.close();
      throw e;
    }
  }

  /** The login address, which has token/get only. */
  public URI url() {
    return http.url();
  }

  /** The area address, which token/get tells and which has all else. */
  public URI areaUrl() {
    return http.areaUrl();
  }

  public String appKey() {
    return cloud.options.appKey();
  }

  public String secretKey() {
    return cloud.options.secretKey();
  }

  /**
   * The certificate of both addresses, which the simulator signed itself.
   *
   * @throws IllegalStateException without HTTPS
   */
  public X509Certificate certificate() {
    return identity().certificate();
  }

  /**
   * SHA-256 of the certificate, as {@code AB:CD:…}.
   *
   * @throws IllegalStateException without HTTPS
   */
  public String fingerprint() {
    return identity().fingerprint();
  }

  /** The cloud's clock: tokens, subscriptions and messages live by it. */
  public DeviceClock clock() {
    return cloud.clock;
  }

  /** What the cloud had to say and what it received. */
  public HikConnectJournal journal() {
    return cloud.journal;
  }

  /** What goes wrong at the next requests whose token is good. */
  public Faults faults() {
    return cloud.faults;
  }

  /** All requests of the journal, oldest first. */
  public List<HikConnectJournal.Request> requests() {
    return cloud.journal.requests();
  }

  /** All that was moved by command. */
  public List<HikConnectJournal.Actuation> actuations() {
    return cloud.journal.actuations();
  }

  public List<HikConnectDevice> devices() {
    return cloud.devices();
  }

  /**
   * A device of the account.
   *
   * @throws IllegalArgumentException if there is none with this serial number
   */
  public HikConnectDevice device(String serial) {
    return cloud.device(serial);
  }

  /** The first device. */
  public HikConnectDevice device() {
    return cloud.devices().get(0);
  }

  /** Has a message for a queue, in whatever shape. */
  public HikConnectMessage emit(HikConnectMq mq, JsonNode message) {
    return cloud.emit(mq, message);
  }

  /**
   * Has a message for a queue, in whatever shape.
   *
   * @param message of JSON types
   */
  public HikConnectMessage emit(HikConnectMq mq, Map<String, ?> message) {
    return cloud.emit(mq, Reply.JSON.valueToTree(message));
  }

  /** Plays a passage at the first device. */
  public List<HikConnectMessage> play(HikConnectPassage passage, HikConnectTrait... traits) {
    return device().play(passage, traits);
  }

  /**
   * Has a certificate record, however late.
   *
   * @param record RecordInfo (A.3.134), with {@code occurTime}
   */
  public void addRecord(ObjectNode record) {
    cloud.addRecord(record);
  }

  /** Has exactly so many random messages for a queue; the same seeds give the same messages. */
  public void burst(HikConnectMq mq, int messages, long seed) {
    Random random = new Random(seed);
    List<HikConnectDevice> devices = cloud.devices();
    for (int i = 0; i < messages; i++) {
      devices.get(random.nextInt(devices.size())).tellAny(mq, random);
    }
  }

  /**
   * Lets random messages come from random devices, until stopped.
   *
   * @param messagesPerSecond over all queues, on average
   */
  public HikConnectTraffic traffic(double messagesPerSecond, long seed) {
    return new HikConnectTraffic(vertx, cloud.devices(), messagesPerSecond, seed);
  }

  /** Subscribes the account to all messages of a queue, as if a client had done so. */
  public void subscribe(HikConnectMq mq) {
    cloud.subscribe(mq, Set.of());
  }

  /** Ends a subscription, as if nobody had pulled for too long: what waits is lost. */
  public void lapse(HikConnectMq mq) {
    cloud.unsubscribe(mq);
  }

  public boolean isSubscribed(HikConnectMq mq) {
    return cloud.subscribed(mq);
  }

  /** How many messages wait in a queue, behind the batch that was given. */
  public int waiting(HikConnectMq mq) {
    return cloud.waiting(mq);
  }

  /** How many queues have a batch that was given and not completed: 0 to 3. */
  public int uncompleted() {
    return cloud.uncompleted();
  }

  /** Lets the token expire now. */
  public void expireToken() {
    cloud.expireToken();
  }

  /** Lets all that was delivered come once more, completed or not, under other batchIds. */
  public void redeliver(HikConnectMq mq) {
    cloud.redeliver(mq);
  }

  /** Lets the next new batch come in another order. */
  public void shuffleNext(HikConnectMq mq) {
    cloud.shuffleNext(mq);
  }

  /** How many requests were refused for being too many. */
  public long limited() {
    return cloud.limit.limited();
  }

  /** How many requests came within any one second of real time, at most. */
  public int peakRate() {
    return cloud.limit.peak();
  }

  /**
   * Lets all requests to a path wait from now on.
   *
   * @throws IllegalStateException if they do so already
   */
  public void hold(String path, Moment moment) {
    cloud.holds.hold(path, moment);
  }

  /**
   * Waits until a request to the path is held.
   *
   * @throws IllegalStateException if none is to be held, or none comes within a minute
   */
  public void awaitHeld(String path) {
    EventLoops.await(cloud.holds.someHeld(path));
  }

  /** How many requests to the path are held and have a caller. */
  public int held(String path) {
    return cloud.holds.held().getOrDefault(path, 0);
  }

  /**
   * Lets the requests to a path go on, and those that come.
   *
   * @throws IllegalStateException if they are not held
   */
  public void release(String path) {
    cloud.holds.release(path);
  }

  /** Closes all connections; the cloud goes on listening. */
  public void dropConnections() {
    http.dropConnections();
  }

  /** Goes off the network: connections are closed, new ones refused. The queues go on filling. */
  public void stopListening() {
    EventLoops.await(http.close());
  }

  /** Comes back on the same ports. */
  public void startListening() {
    EventLoops.await(http.listen());
  }

  @Override
  public void close() {
    cloud.shutDown();
    EventLoops.await(http.close());
    EventLoops.await(vertx.close());
  }

  @Override
  public String toString() {
    return "HikConnectSimulator[%s]".formatted(url());
  }

  HikConnectCloud cloud() {
    return cloud;
  }

  /** As {@link #startListening()} or {@link #stopListening()}, for callers that cannot wait. */
  Future<Void> listening(boolean on) {
    return on ? http.listen() : http.close();
  }

  private static TlsIdentity identity(HikConnectOptions options) {
    try {
      return options.https() ? TlsIdentity.selfSigned() : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TlsIdentity identity() {
    if (identity == null) {
      throw new IllegalStateException("the cloud has no HTTPS: start it with withHttps()");
    }
    return identity;
  }
}
