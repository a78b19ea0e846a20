package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void whatMustBeSoIsSoAndTheRestIsTheUsers() {
    Settings settings =
        of(
            "topics.prefix", "house.",
            "num.standby.replicas", "1",
            "rack.aware.assignment.tags", "zone",
            "client.tag.zone", "a",
            "commit.interval.ms", "500",
            "grace.ms", "1000");

    StreamsConfig streams = new StreamsConfig(settings.streams());
    assertThat(streams.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(streams.getString("application.id")).isEqualTo("gatehouse-streams");
    assertThat(streams.getString("errors.dead.letter.queue.topic.name"))
        .isEqualTo("house.dead-letter");
    assertThat(streams.getInt("num.standby.replicas")).isEqualTo(1);
    assertThat(streams.getLong("commit.interval.ms")).isEqualTo(500);
    assertThat(streams.getClientTags()).containsEntry("zone", "a");
    assertThat(settings.app().grace()).hasMillis(1000);
    assertThat(settings.streams()).doesNotContainKeys("grace.ms", "schema.registry.url");
  }

  @Test
  void everyFaultIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                Settings.of(
                    Map.of(
                        "grace.ms", "-1",
                        "rule.forced-door.context.ms", "soon",
                        "rule.alien", "true",
                        "num.standby.replicas", "many",
                        "processing.guarantee", "at_least_once",
                        "schema.registry.url", "nowhere",
                        "state.dir", "${env:NO_SUCH_VARIABLE}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "grace.ms",
            "rule.forced-door.context.ms",
            "rule.alien: there is no such rule",
            "num.standby.replicas",
            "processing.guarantee: the app sets this itself",
            "schema.registry.url",
            "\"bootstrap.servers\"",
            "state.dir: ${env:NO_SUCH_VARIABLE} is not known");
  }

  @Test
  void aProviderGivesWhatTheFileDoesNotHold() {
    Settings settings =
        of(
            "config.providers", "env",
            "config.providers.env.class",
                "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
            "client.tag.path", "${env:PATH}");

    assertThat(settings.streams())
        .containsEntry("client.tag.path", System.getenv("PATH"))
        .doesNotContainKey("config.providers");
  }

  @Test
  void aSecretOfTheRegistryDoesNotReachTheClientsOfKafka() {
    Settings settings =
        of(
            "schema.registry.basic.auth.credentials.source", "USER_INFO",
            "schema.registry.basic.auth.user.info", "ann:secret");

    assertThat(settings.streams().toString()).doesNotContain("secret");
    assertThat(settings.registry().toString()).contains("secret");
  }

  private static Settings of(String... options) {
    Map<String, String> file = new HashMap<>();
    file.put("bootstrap.servers", "none:1");
    file.put("schema.registry.url", "http://none:1");
    for (int i = 0; i < options.length; i += 2) {
      file.put(options[i], options[i + 1]);
    }
    return Settings.of(file);
  }
}
