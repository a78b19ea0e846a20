package io.gatehouse.hikconnect;

import io.gatehouse.engine.TaskRig;
import io.gatehouse.simulators.HikConnectMessage;
import io.gatehouse.simulators.HikConnectMq;
import io.gatehouse.simulators.HikConnectOptions;
import io.gatehouse.simulators.HikConnectSimulator;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A simulated cloud without a rate limit, and a connector's options that suit it. */
final class SimulatedHikConnect {

  private SimulatedHikConnect() {}

  static HikConnectOptions options() {
    return new HikConnectOptions().withRateLimit(0);
  }

  /** Reads some queues, quickly; for a limited cloud put its limit back. */
  static Map<String, String> config(HikConnectSimulator cloud, HikConnectMq... queues) {
    Map<String, String> config = new HashMap<>();
    config.put(HikConnectConfig.URL, cloud.url().toString());
    config.put("tls", "insecure");
    config.put(HikConnectConfig.APP_KEY, cloud.appKey());
    config.put(HikConnectConfig.SECRET_KEY, cloud.secretKey());
    config.put(HikConnectConfig.NAME, "hik");
    config.put(
        HikConnectConfig.QUEUES,
        String.join(
            ",", List.of(queues).stream().map(mq -> mq.name().toLowerCase(Locale.ROOT)).toList()));
    config.put(HikConnectConfig.PER_SECOND, "0");
    config.put(HikConnectConfig.POLL_INTERVAL, "10");
    config.put("http.request.timeout.ms", "2000");
    config.put("http.reply.max.bytes", "4000000");
    return config;
  }

  static TaskRig rig(Map<String, String> config) {
    return new TaskRig(new HikConnect(), URI.create(config.get(HikConnectConfig.URL)), config);
  }

  /** The vendor's ids of what a queue had to tell, as records carry them. */
  static List<String> ids(HikConnectSimulator cloud, HikConnectMq mq) {
    return cloud.journal().emitted(mq).stream().map(HikConnectMessage::id).toList();
  }
}
