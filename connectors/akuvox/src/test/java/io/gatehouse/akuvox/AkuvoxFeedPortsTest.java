package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.AkuvoxAuthMode;
import io.gatehouse.simulators.AkuvoxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Levels of inputs and states of relays, which can only be asked for. */
class AkuvoxFeedPortsTest {

  private static final AkuvoxOptions OPEN = new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE);

  @Test
  void whatChangesIsAnEventAndWhatIsSeenFirstIsNone() throws Exception {
    try (SimulatedAkuvox akuvox = ports(Map.of())) {
      akuvox.rig.start().untilQuiet();
      assertThat(akuvox.rig.deviceEvents()).isEmpty();

      akuvox.device.setInput("A", 0);
      akuvox.rig.until(written -> akuvox.rig.deviceEvents().size() == 1);
      akuvox.device.setInput("A", 1);
      akuvox.rig.until(written -> akuvox.rig.deviceEvents().size() == 2);
      trigger(akuvox, 2);
      akuvox.rig.until(written -> akuvox.rig.deviceEvents().size() == 3);

      assertThat(told(akuvox)).containsExactly("INPUT A ON", "INPUT A OFF", "OUTPUT B ON");
      assertThat(akuvox.rig.deviceEvents())
          .allSatisfy(
              event -> assertThat(SimulatedAkuvox.attribute(event, "polled")).isEqualTo("true"));
    }
  }

  @Test
  void aLevelIsRememberedOverARestart() throws Exception {
    try (SimulatedAkuvox akuvox = ports(Map.of())) {
      akuvox.rig.start().untilQuiet();
      akuvox.device.setInput("B", 0);
      akuvox.rig.until(written -> akuvox.rig.deviceEvents().size() == 1);
      akuvox.rig.stop();
      akuvox.device.setInput("B", 1);

      akuvox.rig.start().until(written -> akuvox.rig.deviceEvents().size() == 2);

      assertThat(told(akuvox)).containsExactly("INPUT B ON", "INPUT B OFF");
      assertThat(akuvox.rig.deviceEvents().get(1).getBoolean("recovered")).isTrue();
    }
  }

  @Test
  void aTamperInputIsAnAlarmThatBeginsAndEnds() throws Exception {
    try (SimulatedAkuvox akuvox = ports(Map.of("inputs.tamper", "C"))) {
      akuvox.device.setInput("C", 0);
      akuvox.rig.start().until(written -> akuvox.rig.deviceEvents().size() == 1);
      akuvox.device.setInput("C", 1);
      akuvox.rig.until(written -> akuvox.rig.deviceEvents().size() == 2);

      List<Struct> alarms = akuvox.rig.deviceEvents();
      assertThat(alarms).extracting(alarm -> alarm.getString("type")).containsOnly("TAMPER");
      assertThat(alarms)
          .extracting(alarm -> alarm.getString("phase"))
          .containsExactly("START", "END");
      assertThat(alarms.get(0).getString("alarmId")).isEqualTo(alarms.get(1).getString("alarmId"));
    }
  }

  @Test
  void anInputMayRestAtZero() throws Exception {
    Map<String, String> low = Map.of("inputs.tamper", "A", "inputs.idle.level", "0");
    try (SimulatedAkuvox akuvox = ports(low)) {
      akuvox.rig.start().until(written -> akuvox.rig.deviceEvents().size() == 1);

      assertThat(akuvox.rig.deviceEvents().get(0).getString("phase")).isEqualTo("START");
    }
  }

  private static SimulatedAkuvox ports(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("inputs.poll", "true");
    options.put("relays.poll", "true");
    return new SimulatedAkuvox(OPEN, options);
  }

  private static void trigger(SimulatedAkuvox akuvox, int relay) throws Exception {
    URI trigger =
        akuvox.device.url().resolve("/api/relay/trig?mode=1&num=" + relay + "&level=1&delay=0");
    HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(trigger).build(), BodyHandlers.discarding());
  }

  private static List<String> told(SimulatedAkuvox akuvox) {
    return akuvox.rig.deviceEvents().stream()
        .map(
            event ->
                event.getString("type")
                    + " "
                    + SimulatedAkuvox.attribute(event, "port")
                    + " "
                    + event.getString("state"))
        .toList();
  }
}
