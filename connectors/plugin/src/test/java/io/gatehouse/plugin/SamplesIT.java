package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.akuvox.events.AkuvoxSamples;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.events.CommonFields;
import io.gatehouse.hikconnect.events.HikConnectSamples;
import io.gatehouse.simulators.AkuvoxCloudDevice;
import io.gatehouse.simulators.AkuvoxCloudOptions;
import io.gatehouse.simulators.AkuvoxCloudRecord;
import io.gatehouse.simulators.AkuvoxCloudSimulator;
import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxRecord;
import io.gatehouse.simulators.AkuvoxResidence;
import io.gatehouse.simulators.AkuvoxSimulator;
import io.gatehouse.simulators.HikConnectMq;
import io.gatehouse.simulators.HikConnectOptions;
import io.gatehouse.simulators.HikConnectSimulator;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import io.gatehouse.stack.Launch;
import io.gatehouse.twon.SampleTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every sample of the manuals and every published event goes the whole way: simulator, connector,
 * converter, registry, consumer; and comes out as the vendor's table {@code samples.tsv} says.
 */
class SamplesIT {

  private static final String TOKEN_KEY = "key of the samples";
  private static final String CLOUD_TOKEN = "token-of-the-samples";

  @TempDir static Path plugins;
  private static PluginStack stack;

