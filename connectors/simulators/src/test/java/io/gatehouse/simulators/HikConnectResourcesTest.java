package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.simulators.HikConnectJournal.Actuation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 5.2.1, 5.2.2 and 5.7.1: devices, and doors and alarm outputs by command. */
class HikConnectResourcesTest {

  private static final String DEVICES = "/api/hccgw/resource/v1/devices/get";
  private static final String CONTROL = "/api/hccgw/acs/v1/remote/control";
  private static final String DOORS = "/api/hccgw/resource/v1/areas/doors/get";
  private static final String LIST_OF_OUTPUTS = "/api/hccgw/resource/v1/areas/alarmoutputs/get";
  private static final String OUTPUTS = "/api/hccgw/resource/v1/areas/alarmoutputs/control";
  private static final String STATES = "/api/hccgw/resource/v1/areas/alarmoutputs/status/get";

  private final HikConnectSimulator cloud =
      HikConnectSimulator.start(
          new HikConnectOptions()
              .withRateLimit(0)
              .withDoors(
                  new HikConnectDoor("d1", "Front", "FR1"), new HikConnectDoor("d2", "Back", "FR2"))
              .withAlarmOutputs(
                  new HikConnectOutput("o1", "Siren", "FR1"),
                  new HikConnectOutput("o2", "Lamp", "FR2")));
  private final CloudClient client = CloudClient.of(cloud);

  @AfterEach
  void close() {
    cloud.close();
  }

  /** Section 5.2.1. */
  @Test
  void devicesAreListedPageByPage() {
    cloud.device("FR2").goOffline();

    JsonNode first = client.data(DEVICES, "{\"pageIndex\":1,\"pageSize\":1}");
    JsonNode second = client.data(DEVICES, "{\"pageIndex\":2,\"pageSize\":1}");

    assertThat(first.path("totalCount").asInt()).isEqualTo(2);
    assertThat(first.path("device")).hasSize(1);
    assertThat(first.at("/device/0/serialNo").asText()).isEqualTo("FR1");
    assertThat(first.at("/device/0/id").asText()).isEqualTo(cloud.device("FR1").id());
    assertThat(second.at("/device/0/serialNo").asText()).isEqualTo("FR2");
    assertThat(second.at("/device/0/onlineStatus").asInt()).isZero();
    assertThat(client.data(DEVICES, "{\"pageIndex\":3,\"pageSize\":1}").path("device")).isEmpty();
  }

  @Test
  void pagesOfDevicesHaveALimit() {
    assertThat(client.error(DEVICES, "{\"pageIndex\":1,\"pageSize\":501}")).isEqualTo("OPEN000025");
  }

