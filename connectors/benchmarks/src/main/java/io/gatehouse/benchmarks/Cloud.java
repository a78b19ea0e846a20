package io.gatehouse.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.stack.Launch;
import io.gatehouse.stack.SimulatorProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A simulated Hik-Connect cloud with some queues. A device's id is its serial number. */
final class Cloud implements Simulated {

  /** Requests a second that an account allows, by the manual and by default. */
  static final int LIMIT = 5;

  /** Messages that one request brings at most, by the manual and by default. */
  static final int BATCH = 500;

  /** Of requests a second, at the cloud and in the connector. */
  static final int UNLIMITED = 0;

  private static final int DEVICES = 100;
  private static final long SEED = 1;

  private final SimulatorProcess process;
  private final List<String> queues;
  private final Map<String, String> options = new HashMap<>();
  private final Map<String, Integer> told = new HashMap<>();

  private Cloud(SimulatorProcess process, int limit, int backlog, List<String> queues) {
    this.process = process;
    this.queues = queues;
    queues.forEach(queue -> told.put(queue, backlog));
    options.put("account.url", process.ready().path("hik").path("url").asText());
    options.put("tls", "insecure");
    options.put("queues", String.join(",", queues));
    if (limit != LIMIT) {
      options.put("account.requests.per.second", Integer.toString(limit));
    }
  }

  /**
   * Starts a cloud.
   *
   * @param limit requests a second, {@link #LIMIT} or {@link #UNLIMITED}
   * @param backlog messages that wait in each queue
   * @param queues those that the account is subscribed to, and that the connector reads
   */
  static Cloud start(int limit, int backlog, String secretKey, List<String> queues) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--hik", "" + DEVICES, "--hik-app-key", Rig.USER));
    arguments.addAll(List.of("--hik-limit", "" + limit, "--hik-backlog", "" + backlog));
    arguments.addAll(List.of("--hik-queues", String.join(",", queues)));
    Launch launch = Launch.temporarily().environment("SIMULATOR_SECRET_KEY", secretKey);
    var process = SimulatorProcess.start(launch, "1g", arguments);
    return new Cloud(process, limit, backlog, queues);
  }

  @Override
  public String what() {
    return "cloud";
  }

  @Override
  public long pid() {
    return process.pid();
  }

  /** A count, such as {@code limited}, {@code peakRate}, {@code requests}. */
  long counter(String name) {
    return process.get("/hik/counters").path(name).asLong();
  }

  @Override
  public Set<EventKey> emitted() {
    Set<EventKey> emitted = new HashSet<>();
    queues.forEach(queue -> emitted.addAll(emitted(queue, 0)));
    return emitted;
  }

  /** Has more random messages for a queue. */
  void tell(String queue, int messages) {
    process.post("/hik/burst", Map.of("queue", queue, "messages", messages, "seed", SEED));
    told.merge(queue, messages, Integer::sum);
  }

  /** Has one random message more for a queue, and says which. */
  EventKey tell(String queue) {
    int before = told.get(queue);
    tell(queue, 1);
    return emitted(queue, before).get(0);
  }

  @Override
  public String createConnector(Rig rig) {
    List<Map<String, String>> devices = new ArrayList<>();
    for (JsonNode device : process.ready().path("hik").path("devices")) {
      String serial = device.path("serial").asText();
      devices.add(Map.of("id", serial, "serial", serial));
    }
    return rig.createConnector(devices, options);
  }

  @Override
  public void close() {
    process.close();
  }

  private List<EventKey> emitted(String queue, int from) {
    return process
        .lines("/hik/journal?queue=%s&from=%d".formatted(queue, from))
        .map(Cloud::key)
        .toList();
  }

  /** Of an access in rawmsg the simulator says SERIAL/number. */
  private static EventKey key(JsonNode line) {
    String id = line.path("id").asText();
    String serial = line.path("message").findPath("deviceSerial").asText();
    return new EventKey(serial, id.substring(id.indexOf('/') + 1));
  }
}
