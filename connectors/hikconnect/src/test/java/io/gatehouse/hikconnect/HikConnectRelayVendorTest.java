package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayDevices;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** What an operator of the sink meets. */
class HikConnectRelayVendorTest {

  @Test
  void anAccountAndASerialNumberAreEnough() {
    assertThat(problems(configuration())).isEmpty();
  }

  @Test
  void everyMistakeIsToldOnItsOption() {
    Map<String, String> props = configuration();
    props.put("hikconnect.account.url", "isgp.hikcentralconnect.com");
    props.put("hikconnect.account.app.key", "${file:/nowhere:ak}");
    props.remove("hikconnect.account.secret.key");
    props.remove("devices.lobby.serial");
    props.put("devices.gate.vendor", "hikconnect");
    props.put("devices.gate.serial", "FH2");
    props.put("devices", "lobby,gate");

    assertThat(problems(props))
        .contains("hikconnect.account.url: 'isgp.hikcentralconnect.com' must be https://host")
        .contains("hikconnect.account.app.key: ")
        .contains("config.providers")
        .contains("hikconnect.account.secret.key: missing")
        .contains("devices.lobby.serial");
  }

  @Test
  void keysGoInClearOnlyWhereThatWasWrittenOut() {
    Map<String, String> props = configuration();
    props.put("hikconnect.account.url", "http://isgp.hikcentralconnect.com");

    assertThat(problems(props)).contains("hikconnect.account.url", "in clear", "tls=insecure");

    props.put("tls", "insecure");
    assertThat(problems(props)).isEmpty();
  }

  @Test
  void theKeysAreSecretAndNothingOfTheSourceIsAskedFor() {
    ConfigDef def = new ConfigDef();
    new HikConnectRelayVendor().define(def);

    assertThat(def.names())
        .containsExactlyInAnyOrder(
            "account.url", "account.app.key", "account.secret.key", "account.requests.per.second");
    assertThat(def.configKeys().get("account.app.key").type).isEqualTo(ConfigDef.Type.PASSWORD);
    assertThat(def.configKeys().get("account.secret.key").type).isEqualTo(ConfigDef.Type.PASSWORD);
  }

  private static String problems(Map<String, String> props) {
    Problems problems = new Problems();
    RelayDevices.read(props, problems);
    return problems.toString();
  }

  private static Map<String, String> configuration() {
    return new HashMap<>(
        Map.of(
            "devices", "lobby",
            "devices.lobby.vendor", "hikconnect",
            "devices.lobby.serial", "FH1313789",
            "hikconnect.account.url", "https://isgp.hikcentralconnect.com",
            "hikconnect.account.app.key", "ak",
            "hikconnect.account.secret.key", "sk"));
  }
}