  @BeforeAll
  static void start() {
    stack = PluginStack.start(plugins, Launch.temporarily());
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  @Test
  void everySampleOf2nComesOutAsTheTableSays() throws Exception {
    try (CommittedEvents events = stack.createTopics("twon.");
        TwonSimulator device =
            TwonSimulator.start(new TwonOptions().withUser("reader", "sesame"))) {
      read("twon", twon(device));

      Set<String> ids = new HashSet<>();
      List<String> expected = new ArrayList<>();
      for (SampleTable.Sample sample : SampleTable.all(TOKEN_KEY)) {
        ids.add(emit(device, sample));
        expected.addAll(sample.expected());
      }

      // The device has more to say, of its own start.
      assertComesOut(
          events,
          record -> ids.contains(record.get(CommonFields.VENDOR_EVENT_ID)),
          SampleTable::describe,
          expected);
    }
  }

  /** Access records are in no queue: sweeps ask for them by the hour, and have tests of theirs. */
  @Test
  void everySampleOfHikConnectComesOutAsTheTableSays() throws Exception {
    try (CommittedEvents events = stack.createTopics("hikconnect.");
        HikConnectSimulator cloud =
            HikConnectSimulator.start(
                new HikConnectOptions().withSubscribed(HikConnectMq.values()))) {
      read("hikconnect", hikConnect(cloud));
      events.until(read -> read.stream().filter(it -> it.type().equals("SUBSCRIBED")).count() == 3);

      List<String> expected = new ArrayList<>();
      for (HikConnectSamples.Sample sample : HikConnectSamples.all(TOKEN_KEY)) {
        if (!sample.queue().equals("records")) {
          cloud.emit(HikConnectMq.valueOf(sample.queue().toUpperCase(Locale.ROOT)), sample.json());
          expected.addAll(sample.expected());
        }
      }

      // What Gatehouse itself observed has no payload of the vendor's.
      assertComesOut(
          events,
          record -> record.get(CommonFields.RAW) != null,
          HikConnectSamples::describe,
          expected);
    }
  }

  @Test
  void everySampleOfAkuvoxDevicesComesOutAsTheTableSays() throws Exception {
    try (CommittedEvents events = stack.createTopics("akuvox.");
        AkuvoxSimulator device = AkuvoxSimulator.start(new AkuvoxOptions())) {
      List<String> expected = new ArrayList<>();
      for (AkuvoxSamples.Sample sample : AkuvoxSamples.all(TOKEN_KEY)) {
        if (sample.kind().endsWith("log")) {
          oldestFirst(sample).forEach(item -> emit(device, sample.kind(), item));
          expected.addAll(sample.expected());
        }
      }
      read("akuvox", akuvox(device));

      assertComesOut(
          events,
          record -> record.get(CommonFields.RAW) != null,
          AkuvoxSamples::describe,
          expected);
    }
  }

  @Test
  void everySampleOfTheAkuvoxCloudComesOutAsTheTableSays() throws Exception {
    try (CommittedEvents events = stack.createTopics("akuvox-cloud.");
        AkuvoxCloudSimulator cloud =
            AkuvoxCloudSimulator.start(
                new AkuvoxCloudOptions().withToken(CLOUD_TOKEN).withResidences(residence()))) {
      List<String> expected = new ArrayList<>();
      for (AkuvoxSamples.Sample sample : AkuvoxSamples.all(TOKEN_KEY)) {
        if (sample.kind().endsWith("history")) {
          oldestFirst(sample).forEach(item -> emit(cloud, sample.kind(), item));
          expected.addAll(sample.expected());
        }
      }
      read("akuvox-cloud", akuvoxCloud(cloud));

      assertComesOut(
          events,
          record -> record.get(CommonFields.RAW) != null,
          AkuvoxSamples::describe,
          expected);
    }
  }

  private static void read(String name, Map<String, String> config) {
    stack.connect().create(name, config);
    stack.connect().await(name, "RUNNING");
  }

  private static void assertComesOut(
      CommittedEvents events,
      Predicate<IndexedRecord> isOfASample,
      Function<IndexedRecord, String> describe,
      List<String> expected) {
    events.until(read -> events.records().stream().filter(isOfASample).count() >= expected.size());
    events.all();
    assertThat(events.records().stream().filter(isOfASample).map(describe))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String emit(TwonSimulator device, SampleTable.Sample sample) {
    String type = sample.event().get("event").asText();
    return Long.toString(
        sample.event().get("params") instanceof ObjectNode params
            ? device.emit(type, params).id()
            : device.emit(type).id());
  }

  /** Replies have the newest record first. */
  private static List<JsonNode> oldestFirst(AkuvoxSamples.Sample sample) {
    List<JsonNode> items = new ArrayList<>(sample.items());
    Collections.reverse(items);
    return items;
  }

  /** The simulator's logs know texts only. */
  private static void emit(AkuvoxSimulator device, String log, JsonNode item) {
    Map<String, String> fields = new LinkedHashMap<>();
    item.properties()
        .forEach(
            it -> fields.put(it.getKey(), it.getValue().isNull() ? null : it.getValue().asText()));
    device.emit(AkuvoxRecord.Log.valueOf(log.toUpperCase(Locale.ROOT)), fields);
  }

  private static void emit(AkuvoxCloudSimulator cloud, String history, JsonNode item) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    item.properties().forEach(it -> fields.put(it.getKey(), it.getValue()));
    String name = history.replace("_history", "").toUpperCase(Locale.ROOT);
    cloud.emit(AkuvoxCloudRecord.History.valueOf(name), AkuvoxSamples.RESIDENCE, fields);
  }

  private static AkuvoxResidence residence() {
    List<AkuvoxCloudDevice> devices = new ArrayList<>();
    AkuvoxSamples.LISTED.forEach(
        (mac, name) -> devices.add(AkuvoxCloudDevice.doorphone(mac, name)));
    return new AkuvoxResidence(AkuvoxSamples.RESIDENCE, devices, List.of("tom"));
  }

  private static Map<String, String> twon(TwonSimulator device) {
    Map<String, String> config =
        new HashMap<>(stack.settings("io.gatehouse.twon.TwonSourceConnector", "twon."));
    config.putAll(devices(List.of(SampleTable.device(device.url()))));
    config.put("credentials.default.username", "reader");
    config.put("credentials.default.password", "sesame");
    config.put("redaction.token.key", TOKEN_KEY);
    return config;
  }

  private static Map<String, String> hikConnect(HikConnectSimulator cloud) {
    Map<String, String> config =
        new HashMap<>(
            stack.settings("io.gatehouse.hikconnect.HikConnectSourceConnector", "hikconnect."));
    config.putAll(devices(HikConnectSamples.devices()));
    config.put("account.url", cloud.url().toString());
    config.put("tls", "insecure");
    config.put("account.app.key", cloud.appKey());
    config.put("account.secret.key", cloud.secretKey());
    config.put("redaction.token.key", TOKEN_KEY);
    return config;
  }

  private static Map<String, String> akuvox(AkuvoxSimulator device) {
    Map<String, String> config =
        new HashMap<>(stack.settings("io.gatehouse.akuvox.AkuvoxSourceConnector", "akuvox."));
    config.putAll(devices(List.of(AkuvoxSamples.device(device.url()))));
    config.put("credentials.default.username", "admin");
    config.put("credentials.default.password", "httpapi");
    config.put("log.time.zone", AkuvoxSamples.ZONE);
    config.put("redaction.token.key", TOKEN_KEY);
    return config;
  }

  private static Map<String, String> akuvoxCloud(AkuvoxCloudSimulator cloud) {
    Map<String, String> config =
        new HashMap<>(
            stack.settings(
                "io.gatehouse.akuvox.cloud.AkuvoxCloudSourceConnector", "akuvox-cloud."));
    config.putAll(devices(AkuvoxSamples.cloudDevices()));
    config.put("account.url", cloud.url().toString());
    config.put("account.token", CLOUD_TOKEN);
    config.put("tls", "insecure");
    config.put("residences", AkuvoxSamples.RESIDENCE);
    config.put("history.time.zone", AkuvoxSamples.ZONE);
    config.put("redaction.token.key", TOKEN_KEY);
    return config;
  }

  /** The devices that a table speaks of, as options. */
  private static Map<String, String> devices(List<DeviceSpec> devices) {
    Map<String, String> options = new HashMap<>();
    options.put("devices", String.join(",", devices.stream().map(DeviceSpec::id).toList()));
    for (DeviceSpec device : devices) {
      String prefix = "devices." + device.id() + ".";
      options.put(prefix + "url", device.url() == null ? null : device.url().toString());
      options.put(prefix + "serial", device.serial());
      options.put(prefix + "name", device.name());
      options.put(prefix + "site", device.site());
      options.put(prefix + "zone", device.zone());
      device.doors().forEach((door, name) -> options.put(prefix + "door." + door, name));
    }
    options.values().removeIf(value -> value == null);
    return options;
  }
}
