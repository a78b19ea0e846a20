package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 5.10: subscriptions and what is read from them. */
class TwonLogTest {

  private final TwonSimulator device = TwonSimulator.start(new TwonOptions());
  private final DeviceClient client = DeviceClient.digest(device);

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void firstEventOfADeviceIsItsStartup() {
    long channel = client.subscribe("include=all");

    List<JsonNode> events = client.pull(channel);

    assertThat(events).hasSize(1);
    JsonNode startup = events.get(0);
    assertThat(startup.path("id").asLong()).isEqualTo(1);
    assertThat(startup.path("event").asText()).isEqualTo("DeviceState");
    assertThat(startup.path("params").path("state").asText()).isEqualTo("startup");
    assertThat(startup.path("upTime").asLong()).isZero();
  }

  @Test
  void eventOnTheWireIsTheEventInTheJournal() {
    long channel = client.subscribe("");

    TwonEvent event = device.emit("KeyPressed", Map.of("key", "5"));

    JsonNode pulled = client.pull(channel).get(0);
    assertThat(pulled.path("id").asLong()).isEqualTo(event.id()).isEqualTo(2);
    assertThat(pulled.path("utcTime").asLong()).isEqualTo(event.utcTime());
    assertThat(pulled.path("params").toString()).isEqualTo(event.params());
    assertThat(device.journal().emitted()).endsWith(event);
  }
}
