package io.gatehouse.simulators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A 2N intercom as a real HTTP server: accounts, services, log, switches, inputs and outputs as in
 * the manual, and the faults that a test asks for. Safe for any thread.
 */
public final class TwonSimulator implements AutoCloseable {

  private final TwonDevice device;
  private final TwonHttp http;
  private final TlsIdentity identity;
  private final Runnable closeVertx;

  private TwonSimulator(
      Vertx vertx,
      TwonOptions options,
      TlsIdentity identity,
      SecureRandom random,
      Runnable closeVertx) {
    this.device = new TwonDevice(vertx, options, random);
    this.http = new TwonHttp(vertx, device, identity, this::restart);
    this.identity = identity;
    this.closeVertx = closeVertx;
  }

  /**
   * Starts a device.
   *
   * @throws IllegalStateException if its port cannot be listened on
   */
  public static TwonSimulator start(TwonOptions options) {
    Vertx vertx = EventLoops.start(1);
    TwonSimulator simulator =
        new TwonSimulator(
            vertx,
            options,
            identity(options),
            new SecureRandom(),
            () -> EventLoops.await(vertx.close()));
    try {
      EventLoops.await(simulator.http.listen());
      return simulator;
    } catch (IllegalStateException e) {
      simulator.close();
      throw e;
    }
  }

  /** Starts a device of a fleet. */
  static Future<TwonSimulator> start(
      Vertx vertx, TwonOptions options, TlsIdentity identity, SecureRandom random) {
    TwonSimulator simulator = new TwonSimulator(vertx, options, identity, random, () -> {});
    return simulator.http.listen().map(simulator);
  }

  /** Where the device is: its HTTP address, or its HTTPS address if it has no other. */
  public URI url() {
    return device.options.transport() == TwonOptions.Transport.HTTPS
        ? httpsUrl()
        : url("http", http.port());
  }

  /**
   * Where the device is over HTTPS.
   *
   * @throws IllegalStateException if the device has no HTTPS
   */
  public URI httpsUrl() {
    identity();
    return url("https", http.httpsPort());
  }

  /**
   * The certificate of the device, which it signed itself.
   *
   * @throws IllegalStateException if the device has no HTTPS
   */
  public X509Certificate certificate() {
    return identity().certificate();
  }

  /**
   * SHA-256 of the device's certificate, as {@code AB:CD:…}.
   *
   * @throws IllegalStateException if the device has no HTTPS
   */
  public String fingerprint() {
    return identity().fingerprint();
  }

  public String serialNumber() {
    return device.serialNumber();
  }

  /** Which start of the device this is, from 1. */
  public int boot() {
    return device.boot();
  }

  /** The device's clock. */
  public DeviceClock clock() {
    return device.clock;
  }

  /** What the device emitted and received. */
  public TwonJournal journal() {
    return device.journal;
  }

  /** What goes wrong at the next requests. */
  public Faults faults() {
    return device.faults;
  }

  /** Writes an event without {@code params}, as no real device does. */
  public TwonEvent emit(String type) {
    return device.emit(type, null);
  }

  /**
   * Writes an event.
   *
   * @param type any name, known to the manual or not
   */
  public TwonEvent emit(String type, ObjectNode params) {
    return device.emit(type, params);
  }

  /**
   * Writes an event.
   *
   * @param params of JSON types
   */
  public TwonEvent emit(String type, Map<String, ?> params) {
    try {
      return device.emitJson(type, Reply.JSON.writeValueAsString(params));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("params of " + type + " cannot be written as JSON", e);
    }
  }

  /**
   * Plays a passage of the first person in the directory.
   *
   * @throws IllegalStateException if the directory is empty
   */
  public List<TwonEvent> play(TwonPassage passage) {
    return play(passage, users().get(0));
  }

  /** Plays a passage: writes all its events, one after the other. */
  public List<TwonEvent> play(TwonPassage passage, TwonUser user) {
    List<TwonEvent> events = new ArrayList<>();
    synchronized (device) {
      for (TwonPassage.Step step : passage.steps(user, device.nextSession())) {
        events.add(device.emit(step.type(), step.params()));
      }
    }
    return events;
  }

