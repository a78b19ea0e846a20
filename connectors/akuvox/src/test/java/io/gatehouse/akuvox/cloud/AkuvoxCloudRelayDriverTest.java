package io.gatehouse.akuvox.cloud;

import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.DEVICES;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.RESIDENCE;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.akuvox.RelayRig;
import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.MovingClock;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayDevices;
import io.gatehouse.simulators.AkuvoxCloudDevice;
import io.gatehouse.simulators.AkuvoxCloudOptions;
import io.gatehouse.simulators.AkuvoxCloudSimulator;
import io.gatehouse.simulators.AkuvoxJournal.Actuation;
import io.gatehouse.simulators.AkuvoxJournal.Request;
import io.gatehouse.simulators.AkuvoxResidence;
import io.gatehouse.simulators.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Doors behind the cloud; what each vendor's driver must do is the contract's. */
class AkuvoxCloudRelayDriverTest {

  private static final String TRIGGER = "/trigger_akuvox_remote_open_door";
  private static final AkuvoxCloudDevice FRONT_DOOR =
      AkuvoxCloudDevice.doorphone("0C110508EF2E", "Front Door");
  private static final AkuvoxCloudDevice GATE = AkuvoxCloudDevice.doorphone("0C1105000002", "Gate");
  private static final AkuvoxCloudDevice OTHER_GATE =
      AkuvoxCloudDevice.doorphone("0C1105000003", "gate");
  private static final String FRONT_DOOR_RELAY = "relay/r0c110508ef2e1";
  private static final String GATE_RELAY = "relay/r0c11050000021";

  private final MovingClock clock = new MovingClock();
  private AkuvoxCloudSimulator cloud;
  private RelayRig rig;

  @BeforeEach
  void start() {
    cloud =
        AkuvoxCloudSimulator.start(
            new AkuvoxCloudOptions()
                .withResidences(
                    residence(RESIDENCE, FRONT_DOOR, GATE),
                    residence("r2", GATE),
                    residence("r3", OTHER_GATE)));
  }

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
    cloud.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0C110508EF2E", "0c-11-05-08-ef-2e", "Front Door", " front door"})
  void aDeviceIsCalledByItsMacOrItsName(String serial) throws Exception {
    open(serial, RESIDENCE);

    rig.send(trigger(FRONT_DOOR_RELAY));

    assertThat(cloud.journal().actuations())
        .extracting(Actuation::target, Actuation::account)
        .containsExactly(tuple("0C110508EF2E/r0c110508ef2e1", RESIDENCE));
  }

  @Test
  void aDeviceOfSeveralResidencesIsOneDevice() throws Exception {
    open("Gate", "r2", RESIDENCE);

    rig.send(trigger(GATE_RELAY));

    assertThat(cloud.journal().actuations()).extracting(Actuation::account).containsExactly("r2");
  }

  @Test
  void aNameThatSeveralDevicesHaveOpensNone() {
    open("Gate", RESIDENCE, "r3");

    assertThatThrownBy(() -> trigger(GATE_RELAY))
        .isInstanceOf(CommandRejected.class)
        .hasMessageContaining("0C1105000002, 0C1105000003")
        .hasMessageContaining("MAC");
  }

  @Test
  void aMacIsFoundWhereSeveralHaveTheName() throws Exception {
    open("0C1105000003", RESIDENCE, "r2", "r3");

    assertThat(rig.targets()).containsExactly("relay/r0c11050000031");
  }

  @Test
  void aDeviceThatNoResidenceListsIsRejected() {
    open("Back Door", RESIDENCE, "r2");

    assertThatThrownBy(() -> trigger(FRONT_DOOR_RELAY))
        .isInstanceOfSatisfying(
            CommandRejected.class,
            rejected -> assertThat(rejected.rule()).isEqualTo(CommandRejected.UNKNOWN_TARGET))
        .hasMessageContaining("Back Door")
        .hasMessageContaining("residences");
  }

  @Test
  void theListIsReadOnceAndAgainAfterAnHour() throws Exception {
    open("Front Door", RESIDENCE);

    rig.send(trigger(FRONT_DOOR_RELAY));
    rig.send(trigger(FRONT_DOOR_RELAY));
    assertThat(commands()).containsExactly(DEVICES, TRIGGER, TRIGGER);
    clock.advance(Duration.ofHours(1));
    rig.send(trigger(FRONT_DOOR_RELAY));

    assertThat(commands()).containsExactly(DEVICES, TRIGGER, TRIGGER, DEVICES, TRIGGER);
  }

  @Test
  void theListIsReadAgainForATargetThatItLacked() throws Exception {
    open("Front Door", RESIDENCE);
    trigger(FRONT_DOOR_RELAY);

    assertThatThrownBy(() -> trigger(GATE_RELAY))
        .isInstanceOf(CommandRejected.class)
        .hasMessageContaining(GATE_RELAY)
        .hasMessageContaining(FRONT_DOOR_RELAY);
    assertThat(commands()).containsExactly(DEVICES, DEVICES);
  }

