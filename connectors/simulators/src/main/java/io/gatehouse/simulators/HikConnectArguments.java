package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** The arguments of the program that are about the Hik-Connect cloud. */
final class HikConnectArguments {

  private static final int FIRST_SERIAL = 1_000_001;

  @Option(
      names = "--hik-port",
      paramLabel = "P",
      description = "Port of the login address, the area address follows; 0 for free ones.")
  private int port;

  @Option(names = "--hik-app-key", paramLabel = "AK", description = "AK of the account.")
  private String appKey = "demo-app-key";

  @Option(
      names = "--hik-secret-key",
      paramLabel = "SK",
      defaultValue = "${env:SIMULATOR_SECRET_KEY:-demo-secret-key}",
      description = "Its SK (default $SIMULATOR_SECRET_KEY, or demo-secret-key).")
  private String secretKey;

  @Option(
      names = "--hik-limit",
      paramLabel = "REQUESTS",
      description = "Requests that are served in a second; 0 for all (default 5).")
  private int limit = 5;

  @Option(
      names = "--hik-rate",
      paramLabel = "MESSAGES",
      description = "Random messages a second over all queues, on average (default 0).")
  private double rate;

  @Option(
      names = "--hik-backlog",
      paramLabel = "MESSAGES",
      description = "Messages in every queue named by --hik-queues from the beginning (default 0).")
  private int backlog;

  @Option(
      names = "--hik-queues",
      paramLabel = "alarm|combine|rawmsg",
      split = ",",
      description = "Queues that get the messages, and are subscribed to from the beginning.")
  private List<HikConnectMq> queues = List.of();

  /** What to start: devices FR1000001 on. */
  HikConnectOptions options(int devices, boolean https, long seed) {
    HikConnectOptions options =
        new HikConnectOptions()
            .withPort(port)
            .withAreaPort(port == 0 ? 0 : port + 1)
            .withAccount(appKey, secretKey)
            .withRateLimit(limit)
            .withSeed(seed)
            .withSubscribed(queues.toArray(HikConnectMq[]::new))
            .withDevices(
                IntStream.range(FIRST_SERIAL, FIRST_SERIAL + devices)
                    .mapToObj(number -> "FR" + number)
                    .toArray(String[]::new));
    return https ? options.withHttps() : options;
  }

  /**
   * Lets the queues have their backlog.
   *
   * @throws IllegalArgumentException if it is not said which queues have one
   */
  void fill(HikConnectSimulator cloud, long seed) {
    if (backlog > 0 && queues.isEmpty()) {
      throw new IllegalArgumentException("--hik-backlog needs --hik-queues");
    }
    queues.forEach(mq -> cloud.burst(mq, backlog, seed));
  }

  HikConnectTraffic traffic(HikConnectSimulator cloud, long seed) {
    HikConnectTraffic traffic = cloud.traffic(rate, seed);
    if (!queues.isEmpty()) {
      traffic.queues(queues.toArray(HikConnectMq[]::new));
    }
    return traffic;
  }

  void announce(HikConnectSimulator cloud, ObjectNode line) {
    line.put("url", cloud.url().toString())
        .put("areaUrl", cloud.areaUrl().toString())
        .put("appKey", cloud.appKey())
        .put("secretKey", cloud.secretKey());
    if (cloud.url().getScheme().equals("https")) {
      line.put("fingerprint", cloud.fingerprint());
    }
    var devices = line.putArray("devices");
    for (HikConnectDevice device : cloud.devices()) {
      devices
          .addObject()
          .put("serial", device.serial())
          .put("deviceId", device.id())
          .put("doorId", device.door().id());
    }
  }
}
