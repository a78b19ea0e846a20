package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections 5.1 (system), 5.6, 5.7 (phone), 5.17 (access points) and 5.18 (lift). */
class TwonApiTest {

  private static final String JOSEPH = "54877b0e-4cc3-c645-9530-6c7850f47a9c";
  private static final String GUARD = "621a5a49-1f8b-d34c-9a8b-881055864deb";
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private final TwonSimulator device =
      TwonSimulator.start(new TwonOptions().withStartTime(Instant.ofEpochSecond(1_700_000_000)));
  private final DeviceClient client = DeviceClient.digest(device);

  @AfterEach
  void close() {
    device.close();
  }

  /** 5.1.1. */
  @Test
  void infoNamesTheDevice() {
    JsonNode info = client.result("/api/system/info");

    assertThat(info.path("serialNumber").asText()).isEqualTo("54-0000-0001");
    assertThat(info.path("macAddr").asText()).matches("7C-1E-B3(-[0-9A-F]{2}){3}");
    assertThat(info.path("swVersion").asText()).isEqualTo("2.38.0.45.0");
    assertThat(info.path("buildType").asText()).isEqualTo("release");
    assertThat(info.fieldNames())
        .toIterable()
        .contains("devType", "variant", "variantId", "hwVersion", "firmwarePackage", "deviceName");
  }

  /** 5.1.2. */
  @Test
  void statusTellsTimeAndUpTime() {
    device.clock().advance(Duration.ofSeconds(100));

    JsonNode status = client.result("/api/system/status");

    assertThat(status.path("upTime").asLong()).isBetween(100L, 160L);
    assertThat(status.path("systemTime").asLong() - status.path("upTime").asLong())
        .isBetween(1_699_999_999L, 1_700_000_001L);
  }

  /** 5.1.5 and 5.1.6. */
  @Test
  void timeIsSetAndRead() {
    client.result("/api/system/time/set?time=1600000000");

    assertThat(client.result("/api/system/time").path("utcTime").asLong())
        .isBetween(1_600_000_000L, 1_600_000_060L);
    assertThat(client.error("/api/system/time/set")).isEqualTo(11);
    assertThat(client.error("/api/system/time/set?time=2147483648")).isEqualTo(12);
  }

  /** 5.1.3. */
  @Test
  void restartIsAnsweredBeforeItHappens() {
    assertThat(client.get("/api/system/restart").path("success").asBoolean()).isTrue();

    Eventually.until("the device has restarted", () -> device.boot() == 2);
    assertThat(device.journal().emitted()).hasSize(2);
  }

  /** 5.1.4. */
  @Test
  void capsNameOptions() {
    assertThat(client.result("/api/system/caps").path("options").path("httpApi").asText())
        .isEqualTo("active,licensed");
    assertThat(client.result("/api/system/caps").path("options").has("liftControl")).isTrue();
  }

  @Test
  void capsOfADeviceWithoutALiftDoNotNameIt() {
    TwonOptions options = new TwonOptions().withRefusedFunction("/api/lift/grantaccess", 1);
    try (TwonSimulator noLift = TwonSimulator.start(options)) {
      JsonNode caps = DeviceClient.digest(noLift).result("/api/system/caps").path("options");

      assertThat(caps.has("liftControl")).isFalse();
    }
  }

  /** 5.6.1. */
  @Test
  void phoneHasTwoAccounts() {
    assertThat(client.result("/api/phone/status").path("accounts")).hasSize(2);
    JsonNode second = client.result("/api/phone/status?account=2").path("accounts");
    assertThat(second).hasSize(1);
    assertThat(second.get(0).path("registered").asBoolean()).isFalse();
    assertThat(client.error("/api/phone/status?account=3")).isEqualTo(12);
  }

  /** 5.7.1: "If there is no active call, the sessions field is empty." */
  @Test
  void thereIsNoCall() {
    assertThat(client.result("/api/call/status").toString()).isEqualTo("{\"sessions\":[]}");
    assertThat(client.error("/api/call/status?session=1")).isEqualTo(12);
  }

  /** 5.17.1 and 5.17.2. */
  @Test
  void accessPointIsBlockedAndFreed() {
    client.result("/api/accesspoint/blocking/ctrl?id=1&action=on");
    client.result("/api/accesspoint/blocking/ctrl?id=1&action=on");

    assertThat(client.result("/api/accesspoint/blocking/status").path("accessPoints").toString())
        .isEqualTo("[{\"id\":0,\"blocked\":false},{\"id\":1,\"blocked\":true}]");
    assertThat(client.result("/api/accesspoint/blocking/status?id=1").path("accessPoints"))
        .hasSize(1);
    client.result("/api/accesspoint/blocking/ctrl?id=1&action=off");
    assertThat(device.journal().emitted())
        .extracting(TwonEvent::type, TwonEvent::params)
        .endsWith(
            tuple("AccessBlocked", "{\"ap\":1,\"state\":\"in\"}"),
            tuple("AccessBlocked", "{\"ap\":1,\"state\":\"out\"}"))
        .hasSize(3);
  }

  @Test
  void everyBlockingAndLiftIsInTheJournalOnce() {
    client.result("/api/accesspoint/blocking/ctrl?id=1&action=on");
    client.result("/api/accesspoint/blocking/ctrl?id=1&action=on");
    client.get("/api/accesspoint/blocking/ctrl?id=1&action=lock");
    client.result("/api/accesspoint/blocking/ctrl?id=1&action=off");
    client.result("/api/lift/grantaccess?user=" + JOSEPH);
    client.get("/api/lift/grantaccess?user=" + NOBODY);

    assertThat(device.journal().actuations())
        .extracting(TwonJournal.Actuation::target, TwonJournal.Actuation::action)
        .containsExactly(
            tuple("blocking/1", "on"),
            tuple("blocking/1", "on"),
            tuple("blocking/1", "off"),
            tuple("lift", "grant"));
  }