  @Test
  void theListIsReadAgainAfterARefusal() throws Exception {
    open("Front Door", RESIDENCE);
    PreparedCommand trigger = trigger(FRONT_DOOR_RELAY);
    cloud.setOnline("0C110508EF2E", false);

    assertThatThrownBy(() -> rig.send(trigger))
        .isInstanceOfSatisfying(
            DeviceRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("success=false"))
        .hasMessageContaining("device is offline");
    trigger(FRONT_DOOR_RELAY);

    assertThat(commands()).containsExactly(DEVICES, TRIGGER, DEVICES);
    assertThat(cloud.journal().actuations()).isEmpty();
  }

  @Test
  void aListThatIsRefusedIsARefusal() {
    open("Front Door", RESIDENCE);
    cloud.faults().add(DEVICES, 1, Fault.code("no permission"));

    assertThatThrownBy(() -> trigger(FRONT_DOOR_RELAY))
        .isInstanceOf(DeviceRefusal.class)
        .hasMessageContaining("no permission");
  }

  @Test
  void aTokenThatHasExpiredIsARefusalThatDoesNotTellIt() throws Exception {
    open("Front Door", RESIDENCE);
    PreparedCommand trigger = trigger(FRONT_DOOR_RELAY);
    cloud.replaceToken("new");

    assertThatThrownBy(() -> rig.send(trigger))
        .isInstanceOfSatisfying(
            DeviceRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("401"))
        .hasMessageContaining("account.token")
        .hasMessageNotContaining(TOKEN);
    assertThat(cloud.journal().actuations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "\"opened\"", "null", "true"})
  void successIsSuccessWhateverItBrings(String result) throws Exception {
    try (ScriptedCloud script = scripted()) {
      script.result(TRIGGER, result);

      rig.send(trigger("relay/r1"));

      assertThat(script.count(TRIGGER)).isEqualTo(1);
      assertThat(script.received().get(1).body().path("param").toString())
          .isEqualTo(
              "{\"residence_id\":\"%s\",\"mac\":\"0C110508EF2E\",\"relay_id\":\"r1\"}"
                  .formatted(RESIDENCE));
    }
  }

  @Test
  void aRefusalTellsTheCloudsCodeWhereThereIsOne() throws Exception {
    try (ScriptedCloud script = scripted()) {
      script.body(TRIGGER, "{\"success\":false,\"code\":40017,\"message\":\"no such relay\"}");
      PreparedCommand trigger = trigger("relay/r1");

      assertThatThrownBy(() -> rig.send(trigger))
          .isInstanceOfSatisfying(
              DeviceRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("40017"))
          .hasMessageContaining("no such relay");
      assertThat(script.count(TRIGGER)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "account.url,   http://cloud.example, tls=insecure",
    "account.url,   cloud,                https://host",
    "account.url,   '',                   missing",
    "account.token, Bearer abc,           Bearer",
    "account.token, '',                   missing",
    "residences,    a b,                  no id of a residence",
    "residences,    '',                   missing"
  })
  void whatIsWrongWithTheAccountIsToldOnItsOption(String option, String value, String problem) {
    Map<String, String> props = options(URI.create("https://cloud.example"), "Gate", RESIDENCE);
    props.remove("tls");
    props.put("devices", "lobby");
    props.put("akuvox-cloud." + option, value);
    Problems problems = new Problems();

    RelayDevices.read(props, problems);

    assertThat(problems).asString().startsWith("akuvox-cloud." + option).contains(problem);
  }

  private ScriptedCloud scripted() throws Exception {
    ScriptedCloud script = new ScriptedCloud();
    script.result(
        DEVICES,
        "[{\"mac\":\"0C110508EF2E\",\"relays\":[{\"relay_id\":\"r1\"},{\"relay_name\":\"x\"}]}]");
    rig = new RelayRig(options(script.url(), "0C110508EF2E", RESIDENCE), clock);
    return script;
  }

  private void open(String serial, String... residences) {
    rig = new RelayRig(options(cloud.url(), serial, residences), clock);
  }

  private static Map<String, String> options(URI url, String serial, String... residences) {
    Map<String, String> options = new HashMap<>();
    options.put("devices.lobby.vendor", "akuvox-cloud");
    options.put("devices.lobby.serial", serial);
    options.put("akuvox-cloud.account.url", url.toString());
    options.put("akuvox-cloud.account.token", TOKEN);
    options.put("akuvox-cloud.residences", String.join(",", residences));
    options.put("tls", "insecure");
    return options;
  }

  private PreparedCommand trigger(String target) throws Exception {
    return rig.prepare("TRIGGER", target, Map.of());
  }

  private List<String> commands() {
    return cloud.journal().requests().stream().map(Request::path).toList();
  }

  private static AkuvoxResidence residence(String id, AkuvoxCloudDevice... devices) {
    return new AkuvoxResidence(id, List.of(devices), List.of("tom"));
  }
}
