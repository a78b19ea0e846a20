package io.gatehouse.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.stack.Launch;
import io.gatehouse.stack.SimulatorProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Three simulated 2N intercoms, a Hik-Connect account with two devices, two Akuvox intercoms, and
 * an Akuvox cloud with a residence.
 */
final class SimulatedDoors implements Doors {

  private static final List<String> TWON = List.of("main-entrance", "garage", "office");
  private static final List<String> HIK = List.of("warehouse", "gate");
  private static final List<String> AKUVOX = List.of("lobby", "courtyard");
  private static final List<String> AKUVOX_CLOUD = List.of("penthouse");
  private static final String USER = "gatehouse";

  private final SimulatorProcess simulators;
  private final List<SimulatedSite> simulated;

  private SimulatedDoors(SimulatorProcess simulators, String password) {
    this.simulators = simulators;
    JsonNode ready = simulators.ready();
    this.simulated =
        List.of(
            SimulatedSite.twon(TWON, ready, USER, password),
            SimulatedSite.hikConnect(HIK, ready),
            SimulatedSite.akuvox(AKUVOX, ready, USER, password),
            SimulatedSite.akuvoxCloud(AKUVOX_CLOUD, ready, simulators.get("/akuvox-cloud")));
  }

  static SimulatedDoors start(Launch launch) {
    String password = UUID.randomUUID().toString();
    String arguments =
        "--user %s --twon %d --hik %d --hik-queues alarm,combine,rawmsg --akuvox %d --akuvox-cloud %d"
            .formatted(USER, TWON.size(), HIK.size(), AKUVOX.size(), AKUVOX_CLOUD.size());
    var simulators =
        SimulatorProcess.start(
            launch
                .environment("SIMULATOR_PASSWORD", password)
                .environment("SIMULATOR_TOKEN", UUID.randomUUID().toString()),
            "96m",
            List.of(arguments.split(" ")));
    return new SimulatedDoors(simulators, password);
  }

  @Override
  public List<Site> sites() {
    return simulated.stream().map(SimulatedSite::site).toList();
  }

  @Override
  public void begin() {
    simulated.forEach(one -> traffic(one, one.eventsPerSecond()));
  }

  @Override
  public void end() {
    simulated.forEach(one -> traffic(one, 0));
  }

  @Override
  public boolean isJudged() {
    return true;
  }

  @Override
  public List<Emitted> emitted() {
    return simulated.stream()
        .flatMap(one -> simulators.lines(one.path() + "/journal").map(one.emitted()))
        .toList();
  }

  @Override
  public List<String> moved() {
    List<String> devices = new ArrayList<>();
    for (SimulatedSite one : simulated) {
      one.moved()
          .forEach(
              (path, device) ->
                  simulators.get(path).forEach(moved -> devices.add(device.apply(moved))));
    }
    return devices;
  }

  @Override
  public void close() {
    simulators.close();
  }

  private void traffic(SimulatedSite one, double perSecond) {
    simulators.post(one.path() + "/traffic", Map.of("rate", perSecond));
  }
}
