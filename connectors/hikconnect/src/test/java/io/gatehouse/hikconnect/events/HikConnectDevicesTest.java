package io.gatehouse.hikconnect.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.events.Device;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HikConnectDevicesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final HikConnectListed LISTED =
      new HikConnectListed("id-1", "FH1", "Gate", "DS-K1T671", "V3", true);

  private final HikConnectDevices devices =
      new HikConnectDevices(List.of(described("gate", "FH1")));

  @Test
  void aDeviceDescribedByItsSerialIsFoundByTheIdThatTheAccountLists() {
    assertThat(devices.find("id-1")).isNull();

    devices.learn(List.of(LISTED), NOON);

    assertThat(devices.find(null, "id-1", null).id()).isEqualTo("gate");
    assertThat(devices.find("fh1").id()).isEqualTo("gate");
  }

  @Test
  void aDeviceMayBeDescribedBySeveralNames() {
    HikConnectDevices several = new HikConnectDevices(List.of(described("gate", "FH1, id-1")));

    assertThat(several.find("ID-1").id()).isEqualTo("gate");
  }

  @Test
  void theInventoryHoldsWhatTheAccountAndTheOperatorSay() {
    Device device = devices.learn(List.of(LISTED), NOON).get(0);

    assertThat(device.getDeviceId()).isEqualTo("gate");
    assertThat(device.getSite()).isEqualTo("Headquarters");
    assertThat(device.getDeviceName()).isEqualTo("Gate");
    assertThat(device.getModel()).isEqualTo("DS-K1T671");
    assertThat(device.getSerialNumber()).isEqualTo("FH1");
    assertThat(device.getOnline()).isTrue();
  }

  @Test
  void aDeviceThatNobodyDescribedIsCalledWhatTheCloudCallsIt() {
    HikConnectListed other = new HikConnectListed("id-2", "FH2", "FH2", null, null, true);

    assertThat(devices.learn(List.of(LISTED, other), NOON))
        .extracting(Device::getDeviceId)
        .containsExactly("gate", "id-2");
  }

  @Test
  void onlyWhatHasChangedIsToldAgain() {
    devices.learn(List.of(LISTED), NOON);

    assertThat(devices.learn(List.of(LISTED), NOON.plusSeconds(1))).isEmpty();
    HikConnectListed offline =
        new HikConnectListed("id-1", "FH1", "Gate", "DS-K1T671", "V3", false);
    assertThat(devices.learn(List.of(offline), NOON.plusSeconds(2)))
        .extracting(Device::getOnline)
        .containsExactly(false);
  }

  @Test
  void aDescribedDeviceIsInTheInventoryThoughTheAccountDoesNotListIt() {
    assertThat(devices.learn(List.of(), NOON)).extracting(Device::getOnline).containsExactly(true);

    HikConnectListed other = new HikConnectListed("id-2", "FH2", "FH2", null, null, true);
    assertThat(devices.learn(List.of(other), NOON))
        .extracting(device -> device.getDeviceId() + " " + device.getOnline())
        .containsExactly("id-2 true", "gate false");
  }

  private static DeviceSpec described(String id, String serial) {
    return new DeviceSpec(
        id, null, serial, null, "Headquarters", null, Map.of(), null, null, null, null, null, null);
  }
}
