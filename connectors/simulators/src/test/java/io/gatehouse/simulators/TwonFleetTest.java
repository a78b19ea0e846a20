package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many devices in one process. */
class TwonFleetTest {

  @Test
  void devicesHaveTheirOwnPlaceAndNumber() {
    try (TwonFleet fleet = TwonFleet.start(30, new TwonOptions())) {
      Set<Integer> ports = new HashSet<>();
      fleet.devices().forEach(device -> ports.add(device.url().getPort()));

      assertThat(ports).hasSize(30);
      assertThat(fleet.device(29).serialNumber()).isEqualTo("54-0000-0030");
      assertThat(fleet.device("54-0000-0007")).isSameAs(fleet.device(6));
      assertThat(
              DeviceClient.digest(fleet.device(6))
                  .result("/api/system/info")
                  .path("serialNumber")
                  .asText())
          .isEqualTo("54-0000-0007");
      assertThatThrownBy(() -> fleet.device("54-1")).hasMessageContaining("54-1");
    }
  }

  @Test
  void whatBefallsOneDeviceLeavesTheOthersAlone() {
    try (TwonFleet fleet = TwonFleet.start(2, new TwonOptions())) {
      DeviceClient second = DeviceClient.digest(fleet.device(1));
      long channel = second.subscribe("");
      fleet.device(0).restart();
      fleet.device(0).faults().add(Faults.ANY_PATH, 100, Fault.status(500));
      fleet.device(0).stopListening();

      fleet.device(1).play(TwonPassage.MOTION);

      assertThat(second.pull(channel)).hasSize(2);
      assertThat(fleet.device(1).boot()).isEqualTo(1);
    }
  }

  @Test
  void burstIsExactAndTheSameForTheSameSeed() {
    List<String> first;
    try (TwonFleet fleet = TwonFleet.start(3, new TwonOptions())) {
      fleet.burst(500, 7);
      first = fleet.emitted().stream().map(e -> e.type() + e.params()).toList();
      assertThat(fleet.counters()).containsEntry("emitted", 3 * 501L);
    }
    try (TwonFleet fleet = TwonFleet.start(3, new TwonOptions())) {
      fleet.burst(500, 7);
      assertThat(fleet.emitted().stream().map(e -> e.type() + e.params()).toList())
          .isEqualTo(first);
    }
  }

  @Test
  void trafficComesUntilItIsStopped() {
    try (TwonFleet fleet = TwonFleet.start(3, new TwonOptions())) {
      TwonTraffic traffic = fleet.traffic(2000, 1);
      Eventually.until("a thousand events", () -> fleet.emitted().size() > 1000);
      assertThat(fleet.devices()).allMatch(device -> device.journal().emitted().size() > 100);

      traffic.close();

      int before = fleet.emitted().size();
      EventLoops.await(fleet.vertx().timer(30)); // three ticks, had it gone on
      assertThat(fleet.emitted().size()).isEqualTo(before);
      assertThatThrownBy(() -> traffic.rate(-1)).hasMessageContaining("-1");
    }
  }

  @Test
  void countersAreSums() {
    try (TwonFleet fleet = TwonFleet.start(2, new TwonOptions())) {
      fleet.devices().forEach(device -> device.play(TwonPassage.MOTION));
      DeviceClient client = DeviceClient.digest(fleet.device(0));
      client.pull(client.subscribe("include=all"));

      assertThat(fleet.counters())
          .containsEntry("emitted", 6L)
          .containsEntry("delivered", 3L)
          .containsEntry("requests", 3L)
          .containsEntry("unauthorized", 1L)
          .containsEntry("channels", 1L)
          .containsEntry("waitingPolls", 0L)
          .containsEntry("actuations", 0L);
    }
  }

  @Test
  void emptyFleetIsRefused() {
    assertThatThrownBy(() -> TwonFleet.start(0, new TwonOptions())).hasMessageContaining("0");
  }
}
