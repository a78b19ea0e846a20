package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.Topics;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import io.gatehouse.stack.ApicurioRegistry;
import io.gatehouse.stack.ConnectRest;
import io.gatehouse.stack.ConnectWorker;
import io.gatehouse.stack.KafkaBroker;
import io.gatehouse.stack.Launch;
import io.gatehouse.twon.SampleTable;
import io.gatehouse.twon.SampleTable.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every sample of the manuals and every published event goes the whole way: simulator, connector,
 * converter, registry, consumer; and comes out as the table {@code samples.tsv} says.
 */
class SamplesIT {

  private static final String TOKEN_KEY = "key of the samples";

  @TempDir Path plugins;

  @Test
  void everySampleComesOutAsTheTableSays() throws Exception {
    PluginZip.unpackInto(plugins);
    Topics topics = Topics.of("samples.");
    try (KafkaBroker broker = KafkaBroker.start();
        ApicurioRegistry registry = ApicurioRegistry.start();
        ConnectWorker worker =
            ConnectWorker.start(broker.bootstrapServers(), plugins, Launch.temporarily());
        TwonSimulator device =
            TwonSimulator.start(new TwonOptions().withUser("reader", "sesame"))) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        CreateTopics.create(admin, topics, 1);
      }
      ConnectRest connect = worker.rest();
      connect.create("samples", config(device, registry.url()));
      connect.await("samples", "RUNNING");

      Map<String, Sample> byId = new LinkedHashMap<>();
      int records = 0;
      for (Sample sample : SampleTable.all(TOKEN_KEY)) {
        byId.put(emit(device, sample), sample);
        records += sample.expected().size();
      }

      int expected = records;
      try (CommittedEvents events =
          new CommittedEvents(broker.bootstrapServers(), registry.url(), topics)) {
        events.until(read -> fromDevice(events.records(), byId).size() >= expected);
        events.all();
        assertAsInTheTable(byId, fromDevice(events.records(), byId));
      }
    }
  }

  private static void assertAsInTheTable(Map<String, Sample> byId, List<SpecificRecord> records) {
    Map<String, List<String>> lines = new HashMap<>();
    for (SpecificRecord record : records) {
      lines
          .computeIfAbsent(vendorEventId(record), id -> new ArrayList<>())
          .add(SampleTable.describe(record));
    }
    byId.forEach(
        (id, sample) ->
            assertThat(lines.get(id))
                .as(sample.name())
                .containsExactlyInAnyOrderElementsOf(sample.expected()));
  }

  private static String emit(TwonSimulator device, Sample sample) {
    String type = sample.event().get("event").asText();
    return Long.toString(
        sample.event().get("params") instanceof ObjectNode params
            ? device.emit(type, params).id()
            : device.emit(type).id());
  }

  private static List<SpecificRecord> fromDevice(
      List<SpecificRecord> records, Map<String, Sample> byId) {
    return records.stream().filter(record -> byId.containsKey(vendorEventId(record))).toList();
  }

  private static String vendorEventId(IndexedRecord record) {
    Object id = record.get(CommonFields.VENDOR_EVENT_ID);
    return id == null ? "" : id.toString();
  }

  private static Map<String, String> config(TwonSimulator device, String registryUrl) {
    return Map.ofEntries(
        Map.entry("connector.class", "io.gatehouse.twon.TwonSourceConnector"),
        Map.entry("tasks.max", "1"),
        Map.entry("exactly.once.support", "required"),
        Map.entry("devices", "lobby"),
        Map.entry("devices.lobby.url", device.url().toString()),
        Map.entry("devices.lobby.name", "Lobby"),
        Map.entry("devices.lobby.site", "Headquarters"),
        Map.entry("devices.lobby.zone", "Ground floor"),
        Map.entry("devices.lobby.door.0", "Entrance"),
        Map.entry("credentials.default.username", "reader"),
        Map.entry("credentials.default.password", "sesame"),
        Map.entry("redaction.token.key", TOKEN_KEY),
        Map.entry("topic.prefix", "samples."),
        Map.entry("value.converter", "io.gatehouse.registry.AvroConverter"),
        Map.entry("value.converter.schema.registry.url", registryUrl));
  }
}