  /** A.3.15. */
  @Test
  void doorsAndOutputsAreListedWithTheirDevices() {
    cloud.device("FR2").goOffline();

    JsonNode doors = client.data(DOORS, "{\"pageIndex\":1,\"pageSize\":500}");
    JsonNode second = client.data(DOORS, "{\"pageIndex\":2,\"pageSize\":1}");
    JsonNode outputs = client.data(LIST_OF_OUTPUTS, "{\"pageIndex\":1,\"pageSize\":500}");

    assertThat(doors.path("door"))
        .extracting(d -> d.path("id").asText())
        .containsExactly("d1", "d2");
    assertThat(doors.at("/door/0/device/devInfo/serialNo").asText()).isEqualTo("FR1");
    assertThat(doors.at("/door/0/device/devInfo/id").asText()).isEqualTo(cloud.device("FR1").id());
    assertThat(doors.path("door"))
        .extracting(d -> d.path("online").asText())
        .containsExactly("1", "0");
    assertThat(second.path("door")).extracting(d -> d.path("id").asText()).containsExactly("d2");
    assertThat(outputs.at("/alarmOutput/1/id").asText()).isEqualTo("o2");
    assertThat(outputs.at("/alarmOutput/1/device/devInfo/serialNo").asText()).isEqualTo("FR2");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void doorIsMoved(int action) {
    JsonNode data = control(action, "[\"d2\"]");

    assertThat(data.path("operationResult").isArray()).isTrue();
    assertThat(data.path("operationResult")).isEmpty();
    assertThat(cloud.actuations()).extracting(Actuation::target).containsExactly("door/d2");
    assertThat(cloud.actuations()).extracting(Actuation::action).containsExactly(action);
  }

  /** A.3.138. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"actionType\":1,\"elementlist\":[]}", "{\"actionType\":1}"})
  void emptyListMeansAllDoors(String control) {
    client.data(CONTROL, "{\"remoteControl\":%s}".formatted(control));

    assertThat(cloud.actuations())
        .extracting(Actuation::target)
        .containsExactly("door/d1", "door/d2");
  }

  @Test
  void unknownDoorIsAFailureInsideASuccess() {
    JsonNode failures = control(1, "[\"d1\",\"d9\"]").path("operationResult");

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).path("elementId").asText()).isEqualTo("d9");
    assertThat(failures.get(0).path("errorCode").asText()).isEqualTo("VMS000003");
    assertThat(cloud.actuations()).extracting(Actuation::target).containsExactly("door/d1");
  }

  @Test
  void doorOfAnOfflineDeviceFails() {
    cloud.device("FR2").goOffline();

    JsonNode failures = control(1, "[\"d2\"]").path("operationResult");

    assertThat(failures.get(0).path("errorCode").asText()).isEqualTo("VMS022543");
    assertThat(cloud.actuations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"remoteControl\":{\"elementlist\":[\"d1\"]}}",
        "{\"remoteControl\":{\"actionType\":5,\"elementlist\":[\"d1\"]}}",
        "{\"remoteControl\":{\"actionType\":\"1\",\"elementlist\":[\"d1\"]}}"
      })
  void controlWithoutActionIsRefused(String body) {
    assertThat(client.error(CONTROL, body)).isEqualTo("OPEN000010");
    assertThat(cloud.actuations()).isEmpty();
  }

  /** A.3.22, A.3.23. */
  @Test
  void outputIsSwitched() {
    JsonNode results =
        client
            .data(
                OUTPUTS,
                "{\"alarmOutputOperation\":[{\"alarmOutputID\":\"o1\",\"operation\":-1},"
                    + "{\"alarmOutputID\":\"o2\",\"operation\":0},"
                    + "{\"alarmOutputID\":\"o9\",\"operation\":-1}]}")
            .path("alarmOutputOperation");

    assertThat(results)
        .extracting(r -> r.path("errorCode").asText())
        .containsExactly("0", "0", "VMS000003");
    assertThat(results.get(0).path("alarmOutputState").asText()).isEqualTo("1");
    assertThat(cloud.actuations())
        .extracting(Actuation::target)
        .containsExactly("alarmOutput/o1", "alarmOutput/o2");
    JsonNode states =
        client.data(STATES, "{\"alarmOutputID\":[\"o1\",\"o2\",\"o9\"]}").path("alarmOutput");
    assertThat(states).extracting(s -> s.path("status").asInt()).containsExactly(1, 0, 0);
    assertThat(states.get(2).path("errorCode").asText()).isEqualTo("VMS000003");
  }

  @Test
  void outputOfAnOfflineDeviceFails() {
    cloud.device("FR1").goOffline();

    JsonNode results =
        client
            .data(
                OUTPUTS, "{\"alarmOutputOperation\":[{\"alarmOutputID\":\"o1\",\"operation\":-1}]}")
            .path("alarmOutputOperation");

    assertThat(results.get(0).path("errorCode").asText()).isEqualTo("VMS022543");
    assertThat(cloud.actuations()).isEmpty();
  }

  @Test
  void outputIsSwitchedOffAgain() {
    switchOutput(1);
    switchOutput(0);

    JsonNode states = client.data(STATES, "{\"alarmOutputID\":[\"o1\"]}").path("alarmOutput");
    assertThat(states.get(0).path("status").asInt(-1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"alarmOutputOperation\":[]}",
        "{\"alarmOutputOperation\":[{\"alarmOutputID\":\"o1\"}]}",
        "{\"alarmOutputOperation\":[{\"alarmOutputID\":\"o1\",\"operation\":2}]}"
      })
  void badOperationIsRefused(String body) {
    assertThat(client.error(OUTPUTS, body)).isEqualTo("OPEN000010");
    assertThat(cloud.actuations()).isEmpty();
  }

  private JsonNode control(int action, String doors) {
    return client.data(
        CONTROL,
        "{\"remoteControl\":{\"actionType\":%d,\"elementlist\":%s,\"direction\":0,\"areaId\":\"\"}}"
            .formatted(action, doors));
  }

  private void switchOutput(int operation) {
    client.data(
        OUTPUTS,
        "{\"alarmOutputOperation\":[{\"alarmOutputID\":\"o1\",\"operation\":%d}]}"
            .formatted(operation));
  }
}
