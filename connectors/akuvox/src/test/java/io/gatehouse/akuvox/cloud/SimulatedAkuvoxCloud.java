package io.gatehouse.akuvox.cloud;

import io.gatehouse.engine.TaskRig;
import io.gatehouse.simulators.AkuvoxCloudRecord.History;
import io.gatehouse.simulators.AkuvoxCloudSimulator;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What reading a simulated cloud takes. */
final class SimulatedAkuvoxCloud {

  static final String TOKEN = "ac45e846ca23ab42c9ae469d988ae32a9";
  static final String RESIDENCE = "r31adc223cc4b3bedb6bd4742dedcfa52";
  static final String DOORS = "/get_akuvox_open_door_history";
  static final String CALLS = "/get_akuvox_call_history";
  static final String DEVICES = "/get_akuvox_device_list";

  private SimulatedAkuvoxCloud() {}

  /** Reads some residences, quickly. */
  static Map<String, String> config(URI url, String... residences) {
    Map<String, String> config = new HashMap<>();
    config.put(AkuvoxCloudConfig.URL, url.toString());
    config.put("tls", "insecure");
    config.put(AkuvoxCloudConfig.TOKEN, TOKEN);
    config.put(AkuvoxCloudConfig.RESIDENCES, String.join(",", residences));
    config.put(AkuvoxCloudConfig.POLL_INTERVAL, "10");
    config.put(AkuvoxCloudConfig.REQUEST_PAUSE, "1");
    config.put("http.request.timeout.ms", "1000");
    config.put("http.reply.max.bytes", "4000000");
    return config;
  }

  static TaskRig rig(Map<String, String> config) {
    return new TaskRig(new AkuvoxCloud(), URI.create(config.get(AkuvoxCloudConfig.URL)), config);
  }

  /** Somebody passes whose name nobody else has. */
  static void pass(AkuvoxCloudSimulator cloud, String residence) {
    Map<String, Object> fields =
        Map.of(
            "open_door",
            true,
            "account_name",
            "person " + (cloud.journal().emitted().size() + 1),
            "device_name",
            "Front Door",
            "open_door_type",
            "Face Unlock");
    cloud.emit(History.OPEN_DOOR, residence, fields);
  }

  static void pass(AkuvoxCloudSimulator cloud, int times) {
    for (int i = 0; i < times; i++) {
      pass(cloud, RESIDENCE);
    }
  }

  /** Who passed at a residence, in order. */
  static List<String> passed(AkuvoxCloudSimulator cloud, String residence) {
    return cloud.journal().emitted().stream()
        .filter(written -> written.residence().equals(residence))
        .map(written -> written.json().replaceAll(".*\"account_name\":\"([^\"]*)\".*", "$1"))
        .toList();
  }
}
