package io.gatehouse.akuvox.cloud;

import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.DEVICES;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.RESIDENCE;
import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.simulators.AkuvoxCloudOptions;
import io.gatehouse.simulators.AkuvoxCloudSimulator;
import io.gatehouse.simulators.AkuvoxTransport;
import io.gatehouse.simulators.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator meets: validation, tasks, offsets. */
class AkuvoxCloudSourceConnectorTest {

  private final AkuvoxCloudSourceConnector connector = new AkuvoxCloudSourceConnector();

  @Test
  void addressTokenAndResidencesAreEnough() {
    assertThat(errors(configuration())).isEmpty();
  }

  @Test
  void everyMistakeIsToldOnItsOption() {
    Map<String, String> props = configuration();
    props.put("account.url", "api.ecloud.akubela.com");
    props.put("account.token", "${file:/nowhere:token}");
    props.put("residences", "r1,my home");
    props.put("history.poll.interval.ms", "0");
    props.put("history.request.pause.ms", "-1");
    props.put("history.time.zone", "Berlin");
    props.put("tls", "maybe");
    props.put("devices", "gate");
    props.put("devices.gate.url", "https://10.0.0.5");

    Map<String, List<String>> errors = errors(props);

    assertThat(errors)
        .containsOnlyKeys(
            "account.url",
            "account.token",
            "residences",
            "history.poll.interval.ms",
            "history.request.pause.ms",
            "history.time.zone",
            "tls",
            "devices.gate.serial");
    assertThat(errors.get("account.url").get(0)).contains("api.ecloud", "https://host");
    assertThat(errors.get("account.token").get(0)).contains("config.providers");
    assertThat(errors.get("residences").get(0)).contains("my home");
    assertThat(errors.get("history.time.zone").get(0)).contains("Berlin", "Europe/Berlin");
  }

  @Test
  void whatIsRequiredIsMissed() {
    assertThat(errors(new HashMap<>(Map.of("name", "akuvox"))))
        .containsOnlyKeys("account.url", "account.token", "residences");
  }

  @Test
  void aResidenceThatIsNamedTwiceIsRefused() {
    Map<String, String> props = configuration();
    props.put("residences", "r1,r1");

    assertThat(errors(props)).containsOnlyKeys("residences");
  }

  @ParameterizedTest
  @CsvSource({"Bearer abc, Bearer", "bearer abc, Bearer", "abc def, blanks", "abcö, letters"})
  void aTokenThatIsNoneIsRefusedUntold(String token, String why) {
    Map<String, String> props = configuration();
    props.put("account.token", token);

    assertThat(errors(props)).containsOnlyKeys("account.token");
    assertThat(errors(props).get("account.token").get(0)).contains(why).doesNotContain("abc");
  }

  @Test
  void theTokenGoesInClearOnlyWhereThatWasWrittenOut() {
    Map<String, String> props = configuration();
    props.put("account.url", "http://api.ecloud.akubela.com");

    assertThat(errors(props)).containsOnlyKeys("account.url");
    assertThat(errors(props).get("account.url").get(0)).contains("in clear", "tls=insecure");

    props.put("tls", "insecure");
    assertThat(errors(props)).isEmpty();
  }

  @Test
  void devicesAreDescribedByMacOrNameAndNeedNoAddress() {
    Map<String, String> props = configuration();
    props.put("devices", "gate,side");
    props.put("devices.gate.serial", "0C110508EF2E");
    props.put("devices.side.serial", "Side Door");

    assertThat(errors(props)).isEmpty();
  }