  /** The number of the next passage, as the device counts them. */
  int nextSession() {
    return device.nextSession();
  }

  /** Plays a random passage of a random person; returns how many events it had. */
  int playAny(Random random, int maxEvents) {
    TwonPassage[] passages = TwonPassage.values();
    List<TwonUser> users = users();
    TwonUser user = users.get(random.nextInt(users.size()));
    synchronized (device) {
      List<TwonPassage.Step> steps =
          passages[random.nextInt(passages.length)].steps(user, device.nextSession());
      int count = Math.min(maxEvents, steps.size());
      steps.subList(0, count).forEach(step -> device.emit(step.type(), step.params()));
      return count;
    }
  }

  /** Writes exactly so many events of random passages; the same seed gives the same events. */
  public void burst(int events, long seed) {
    Random random = new Random(seed);
    int left = events;
    while (left > 0) {
      left -= playAny(random, left);
    }
  }

  /** Changes an input of the device: {@code input1}, {@code tamper}. */
  public void setInput(String port, boolean state) {
    synchronized (device) {
      if (!device.relays().hasPort(port) || device.relays().isOutput(port)) {
        throw new IllegalArgumentException("no such input: " + port);
      }
      device.relays().setInput(port, state);
    }
  }

  /** Lets the next event have this id, as no real device does without a restart. */
  public void nextEventId(long id) {
    device.nextId(id);
  }

  /** Restarts the device: connections, channels, history and ids are gone, up time begins at 0. */
  public void restart() {
    device.start();
    http.dropConnections();
  }

  /** Restarts the device, whose clock then begins at 1970 until it is set. */
  public void restartLosingClock() {
    device.startWithLostClock();
    http.dropConnections();
  }

  /** Puts another device with the same configuration in this one's place. */
  public void replace(String serialNumber) {
    device.replace(serialNumber);
    http.dropConnections();
  }

  /** Closes all log channels, as if they had lapsed. Long polls end with error 12. */
  public void dropChannels() {
    device.dropChannels();
  }

  /** How many log channels are open. */
  public int openChannels() {
    return device.openChannels();
  }

  /** How many long polls wait for an event. */
  public int waitingPolls() {
    return device.waitingPolls();
  }

  /** Makes all Digest nonces stale. Long polls end with 401 and {@code stale=true}. */
  public void rotateNonces() {
    device.rotateNonces();
  }

  /** Closes all connections; the device goes on listening. */
  public void dropConnections() {
    http.dropConnections();
  }

  /** Goes off the network: connections are closed, new ones refused. The device itself goes on. */
  public void stopListening() {
    EventLoops.await(http.close());
  }

  /** Comes back on the same ports. */
  public void startListening() {
    EventLoops.await(http.listen());
  }

  /** As {@link #startListening()} or {@link #stopListening()}, for callers that cannot wait. */
  Future<Void> listening(boolean on) {
    return on ? http.listen() : http.close();
  }

  @Override
  public void close() {
    device.shutDown();
    EventLoops.await(http.close());
    closeVertx.run();
  }

  @Override
  public String toString() {
    return "TwonSimulator[%s %s]".formatted(serialNumber(), url());
  }

  /** The key of devices with these options; null if they need none. */
  static TlsIdentity identity(TwonOptions options) {
    if (options.transport() == TwonOptions.Transport.HTTP) {
      return null;
    }
    try {
      return TlsIdentity.selfSigned();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<TwonUser> users() {
    if (device.options.users().isEmpty()) {
      throw new IllegalStateException("the directory of " + serialNumber() + " is empty");
    }
    return device.options.users();
  }

  private TlsIdentity identity() {
    if (identity == null) {
      throw new IllegalStateException(
          "device %s has no HTTPS: start it with a transport that has".formatted(serialNumber()));
    }
    return identity;
  }

  private URI url(String scheme, int port) {
    return URI.create("%s://%s:%d".formatted(scheme, device.options.host(), port));
  }
}
