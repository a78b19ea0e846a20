package io.gatehouse.hikconnect;

import static io.gatehouse.hikconnect.SimulatedHikConnect.CONTROL;
import static io.gatehouse.hikconnect.SimulatedHikConnect.DOORS;
import static io.gatehouse.hikconnect.SimulatedHikConnect.SWITCH;
import static io.gatehouse.hikconnect.SimulatedHikConnect.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.HikConnectDoor;
import io.gatehouse.simulators.HikConnectOptions;
import io.gatehouse.simulators.HikConnectOutput;
import io.gatehouse.simulators.HikConnectSimulator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets, what they cost, what the cloud says of them; at the simulated cloud. */
class HikConnectRelayDriverTest {

  private static final String DOOR = "door/" + HikConnectDoor.of("FR1000001").id();
  private static final String OUTPUT = "output/" + HikConnectOutput.of("FR1000001").id();

  private HikConnectSimulator cloud;
  private HikConnectRelayRig rig;

  @AfterEach
  void close() {
    rig.close();
    cloud.close();
  }

  @Test
  void anOrderCostsOneRequestOnceTokenAndListAreKnown() {
    start(SimulatedHikConnect.options());
    order("UNLOCK", DOOR);
    int before = cloud.requests().size();

    order("REMAIN_UNLOCKED", DOOR);

    assertThat(cloud.requests()).hasSize(before + 1);
    assertThat(before).as("login, list, order").isEqualTo(3);
  }

  @Test
  void aTargetThatIsNotInTheListIsLookedForOnceMore() {
    start(SimulatedHikConnect.options());
    order("UNLOCK", DOOR);

    rig.failure(rig.preparing("UNLOCK", "door/none"));

    assertThat(SimulatedHikConnect.requests(cloud, DOORS)).isEqualTo(2);
  }

  @Test
  void aDeviceIsFoundByItsIdToo() {
    start(SimulatedHikConnect.options(), "elsewhere, " + idOf("FR1000001"));

    order("UNLOCK", DOOR);

    assertThat(SimulatedHikConnect.actuations(cloud)).containsExactly(DOOR + " 1");
  }

  @Test
  void anOutputOfAnotherDeviceIsUnknown() {
    HikConnectOutput other = HikConnectOutput.of("FR1000002");
    start(SimulatedHikConnect.options().withAlarmOutputs(HikConnectOutput.of("FR1000001"), other));

    CommandRejected rejected =
        (CommandRejected) rig.failure(rig.preparing("ON", "output/" + other.id()));

    assertThat(rejected.rule()).isEqualTo(CommandRejected.UNKNOWN_TARGET);
    assertThat(rejected).hasMessageContaining(OUTPUT);
  }

  @Test
  void aSerialNumberThatTheAccountDoesNotKnowIsSaid() {
    start(SimulatedHikConnect.options(), "FR9");

    Throwable rejected = rig.failure(rig.preparing("UNLOCK", DOOR));

    assertThat(rejected)
        .isInstanceOf(CommandRejected.class)
        .hasMessageContaining("lists no door of FR9; check its serial");
  }

  @Test
  void allPagesAreRead() {
    HikConnectDoor[] doors =
        Stream.concat(
                IntStream.range(0, 500).mapToObj(i -> new HikConnectDoor("d" + i, "D", "FR2")),
                Stream.of(HikConnectDoor.of("FR1000001")))
            .toArray(HikConnectDoor[]::new);
    start(SimulatedHikConnect.options().withDoors(doors));

    assertThat(rig.await(rig.device().driver()::targets)).containsExactlyInAnyOrder(DOOR, OUTPUT);
    assertThat(SimulatedHikConnect.requests(cloud, DOORS)).isEqualTo(2);
  }

  @Test
  void aFailureInsideASuccessIsARefusal() {
    start(SimulatedHikConnect.options());
    PreparedCommand door = rig.prepare("UNLOCK", DOOR);
    PreparedCommand output = rig.prepare("ON", OUTPUT);
    cloud.device().goOffline();

    for (PreparedCommand command : List.of(door, output)) {
      DeviceRefusal refusal = (DeviceRefusal) rig.failure(() -> command.send(rig.soon()));

      assertThat(refusal.code()).isEqualTo("VMS022543");
      assertThat(refusal).hasMessageContaining("offline");
    }
    assertThat(cloud.actuations()).isEmpty();
    assertThat(SimulatedHikConnect.orders(cloud)).isEqualTo(2);
  }

