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

  static final String TOKEN = "/api/hccgw/platform/v1/token/get";
  static final String DOORS = "/api/hccgw/resource/v1/areas/doors/get";
  static final String OUTPUTS = "/api/hccgw/resource/v1/areas/alarmoutputs/get";
  static final String CONTROL = "/api/hccgw/acs/v1/remote/control";
  static final String SWITCH = "/api/hccgw/resource/v1/areas/alarmoutputs/control";

  private SimulatedHikConnect() {}

  static HikConnectOptions options() {
    return new HikConnectOptions().withRateLimit(0);
  }

  /** Reads some queues, quickly; for a limited cloud put its limit back. */
  static Map<String, String> config(HikConnectSimulator cloud, HikConnectMq... queues) {
    Map<String, String> config = new HashMap<>();
    config.put(HikConnectAccountOptions.URL, cloud.url().toString());
    config.put("tls", "insecure");
    config.put(HikConnectAccountOptions.APP_KEY, cloud.appKey());
    config.put(HikConnectAccountOptions.SECRET_KEY, cloud.secretKey());
    config.put(HikConnectConfig.NAME, "hik");
    config.put(
        HikConnectConfig.QUEUES,
        String.join(
            ",", List.of(queues).stream().map(mq -> mq.name().toLowerCase(Locale.ROOT)).toList()));
    config.put(HikConnectAccountOptions.PER_SECOND, "0");
    config.put(HikConnectConfig.POLL_INTERVAL, "10");
    config.put("http.request.timeout.ms", "2000");
    config.put("http.reply.max.bytes", "4000000");
    return config;
  }

  /** How a sink is told of one device of the cloud; the list of all is still missing. */
  static Map<String, String> sink(HikConnectSimulator cloud, String device, String serial) {
    return Map.of(
        "devices." + device + ".vendor",
        "hikconnect",
        "devices." + device + ".serial",
        serial,
        "hikconnect." + HikConnectAccountOptions.URL,
        cloud.url().toString(),
        "hikconnect." + HikConnectAccountOptions.APP_KEY,
        cloud.appKey(),
        "hikconnect." + HikConnectAccountOptions.SECRET_KEY,
        cloud.secretKey(),
        "hikconnect." + HikConnectAccountOptions.PER_SECOND,
        "0",
        "tls",
        "insecure",
        "http.request.timeout.ms",
        "2000");
  }

  /** What was moved, as target and number of the action. */
  static List<String> actuations(HikConnectSimulator cloud) {
    return cloud.actuations().stream().map(moved -> moved.target() + " " + moved.action()).toList();
  }

  /** Requests that asked to move something, refused ones too. */
  static int orders(HikConnectSimulator cloud) {
    return requests(cloud, CONTROL) + requests(cloud, SWITCH);
  }

  static int requests(HikConnectSimulator cloud, String path) {
    return (int) cloud.requests().stream().filter(sent -> sent.path().equals(path)).count();
  }

  static TaskRig rig(Map<String, String> config) {
    return new TaskRig(
        new HikConnect(), URI.create(config.get(HikConnectAccountOptions.URL)), config);
  }

  /** The vendor's ids of what a queue had to tell, as records carry them. */
  static List<String> ids(HikConnectSimulator cloud, HikConnectMq mq) {
    return cloud.journal().emitted(mq).stream().map(HikConnectMessage::id).toList();
  }
}
