package io.gatehouse.simulators;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An Akuvox device as a real HTTP server: its door log and call log, relays and inputs as in the
 * HTTP API manual, and the faults that a test asks for. Safe for any thread.
 */
public final class AkuvoxSimulator implements AutoCloseable {

  private final AkuvoxDevice device;
  private final AkuvoxServer server;
  private final Runnable closeVertx;

  private AkuvoxSimulator(
      Vertx vertx,
      AkuvoxOptions options,
      TlsIdentity identity,
      SecureRandom random,
      Runnable closeVertx) {
    this.device = new AkuvoxDevice(vertx, options, random);
    this.server = new AkuvoxHttp(vertx, device, identity).server();
    this.closeVertx = closeVertx;
  }

  /**
   * Starts a device.
   *
   * @throws IllegalStateException if its port cannot be listened on
   */
  public static AkuvoxSimulator start(AkuvoxOptions options) {
    Vertx vertx = EventLoops.start(1);
    AkuvoxSimulator simulator =
        new AkuvoxSimulator(
            vertx,
            options,
            options.address().newIdentity(),
            new SecureRandom(),
            () -> EventLoops.await(vertx.close()));
    try {
      simulator.startListening();
      return simulator;
    } catch (IllegalStateException e) {
      simulator.close();
      throw e;
    }
  }

  /** Starts a device of a fleet. */
  static Future<AkuvoxSimulator> start(
      Vertx vertx, AkuvoxOptions options, TlsIdentity identity, SecureRandom random) {
    AkuvoxSimulator simulator = new AkuvoxSimulator(vertx, options, identity, random, () -> {});
    return simulator.listening(true).map(simulator);
  }

  /** Where the device is: its HTTP address, or its HTTPS address if it has no other. */
  public URI url() {
    return server.url();
  }

  /**
   * Where the device is over HTTPS.
   *
   * @throws IllegalStateException if the device has no HTTPS
   */
  public URI httpsUrl() {
    return server.httpsUrl();
  }

  /**
   * The certificate of the device, which it signed itself.
   *
   * @throws IllegalStateException if the device has no HTTPS
   */
  public X509Certificate certificate() {
    return server.identity().certificate();
  }

  /**
   * SHA-256 of the device's certificate, as {@code AB:CD:…}.
   *
   * @throws IllegalStateException if the device has no HTTPS
   */
  public String fingerprint() {
    return server.identity().fingerprint();
  }

  /** As {@code 0C:11:05:00:00:01}. */
  public String mac() {
    return device.mac();
  }

  /** The device's clock. Setting a clock that shows 1970 is what a first NTP answer does. */
  public DeviceClock clock() {
    return device.clock;
  }

  /** What the device wrote and received. */
  public AkuvoxJournal<AkuvoxRecord> journal() {
    return device.journal;
  }

  /** What goes wrong at the next requests; paths are those of the functions. */
  public Faults faults() {
    return device.faults;
  }

  /**
   * Writes a record.
   *
   * @param fields in this order, after ID, Date and Time, in place of which they stand if they have
   *     the same name
   */
  public AkuvoxRecord emit(AkuvoxRecord.Log log, Map<String, String> fields) {
    return device.emit(log, fields, device.clock.now());
  }

  /** Plays a passage of the first person. */
  public List<AkuvoxRecord> play(AkuvoxPassage passage) {
    return play(passage, device.options.persons().get(0));
  }

  /** Plays a passage: writes all its records, with one and the same time. */
  public List<AkuvoxRecord> play(AkuvoxPassage passage, AkuvoxPerson person) {
    return write(passage.steps(device, person));
  }

  /** Keeps somebody out who has a card that nobody knows. */
  List<AkuvoxRecord> playUnknownCard(String card) {
    return write(AkuvoxPassage.unknownCard(device, card));
  }

  /** Plays a random passage of a random person; returns how many records it left. */
  int playAny(Random random, int maxRecords) {
    AkuvoxPassage[] passages = AkuvoxPassage.values();
    List<AkuvoxPerson> persons = device.options.persons();
    List<AkuvoxPassage.Step> steps =
        passages[random.nextInt(passages.length)].steps(
            device, persons.get(random.nextInt(persons.size())));
    return write(steps.subList(0, Math.min(maxRecords, steps.size()))).size();
  }

  /** Writes exactly so many records of random passages; the same seed gives the same records. */
  public void burst(int records, long seed) {
    Random random = new Random(seed);
    int left = records;
    while (left > 0) {
      left -= playAny(random, left);
    }
  }

  /** Empties a log, as an operator can at the device. */
  public void clear(AkuvoxRecord.Log log) {
    synchronized (device) {
      device.log(log).remove(logged -> true, device.nanos());
    }
  }

  /** Takes one record out of a log, as an operator can by the API. */
  public void remove(AkuvoxRecord.Log log, String id) {
    synchronized (device) {
      device.log(log).remove(logged -> id.equals(logged.id()), device.nanos());
    }
  }

  /**
   * Changes the level of an input.
   *
   * @param name A, B or C
   * @param level of its pin; 1 when idle
   */
  public void setInput(String name, int level) {
    synchronized (device) {
      device.relays().input(name, level);
    }
  }

  /** From now on the device locks up for so long, as {@link AkuvoxOptions#withLockUp} says. */
  public void setLockUp(Duration lockUp) {
    synchronized (device) {
      device.busy().last(lockUp);
    }
  }

  /** How often the device locked up because a request came while it served another. */
  public int lockUps() {
    synchronized (device) {
      return device.busy().lockUps();
    }
  }

  /** Restarts the device: connections are gone, relays fall back, up time begins at 0. */
  public void restart() {
    device.restart();
    server.dropConnections();
  }

  /** Restarts the device, whose clock then shows 1970 until it is set. */
  public void restartLosingClock() {
    device.clock.set(Instant.EPOCH);
    restart();
  }

  /** Puts another device with the same configuration in this one's place; its logs are empty. */
  public void replace(String mac) {
    device.replace(mac);
    server.dropConnections();
  }

  /** Makes all Digest nonces stale. */
  public void rotateNonces() {
    device.digest.forgetNonces();
  }

  /** Closes all connections; the device goes on listening. */
  public void dropConnections() {
    server.dropConnections();
  }

  /** Goes off the network: connections are closed, new ones refused. The device itself goes on. */
  public void stopListening() {
    EventLoops.await(server.close());
  }

  /** Comes back on the same ports. */
  public void startListening() {
    EventLoops.await(server.listen());
  }

  /** As {@link #startListening()} or {@link #stopListening()}, for callers that cannot wait. */
  Future<Void> listening(boolean on) {
    return on ? server.listen() : server.close();
  }

  @Override
  public void close() {
    device.shutDown();
    EventLoops.await(server.close());
    closeVertx.run();
  }

  @Override
  public String toString() {
    return "AkuvoxSimulator[%s %s]".formatted(mac(), url());
  }

  private List<AkuvoxRecord> write(List<AkuvoxPassage.Step> steps) {
    List<AkuvoxRecord> written = new ArrayList<>();
    synchronized (device) {
      Instant now = device.clock.now();
      steps.forEach(step -> written.add(device.emit(step.log(), step.fields(), now)));
    }
    return written;
  }
}