  /** 5.17.3. */
  @Test
  void accessIsGranted() {
    JsonNode result = client.result("/api/accesspoint/grantaccess?id=0&user=" + JOSEPH);

    assertThat(result.toString()).isEqualTo("{\"accessGranted\":true}");
    assertThat(device.journal().emitted())
        .extracting(TwonEvent::type)
        .containsExactly(
            "DeviceState",
            "ApiAccessRequested",
            "UserAuthenticated",
            "SwitchStateChanged",
            "OutputChanged");
    assertThat(device.journal().emitted().get(3).params())
        .isEqualTo("{\"switch\":1,\"state\":true,\"originator\":\"ap\",\"ap\":0,\"session\":1}");
    assertThat(device.journal().actuations())
        .extracting(TwonJournal.Actuation::target)
        .containsExactly("access/0");
  }

  /** 5.17.3: success with accessGranted false, and ApiAccessRequested all the same. */
  @ParameterizedTest
  @CsvSource({
    "0, 00000000-0000-0000-0000-000000000000, invalidCredential",
    "1, 621a5a49-1f8b-d34c-9a8b-881055864deb, invalidAp"
  })
  void accessIsRefusedWithAReason(int ap, String user, String reason) {
    JsonNode result =
        client.result("/api/accesspoint/grantaccess?id=%d&user=%s".formatted(ap, user));

    assertThat(result.path("accessGranted").asBoolean(true)).isFalse();
    assertThat(result.path("reason").asText()).isEqualTo(reason);
    assertThat(device.journal().emitted().get(1).type()).isEqualTo("ApiAccessRequested");
    assertThat(device.journal().emitted().get(1).params()).contains("\"valid\":false");
    assertThat(device.journal().emitted()).hasSize(2);
    assertThat(device.journal().actuations()).isEmpty();
  }

  @Test
  void blockedAccessPointLetsNobodyIn() {
    client.result("/api/accesspoint/blocking/ctrl?id=0&action=on");

    assertThat(
            client
                .result("/api/accesspoint/grantaccess?id=0&user=" + JOSEPH)
                .path("reason")
                .asText())
        .isEqualTo("accessBlocked");
  }

  /** 5.17.1 and 5.17.3: "Error code 18 (access point disabled)". */
  @Test
  void disabledAccessPointIsRejected() {
    try (TwonSimulator oneDoor = TwonSimulator.start(new TwonOptions().withAccessPoints(0))) {
      DeviceClient one = DeviceClient.digest(oneDoor);

      assertThat(one.error("/api/accesspoint/grantaccess?id=1&user=" + JOSEPH)).isEqualTo(18);
      assertThat(one.error("/api/accesspoint/blocking/ctrl?id=1&action=on")).isEqualTo(18);
    }
  }

  /** 5.18.1, with either name of the parameter. */
  @Test
  void liftIsGrantedToAKnownPerson() {
    client.result("/api/lift/grantaccess?user=" + JOSEPH + "&duration=180");
    client.result("/api/lift/grantaccess?uuid=" + GUARD);

    assertThat(device.journal().emitted())
        .extracting(TwonEvent::type)
        .containsExactly("DeviceState", "LiftFloorsEnabled", "LiftFloorsEnabled");
    JsonNode unknown = client.get("/api/lift/grantaccess?user=" + NOBODY).path("error");
    assertThat(unknown.path("code").asInt()).isEqualTo(12);
    assertThat(unknown.path("param").asText()).isEqualTo("user");
    assertThat(unknown.path("description").asText()).isEqualTo("User not found");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/accesspoint/grantaccess?user=54877b0e-4cc3-c645-9530-6c7850f47a9c, 11, id",
    "/api/accesspoint/grantaccess?id=0, 11, user",
    "/api/accesspoint/grantaccess?id=2&user=54877b0e-4cc3-c645-9530-6c7850f47a9c, 12, id",
    "/api/accesspoint/grantaccess?id=0&user=Joseph, 12, user",
    "/api/accesspoint/blocking/ctrl?id=0, 11, action",
    "/api/accesspoint/blocking/ctrl?id=0&action=lock, 12, action",
    "/api/accesspoint/blocking/status?id=7, 12, id",
    "/api/lift/grantaccess, 11, user",
    "/api/lift/grantaccess?user=x, 12, user",
    "/api/lift/grantaccess?user=54877b0e-4cc3-c645-9530-6c7850f47a9c&duration=601, 12, duration"
  })
  void wrongParameterIsNamed(String path, int code, String param) {
    JsonNode error = client.get(path).path("error");

    assertThat(error.path("code").asInt()).isEqualTo(code);
    assertThat(error.path("param").asText()).isEqualTo(param);
    assertThat(device.journal().emitted()).hasSize(1);
  }

  @Test
  void directoryCanBeGiven() {
    TwonUser guest = new TwonUser(NOBODY, "Guest", "AABBCC", "11", "aa", Set.of(0));
    try (TwonSimulator other = TwonSimulator.start(new TwonOptions().withUsers(guest))) {
      assertThat(
              DeviceClient.digest(other)
                  .result("/api/accesspoint/grantaccess?id=0&user=" + NOBODY)
                  .path("accessGranted")
                  .asBoolean())
          .isTrue();
    }
  }
}