  /** An error on the way to the door, or back: nobody can tell whether it moved. */
  @ParameterizedTest
  @ValueSource(strings = {"EVZ20008", "LAP000004", "VMS001000", "OPEN000555"})
  void anErrorThatLeavesItOpenIsNoRefusal(String code) {
    start(SimulatedHikConnect.options());
    PreparedCommand command = rig.prepare("UNLOCK", DOOR);
    cloud.faults().add(CONTROL, 1, Fault.code(code));

    Throwable failure = rig.failure(() -> command.send(rig.soon()));

    assertThat(failure).isInstanceOf(FeedFailure.class).hasMessageContaining("failed with " + code);
    assertThat(SimulatedHikConnect.orders(cloud)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {CONTROL, SWITCH})
  void anAnswerOfNoKnownShapeIsNone(String path) {
    start(SimulatedHikConnect.options());
    PreparedCommand command =
        path.equals(CONTROL) ? rig.prepare("UNLOCK", DOOR) : rig.prepare("ON", OUTPUT);
    cloud.faults().add(path, 1, Fault.wrongTypes());

    Throwable failure = rig.failure(() -> command.send(rig.soon()));

    assertThat(failure).isInstanceOf(FeedFailure.class).hasMessageContaining("was answered with");
    assertThat(SimulatedHikConnect.orders(cloud)).isEqualTo(1);
  }

  @Test
  void theStateOfAnOutputIsEvidenceOnlyOfWhatWasAskedFor() {
    start(SimulatedHikConnect.options());
    PreparedCommand on = rig.prepare("ON", OUTPUT);
    PreparedCommand off = rig.prepare("OFF", OUTPUT);
    assertThat(rig.await(on::evidence)).isEmpty();

    rig.await(() -> on.send(rig.soon()));

    assertThat(rig.await(on::evidence)).get().asString().contains("\"status\":1");
    assertThat(rig.await(off::evidence)).isEmpty();
    cloud.device().goOffline();
    assertThat(rig.await(on::evidence)).as("of an output with an error").isEmpty();
  }

  @Test
  void aWrongSkIsToldBeforeAnythingIsSent() {
    cloud = HikConnectSimulator.start(SimulatedHikConnect.options());
    Map<String, String> sink = new HashMap<>(SimulatedHikConnect.sink(cloud, "lobby", "FR1000001"));
    sink.put("hikconnect." + HikConnectAccountOptions.SECRET_KEY, "another-key");
    rig = new HikConnectRelayRig(sink);

    DeviceRefusal refusal = (DeviceRefusal) rig.failure(rig.preparing("UNLOCK", DOOR));

    assertThat(refusal.code()).isEqualTo("OPEN000002");
    assertThat(refusal)
        .hasMessageContaining(HikConnectAccountOptions.SECRET_KEY)
        .hasMessageNotContaining("another-key")
        .hasMessageNotContaining(cloud.appKey());
    assertThat(SimulatedHikConnect.requests(cloud, TOKEN)).isEqualTo(1);
  }

  @Test
  void anAccountThatMayNotListDoorsIsTold() {
    start(SimulatedHikConnect.options());
    cloud.faults().add(DOORS, 1, Fault.code("OPEN000021"));

    DeviceRefusal refusal = (DeviceRefusal) rig.failure(rig.preparing("UNLOCK", DOOR));

    assertThat(refusal.code()).isEqualTo("OPEN000021");
    assertThat(refusal).hasMessageContaining("permission");
  }

  /** The sink counts as nobody who reads: what it knows of the account goes with it. */
  @Test
  void aClosedDriverLeavesTheAccount() {
    start(SimulatedHikConnect.options());
    order("UNLOCK", DOOR);
    rig.close();

    rig = new HikConnectRelayRig(SimulatedHikConnect.sink(cloud, "lobby", "FR1000001"));
    order("UNLOCK", DOOR);

    assertThat(SimulatedHikConnect.requests(cloud, TOKEN)).isEqualTo(2);
  }

  private void start(HikConnectOptions options) {
    start(options, "FR1000001");
  }

  private void start(HikConnectOptions options, String serial) {
    cloud = HikConnectSimulator.start(options);
    rig = new HikConnectRelayRig(SimulatedHikConnect.sink(cloud, "lobby", serial));
  }

  private void order(String action, String target) {
    PreparedCommand command = rig.prepare(action, target);
    rig.await(() -> command.send(rig.soon()));
  }

  private static String idOf(String serial) {
    try (HikConnectSimulator any = HikConnectSimulator.start(SimulatedHikConnect.options())) {
      return any.device(serial).id();
    }
  }
}