  @Test
  void validationTellsOfEachResidence() {
    try (AkuvoxCloudSimulator cloud =
        AkuvoxCloudSimulator.start(new AkuvoxCloudOptions().withTransport(AkuvoxTransport.HTTPS))) {
      SimulatedAkuvoxCloud.pass(cloud, 5);
      Map<String, String> props = SimulatedAkuvoxCloud.config(cloud.url(), RESIDENCE);
      props.put("tls", "pinned");
      props.put("tls.fingerprint", cloud.fingerprint());
      props.put("validate.devices", "true");

      assertThat(errors(props)).isEmpty();
      assertThat(report(props))
          .contains(
              RESIDENCE + ": open_door_history has 5 records",
              RESIDENCE + ": call_history has 0 records",
              RESIDENCE + ": lists 1 devices: Front Door",
              RESIDENCE + ": times are taken for those of UTC")
          .anySatisfy(line -> assertThat(line).contains("certificate SHA-256"));

      cloud.faults().add(DEVICES, 1, Fault.status(403));
      assertThat(report(props))
          .anySatisfy(line -> assertThat(line).contains("does not list its devices", "403"));
    }
  }

  @Test
  void validationTellsThatTokenOrResidenceAreWrong() {
    try (AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(new AkuvoxCloudOptions())) {
      Map<String, String> props = SimulatedAkuvoxCloud.config(cloud.url(), "gone");
      props.put("validate.devices", "true");

      assertThat(errors(props)).containsOnlyKeys("account.url");
      assertThat(errors(props).get("account.url").get(0))
          .contains("gone", "unknown residence", "residences");

      props.put("account.token", "not-it");
      assertThat(errors(props).get("account.url").get(0))
          .contains("account.token", "expired")
          .doesNotContain("not-it");
    }
  }

  @Test
  void theTokenIsHiddenInWhatIsShown() {
    String shown = connector.config().parse(configuration()).toString();

    assertThat(shown).contains("account.token").doesNotContain(TOKEN);
  }

  @Test
  void residencesAreDealtOutToTasks() {
    Map<String, String> props = configuration();
    props.put("residences", "r1,r2,r3");
    props.put("devices", "gate");
    props.put("devices.gate.serial", "0C110508EF2E");
    connector.start(props);

    List<Map<String, String>> three = connector.taskConfigs(5);

    assertThat(three)
        .hasSize(3)
        .allSatisfy(task -> assertThat(task.get("task.devices")).contains("0C110508EF2E"));
    assertThat(three.stream().map(task -> task.get("task.feeds").split("\"id\"").length))
        .containsOnly(2);
    assertThat(connector.taskConfigs(1)).hasSize(1);
    assertThat(connector.taskClass()).isEqualTo(AkuvoxCloudSourceTask.class);
    connector.stop();
  }

  @Test
  void offsetsAreThoseOfResidences() {
    Map<String, String> props = configuration();
    Map<String, String> residence = Map.of("residence", RESIDENCE);
    Map<String, Object> unread = AkuvoxCloudState.unread().toOffset();

    assertThat(connector.alterOffsets(props, Map.of(residence, unread))).isTrue();
    assertThatThrownBy(
            () -> connector.alterOffsets(props, Map.of(residence, Map.of("lastId", "noon"))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll(RESIDENCE, "lastId");
    assertThatThrownBy(
            () -> connector.alterOffsets(props, Map.of(Map.of("device", "gate"), unread)))
        .hasMessageContaining("{\"residence\": \"<residence id>\"}");
    assertThatThrownBy(
            () -> connector.alterOffsets(props, Map.of(Map.of("residence", "other"), unread)))
        .hasMessageContainingAll("residence 'other'", "can only be reset");
  }

  private Map<String, List<String>> errors(Map<String, String> props) {
    return connector.validate(props).configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }

  private List<String> report(Map<String, String> props) {
    List<String> lines = new ArrayList<>();
    connector.validate(props).configValues().stream()
        .filter(value -> value.name().equals("validate.devices"))
        .forEach(value -> value.recommendedValues().forEach(line -> lines.add(line.toString())));
    return lines;
  }

  private static Map<String, String> configuration() {
    Map<String, String> props = new HashMap<>();
    props.put("name", "akuvox");
    props.put("account.url", "https://127.0.0.1:1");
    props.put("account.token", TOKEN);
    props.put("residences", RESIDENCE);
    return props;
  }
}
