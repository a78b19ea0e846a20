package io.gatehouse.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.stack.Launch;
import io.gatehouse.stack.SimulatorProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Simulated Akuvox devices. A device's id is its MAC address with hyphens. */
final class AkuvoxDevices implements AutoCloseable {

  /** In the logs of each from the beginning; more than a page in either. */
  private static final int BACKLOG = 100;

  private final SimulatorProcess process;
  private final Map<String, URI> urls = new LinkedHashMap<>();
  private final List<String> macs;
  private final int[] told;

  private AkuvoxDevices(SimulatorProcess process) {
    this.process = process;
    JsonNode devices = process.ready().path("akuvox").path("devices");
    devices.forEach(
        device ->
            urls.put(id(device.path("mac").asText()), URI.create(device.path("url").asText())));
    macs = devices.findValuesAsText("mac");
    told = new int[macs.size()];
  }

  /** Starts devices that ask for the password of {@link Rig#USER}. */
  static AkuvoxDevices start(int devices, String password) {
    return start(devices, password, "digest");
  }

  /** Starts devices that ask for no password. */
  static AkuvoxDevices startOpen(int devices) {
    return start(devices, "", "none");
  }

  private static AkuvoxDevices start(int devices, String password, String auth) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--akuvox", "" + devices, "--backlog", "" + BACKLOG));
    arguments.addAll(List.of("--auth", auth, "--user", Rig.USER));
    Launch launch = Launch.temporarily().environment("SIMULATOR_PASSWORD", password);
    return new AkuvoxDevices(SimulatorProcess.start(launch, "1g", arguments));
  }

  /** How many records are in their logs from the beginning. */
  int backlog() {
    return BACKLOG * macs.size();
  }

  /** By id. */
  Map<String, URI> urls() {
    return urls;
  }

  /** A sum over all devices, such as {@code requests}. */
  long counter(String name) {
    return process.get("/akuvox/counters").path(name).asLong();
  }

  /** Lets somebody open a door by card, and says which record that is. */
  EventKey open(int number) {
    int index = number % macs.size();
    String device = "/akuvox/devices/" + macs.get(index);
    process.post(device + "/passages/card", Map.of());
    int before = BACKLOG + told[index]++;
    JsonNode opened = process.get(device + "/journal?limit=1&from=" + before).path(0);
    return new EventKey(id(macs.get(index)), opened.path("id").asText());
  }

  @Override
  public void close() {
    process.close();
  }

  private static String id(String mac) {
    return mac.replace(':', '-');
  }
}
