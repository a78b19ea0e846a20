package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The cloud of Akuvox as a real HTTP server: residences with devices, histories of doors and calls,
 * and remote opening, as in the Akuvox Service API 3.0. Safe for any thread.
 */
public final class AkuvoxCloudSimulator implements AutoCloseable {

  private final AkuvoxCloud cloud;
  private final AkuvoxServer server;
  private final Vertx vertx;

  private AkuvoxCloudSimulator(Vertx vertx, AkuvoxCloudOptions options) {
    this.vertx = vertx;
    this.cloud = new AkuvoxCloud(vertx, options);
    this.server = new AkuvoxCloudHttp(vertx, cloud).server();
  }

  /**
   * Starts a cloud.
   *
   * @throws IllegalStateException if its port cannot be listened on
   */
  public static AkuvoxCloudSimulator start(AkuvoxCloudOptions options) {
    AkuvoxCloudSimulator simulator = new AkuvoxCloudSimulator(EventLoops.start(1), options);
    try {
      simulator.startListening();
      return simulator;
    } catch (IllegalStateException e) {
      simulator.close();
      throw e;
    }
  }

  /** Where the cloud is: its HTTP address, or its HTTPS address if it has no other. */
  public URI url() {
    return server.url();
  }

  /**
   * Where the cloud is over HTTPS.
   *
   * @throws IllegalStateException if it has no HTTPS
   */
  public URI httpsUrl() {
    return server.httpsUrl();
  }

  /**
   * The self-signed certificate of the cloud.
   *
   * @throws IllegalStateException if it has no HTTPS
   */
  public X509Certificate certificate() {
    return server.identity().certificate();
  }

  /**
   * SHA-256 of the cloud's certificate, as {@code AB:CD:…}.
   *
   * @throws IllegalStateException if it has no HTTPS
   */
  public String fingerprint() {
    return server.identity().fingerprint();
  }

  /** The cloud's clock. */
  public DeviceClock clock() {
    return cloud.clock;
  }

  /** What happened at the residences, and what the cloud received. */
  public AkuvoxJournal<AkuvoxCloudRecord> journal() {
    return cloud.journal;
  }

  /**
   * What goes wrong at the next requests. The path is a slash and the command, since all commands
   * have one path on the wire.
   */
  public Faults faults() {
    return cloud.faults;
  }

  /** The ids of the residences, in the order of the options. */
  public List<String> residences() {
    return cloud.options.residences().stream().map(AkuvoxResidence::id).toList();
  }

  /** Plays a passage at the first device of the first residence. */
  public List<AkuvoxCloudRecord> play(AkuvoxCloudPassage passage) {
    return play(passage, residences().get(0));
  }

  /**
   * Plays a passage of the first account at the first device of a residence.
   *
   * @throws IllegalArgumentException if there is no such residence
   */
  public List<AkuvoxCloudRecord> play(AkuvoxCloudPassage passage, String residence) {
    AkuvoxResidence where = residence(residence);
    return write(where, passage.steps(where.devices().get(0), where.accounts().get(0)));
  }

  /**
   * Writes a record; the cloud adds its time, and the pictures of a door.
   *
   * @param fields of JSON types; what the cloud would add is left as it is here
   * @throws IllegalArgumentException if there is no such residence
   */
  public AkuvoxCloudRecord emit(
      AkuvoxCloudRecord.History history, String residence, Map<String, ?> fields) {
    ObjectNode node = Reply.JSON.valueToTree(fields);
    return cloud.emit(residence(residence).id(), history, node, cloud.clock.now());
  }

  /** Writes exactly so many records of random passages; the same seed gives the same records. */
  public void burst(int records, long seed) {
    burst(cloud.options.residences(), records, seed);
  }

  /**
   * Writes exactly so many records of random passages at one residence.
   *
   * @throws IllegalArgumentException if there is no such residence
   */
  public void burst(String residence, int records, long seed) {
    burst(List.of(residence(residence)), records, seed);
  }

  /**
   * Lets random passages happen at random residences, until stopped.
   *
   * @param recordsPerSecond over all residences, on average
   */
  public AkuvoxTraffic traffic(double recordsPerSecond, long seed) {
    return new AkuvoxTraffic(
        vertx,
        random -> playAny(cloud.options.residences(), random, Integer.MAX_VALUE),
        recordsPerSecond,
        seed);
  }

  /** Takes a device off the cloud, or brings it back. */
  public void setOnline(String mac, boolean online) {
    cloud.online(mac, online);
  }

  /** From now on this is the token, and the one before is refused with 401. */
  public void replaceToken(String token) {
    cloud.token(token);
  }

  /** Closes all connections; the cloud goes on listening. */
  public void dropConnections() {
    server.dropConnections();
  }

  /** Goes off the network: connections are closed, new ones refused. */
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
    cloud.shutDown();
    EventLoops.await(server.close());
    EventLoops.await(vertx.close());
  }

  @Override
  public String toString() {
    return "AkuvoxCloudSimulator[%s]".formatted(url());
  }

  AkuvoxCloud cloud() {
    return cloud;
  }

  private void burst(List<AkuvoxResidence> residences, int records, long seed) {
    Random random = new Random(seed);
    int left = records;
    while (left > 0) {
      left -= playAny(residences, random, left);
    }
  }

  private int playAny(List<AkuvoxResidence> residences, Random random, int maxRecords) {
    AkuvoxResidence where = any(residences, random);
    List<AkuvoxCloudPassage.Step> steps =
        any(List.of(AkuvoxCloudPassage.values()), random)
            .steps(any(where.devices(), random), any(where.accounts(), random));
    return write(where, steps.subList(0, Math.min(maxRecords, steps.size()))).size();
  }

  private List<AkuvoxCloudRecord> write(
      AkuvoxResidence where, List<AkuvoxCloudPassage.Step> steps) {
    List<AkuvoxCloudRecord> written = new ArrayList<>();
    synchronized (cloud) {
      Instant now = cloud.clock.now();
      steps.forEach(
          step -> written.add(cloud.emit(where.id(), step.history(), step.fields(), now)));
    }
    return written;
  }

  private AkuvoxResidence residence(String id) {
    return cloud
        .residence(id)
        .orElseThrow(() -> new IllegalArgumentException("no such residence: " + id));
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
