package io.gatehouse.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.demo.IncidentTally.Kind;
import io.gatehouse.stack.Launch;
import io.gatehouse.stack.SimulatorProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A simulated building: 2N intercoms, a Hik-Connect account, Akuvox intercoms, and residences of an
 * Akuvox cloud. The scripted day takes place at all but the last of each; there people come and go
 * all the time.
 */
final class SimulatedDoors implements Doors {

  /** In the order of the script's parts. */
  private static final List<String> TWON =
      List.of(
          "main-entrance",
          "office",
          "garage",
          "laboratory",
          "vault",
          "yard",
          "reception",
          "branch",
          "server-room",
          "workshop",
          "canteen");

  private static final List<String> HIK = List.of("warehouse", "yard-camera", "gate");
  private static final List<String> AKUVOX = List.of("lobby", "courtyard", "garden");
  private static final List<String> AKUVOX_CLOUD = List.of("apartments", "penthouse");
  private static final String USER = "gatehouse";
  private static final String DAY = "PT45S";

  /** A scene each; the forced door is an incident by itself, too. */
  private static final Set<Kind> INCIDENTS =
      Set.of(
          Kind.of("door-held-open", "office"),
          Kind.of("forced-door", "garage"),
          Kind.of("denied-then-forced", "garage"),
          Kind.of("denials-at-door", "laboratory"),
          Kind.of("denials-by-credential", "main-entrance", "lobby", "warehouse"),
          Kind.of("duress", "vault"),
          Kind.of("alarm-near-access", "yard", "yard-camera"),
          Kind.of("visitor-admitted", "reception"),
          Kind.of("two-places", "main-entrance", "branch"),
          Kind.of("trouble-then-opening", "server-room"),
          Kind.of("tailgating", "workshop"));

  private final SimulatorProcess simulators;
  private final List<SimulatedSite> simulated;
  private final PassersBy passersBy;

  private SimulatedDoors(SimulatorProcess simulators, String password) {
    this.simulators = simulators;
    JsonNode ready = simulators.ready();
    this.simulated =
        List.of(
            SimulatedSite.twon(TWON, ready, USER, password).placed(),
            SimulatedSite.hikConnect(HIK, ready).placed(),
            SimulatedSite.akuvox(AKUVOX, ready, USER, password).placed(),
            SimulatedSite.akuvoxCloud(AKUVOX_CLOUD, ready, simulators.get("/akuvox-cloud"))
                .placed());
    this.passersBy =
        new PassersBy(simulated.stream().flatMap(one -> one.passersBy().stream()).toList());
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

  /** Whether a device has no part in the day. */
  static boolean isBesideTheDay(String device) {
    return Stream.of(TWON, HIK, AKUVOX, AKUVOX_CLOUD)
        .anyMatch(ids -> ids.get(ids.size() - 1).equals(device));
  }

  @Override
  public List<Site> sites() {
    return simulated.stream().map(SimulatedSite::site).toList();
  }

  @Override
  public void begin() {
    simulators.post("/day", Map.of("duration", DAY));
  }

  @Override
  public void live(Instant now) {
    passersBy.due(now).ifPresent(passage -> simulators.post(passage, Map.of()));
  }

  @Override
  public boolean isOver() {
    return simulators.get("/day").path("over").asBoolean();
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
  public Set<Kind> incidents() {
    return INCIDENTS;
  }

  @Override
  public void close() {
    simulators.close();
  }
}
