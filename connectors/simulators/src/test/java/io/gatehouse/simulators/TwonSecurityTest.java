package io.gatehouse.simulators;

import static io.gatehouse.simulators.TwonPrivilege.CALL_MONITORING;
import static io.gatehouse.simulators.TwonPrivilege.IO_MONITORING;
import static io.gatehouse.simulators.TwonPrivilege.KEYPAD_MONITORING;
import static io.gatehouse.simulators.TwonPrivilege.SWITCH_CONTROL;
import static io.gatehouse.simulators.TwonPrivilege.UID_MONITORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections 2.1 to 4: requests, replies, services and accounts. */
class TwonSecurityTest {

  private static final String CALLER = "vms";

  @Test
  void serviceWithoutAuthenticationLetsAnybodyIn() {
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withAuthentication(Authentication.NONE))) {
      assertThat(DeviceClient.anonymous(device).result("/api/system/status").path("upTime").isInt())
          .isTrue();
    }
  }

  /** 2.3: code 9 "is sent together with the HTTP status code Authorisation Required". */
  @Test
  void requestWithoutCredentialsIsChallenged() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      HttpResponse<String> response = DeviceClient.anonymous(device).raw("/api/system/info");

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(DeviceClient.json(response).path("error").path("code").asInt()).isEqualTo(9);
      assertThat(response.headers().allValues("WWW-Authenticate"))
          .singleElement()
          .asString()
          .startsWith("Digest realm=")
          .contains("qop=\"auth\"", "algorithm=MD5", "nonce=", "opaque=")
          .doesNotContain("stale");
    }
  }

  @Test
  void basicServiceTakesBasic() {
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withAuthentication(Authentication.BASIC))) {
      assertThat(DeviceClient.basic(device).get("/api/system/info").path("success").asBoolean())
          .isTrue();
      DeviceClient wrong = new DeviceClient(device.url(), "admin", "wrong", Authentication.BASIC);
      assertThat(wrong.raw("/api/system/info").statusCode()).isEqualTo(401);
      assertThat(wrong.raw("/api/system/info").headers().firstValue("WWW-Authenticate"))
          .hasValueSatisfying(value -> assertThat(value).startsWith("Basic realm="));
    }
  }

  /** 2.3: code 8, "Digest … enabled but the client tries to authenticate via the Basic method". */
  @Test
  void basicAtADigestServiceIsTheWrongMethod() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      HttpResponse<String> response = DeviceClient.basic(device).raw("/api/system/info");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(DeviceClient.json(response).path("error").path("code").asInt()).isEqualTo(8);
    }
  }

  @Test
  void everyServiceHasAnAuthenticationOfItsOwn() {
    TwonOptions options =
        new TwonOptions()
            .withAuthentication(TwonService.LOGGING, Authentication.BASIC)
            .withAuthentication(TwonService.SYSTEM, Authentication.NONE);
    try (TwonSimulator device = TwonSimulator.start(options)) {
      assertThat(DeviceClient.anonymous(device).result("/api/system/info")).isNotEmpty();
      assertThat(DeviceClient.basic(device).result("/api/log/caps")).isNotEmpty();
      assertThat(DeviceClient.basic(device).error("/api/switch/caps")).isEqualTo(8);
      assertThat(DeviceClient.digest(device).result("/api/switch/caps")).isNotEmpty();
    }
  }

  /** 2.3: code 4. */
  @Test
  void disabledServiceSaysSo() {
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withDisabled(TwonService.SWITCH))) {
      assertThat(DeviceClient.digest(device).error("/api/switch/caps")).isEqualTo(4);
      assertThat(DeviceClient.digest(device).result("/api/io/caps")).isNotEmpty();
    }
  }

  /** 2.3: code 7. */
  @Test
  void serviceOverHttpsOnlyRefusesHttp() {
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withHttpsOnly(TwonService.LOGGING))) {
      assertThat(DeviceClient.digest(device).error("/api/log/caps")).isEqualTo(7);
      assertThat(DeviceClient.digest(device).result("/api/system/info")).isNotEmpty();
    }
  }

  /** Section 5, the table of functions; 2.3: code 10. */
  @ParameterizedTest
  @CsvSource({
    "/api/system/status, SYSTEM_CONTROL",
    "/api/system/caps, SYSTEM_MONITORING",
    "/api/system/time, SYSTEM_MONITORING",
    "/api/system/time/set?time=1, SYSTEM_CONTROL",
    "/api/switch/caps, SWITCH_CONTROL",
    "/api/switch/status, SWITCH_CONTROL",
    "/api/switch/ctrl?switch=1&action=on, SWITCH_CONTROL",
    "/api/io/caps, IO_MONITORING",
    "/api/io/status, IO_MONITORING",
    "/api/io/ctrl?port=relay1&action=on, IO_CONTROL",
    "/api/phone/status, CALL_MONITORING",
    "/api/call/status, CALL_MONITORING",
    "/api/accesspoint/blocking/ctrl?id=0&action=on, ACCESS_CONTROL",
    "/api/accesspoint/blocking/status, ACCESS_MONITORING",
    "/api/accesspoint/grantaccess?id=0&user=54877b0e-4cc3-c645-9530-6c7850f47a9c, ACCESS_CONTROL",
    "/api/lift/grantaccess?uuid=54877b0e-4cc3-c645-9530-6c7850f47a9c, ACCESS_CONTROL"
  })
  void functionTakesItsPrivilege(String path, TwonPrivilege privilege) {
    TwonAccount without = TwonAccount.of("poor", "x").without(privilege);
    TwonAccount only = new TwonAccount("rich", "x", Set.of(privilege));
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withAccounts(without, only))) {
      assertThat(new DeviceClient(device.url(), "poor", "x", Authentication.DIGEST).error(path))
          .isEqualTo(10);
      assertThat(
              new DeviceClient(device.url(), "rich", "x", Authentication.DIGEST)
                  .get(path)
                  .path("success")
                  .asBoolean())
          .isTrue();
    }
  }

  /** Section 5: no privilege for system/info and the log. */
  @Test
  void infoAndLogTakeNoPrivilege() {
    TwonAccount nobody = new TwonAccount(CALLER, "x", Set.of());
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions().withAccounts(nobody))) {
      DeviceClient client = new DeviceClient(device.url(), CALLER, "x", Authentication.DIGEST);

      assertThat(client.result("/api/system/info").path("serialNumber").asText())
          .isEqualTo(device.serialNumber());
      assertThat(client.result("/api/log/caps").path("events")).isNotEmpty();
      client.result("/api/log/unsubscribe?id=" + client.subscribe(""));
    }
  }

  /** 5.10.2: "Unprivileged user events shall not be included in the channel queue." */
  @ParameterizedTest
  @CsvSource({
    "KeyPressed, KEYPAD_MONITORING",
    "KeyReleased, KEYPAD_MONITORING",
    "CodeEntered, KEYPAD_MONITORING",
    "CardEntered, UID_MONITORING",
    "InputChanged, IO_MONITORING",
    "OutputChanged, IO_MONITORING",
    "SwitchStateChanged, IO_MONITORING",
    "CallStateChanged, CALL_MONITORING",
    "RegistrationStateChanged, CALL_MONITORING"
  })
  void eventsOfAnotherPrivilegeAreSilentlyAbsent(String type, TwonPrivilege privilege) {
    TwonAccount account = TwonAccount.of(CALLER, "x").without(privilege);
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions().withAccounts(account))) {
      DeviceClient client = new DeviceClient(device.url(), CALLER, "x", Authentication.DIGEST);
      long channel = client.subscribe("");

      device.emit("DoorStateChanged", Map.of("state", "opened"));
      device.emit(type, Map.of());
      device.emit("DoorStateChanged", Map.of("state", "closed"));

      List<JsonNode> events = client.pull(channel);
      assertThat(events).extracting(e -> e.path("id").asInt()).containsExactly(2, 4);
    }
  }

  @Test
  void accountWithoutMonitoringStillSeesDecisions() {
    TwonAccount account =
        TwonAccount.of(CALLER, "x")
            .without(UID_MONITORING, KEYPAD_MONITORING, IO_MONITORING, CALL_MONITORING);
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions().withAccounts(account))) {
      DeviceClient client = new DeviceClient(device.url(), CALLER, "x", Authentication.DIGEST);
      long channel = client.subscribe("");

      device.play(TwonPassage.CARD);

      assertThat(client.pull(channel))
          .extracting(e -> e.path("event").asText())
          .containsExactly("UserAuthenticated", "DoorStateChanged", "DoorStateChanged");
    }
  }

  /** Section 4: "up to five user accounts". */
  @Test
  void sixthAccountIsRefused() {
    TwonAccount account = TwonAccount.of("a", "b");

    assertThatThrownBy(
            () ->
                new TwonOptions()
                    .withAccounts(account, account, account, account, account, account))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5");
  }

  @Test
  void passwordsAreNotPrinted() {
    assertThat(TwonAccount.of("admin", "top-secret").toString()).doesNotContain("top-secret");
    assertThat(new TwonOptions().withUser("admin", "top-secret").toString())
        .doesNotContain("top-secret");
  }

  /** 2.3: codes 1, 2, 3, and 5 of manual 2.21. */
  @Test
  void pathAndMethodAreChecked() {
    TwonOptions options =
        new TwonOptions()
            .withAuthentication(Authentication.NONE)
            .withRefusedFunction("/api/lift/grantaccess", 1)
            .withRefusedFunction("/api/io/caps", 5);
    try (TwonSimulator device = TwonSimulator.start(options)) {
      DeviceClient client = DeviceClient.anonymous(device);

      assertThat(client.error("/api/no/such")).isEqualTo(2);
      assertThat(client.error("/index.html")).isEqualTo(2);
      assertThat(client.error("/api/log/Pull?id=1")).isEqualTo(2);
      assertThat(code(client.send("DELETE", "/api/system/info"))).isEqualTo(3);
      assertThat(code(client.send("PUT", "/api/log/pull"))).isEqualTo(3);
      assertThat(code(client.post("/api/system/caps", "application/json", "{}"))).isEqualTo(3);
      assertThat(client.error("/api/camera/snapshot")).isEqualTo(1);
      assertThat(client.error("/api/lift/grantaccess")).isEqualTo(1);
      assertThat(client.error("/api/io/caps")).isEqualTo(5);
    }
  }

  /** 2.2: "the last incidence is preferred"; 2.1: GET and POST are equivalent. */
  @Test
  void parametersComeFromQueryAndFormAndTheLastWins() {
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withAuthentication(Authentication.NONE))) {
      DeviceClient client = DeviceClient.anonymous(device);
      String form = "application/x-www-form-urlencoded";

      assertThat(switchesOf(client.get("/api/switch/caps?switch=1&switch=2"))).containsExactly(2);
      assertThat(switchesOf(client.post("/api/switch/caps", form, "switch=3"))).containsExactly(3);
      assertThat(switchesOf(client.post("/api/switch/caps?switch=1", form, "switch=2")))
          .containsExactly(2);
      assertThat(switchesOf(client.post("/api/switch/caps?switch=1", "application/json", "{}")))
          .containsExactly(1);
      String multipart =
          "--b\r\nContent-Disposition: form-data; name=\"switch\"\r\n\r\n3\r\n--b--\r\n";
      assertThat(
              switchesOf(
                  client.post("/api/switch/caps", "multipart/form-data; boundary=b", multipart)))
          .containsExactly(3);
    }
  }

  /** As observed on firmware 2.50: a body of another type, or none, is refused. */
  @Test
  void postOfAnotherContentTypeIsRefused() {
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withAuthentication(Authentication.NONE))) {
      DeviceClient client = DeviceClient.anonymous(device);

      for (String type : new String[] {null, "application/octet-stream", "text/plain"}) {
        JsonNode error = client.post("/api/switch/caps", type, "").path("error");
        assertThat(error.path("code").asInt()).isEqualTo(14);
        assertThat(error.path("description").asText()).isEqualTo("Unsupported Content-Type");
      }
    }
  }

  /** 2.3: code 13. */
  @Test
  void hugeParameterIsTooBig() {
    try (TwonSimulator device =
        TwonSimulator.start(new TwonOptions().withAuthentication(Authentication.NONE))) {
      JsonNode reply =
          DeviceClient.anonymous(device)
              .post(
                  "/api/switch/caps",
                  "application/x-www-form-urlencoded",
                  "switch=" + "1".repeat(100_000));

      assertThat(code(reply)).isEqualTo(13);
    }
  }

  @Test
  void repliesAreHttp200Json() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions().withFirmware("2.40.1"))) {
      HttpResponse<String> response = DeviceClient.digest(device).raw("/api/log/pull?id=1");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(response.headers().firstValue("Server")).hasValue("HIP2.40.1");
    }
  }

  @Test
  void journalNamesAccountAndOutcome() {
    TwonAccount account = TwonAccount.of(CALLER, "x").without(SWITCH_CONTROL);
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions().withAccounts(account))) {
      new DeviceClient(device.url(), CALLER, "x", Authentication.DIGEST)
          .error("/api/switch/status?switch=1");

      assertThat(device.journal().requests())
          .extracting(
              TwonJournal.Request::method,
              TwonJournal.Request::path,
              TwonJournal.Request::query,
              TwonJournal.Request::account,
              TwonJournal.Request::status,
              TwonJournal.Request::outcome)
          .containsExactly(
              tuple("GET", "/api/switch/status", "switch=1", null, 401, "error 9, no credentials"),
              tuple("GET", "/api/switch/status", "switch=1", null, 200, "error 10"));
    }
  }

  @Test
  void journalKeepsTheLastRequests() {
    TwonOptions options =
        new TwonOptions().withAuthentication(Authentication.NONE).withRequestsKept(2);
    try (TwonSimulator device = TwonSimulator.start(options)) {
      DeviceClient client = DeviceClient.anonymous(device);
      client.get("/api/system/info");
      client.get("/api/io/caps");
      client.get("/api/log/caps");

      assertThat(device.journal().requests())
          .extracting(TwonJournal.Request::path)
          .containsExactly("/api/io/caps", "/api/log/caps");
      assertThat(device.journal().counters()).containsEntry("requests", 3L);
    }
  }

  private static int code(JsonNode reply) {
    return reply.path("error").path("code").asInt();
  }

  private static List<Integer> switchesOf(JsonNode reply) {
    return reply.path("result").findValues("switch").stream().map(JsonNode::asInt).toList();
  }
}
