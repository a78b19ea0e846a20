package io.gatehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The serde as producers, consumers and Kafka Streams use it. */
@Timeout(60)
final class AvroSerdeTest {
  @Test
  void anEventComesBackEqualWithNestedRecordsAndInstants() {
    try (AvroSerde<AlarmEvent> serde = serde(AlarmEvent.class, Apicurio.URL, Map.of())) {
      AlarmEvent alarm = Samples.alarm();

      byte[] bytes = serde.serializer().serialize("serde", alarm);
      AlarmEvent back = serde.deserializer().deserialize("serde", bytes);

      assertThat(back).isEqualTo(alarm);
      assertThat(back.getAttachments()).isEqualTo(alarm.getAttachments());
    }
  }

  @Test
  void nullStaysNull() throws IOException {
    try (AvroSerde<AlarmEvent> serde = serde(AlarmEvent.class, StubRegistry.nowhere(), Map.of())) {
      assertThat(serde.serializer().serialize("t", null)).isNull();
      assertThat(serde.deserializer().deserialize("t", (byte[]) null)).isNull();
    }
  }

  @Test
  void theRegistryIsAskedOnce() throws IOException {
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        AvroSerde<AccessEvent> serde = serde(AccessEvent.class, registry.url(), Map.of())) {
      for (int i = 0; i < 10; i++) {
        serde.serializer().serialize("t", Samples.access());
      }

      assertThat(registry.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"500, true", "429, true", "401, false", "404, false", "409, false"})
  void onlyWhatTimeCanHealIsRetriable(int status, boolean retriable) throws IOException {
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(status, ""));
        AvroSerde<AccessEvent> serde = serde(AccessEvent.class, registry.url(), Map.of())) {
      Throwable writing = catchThrowable(() -> serde.serializer().serialize("t", Samples.access()));
      Throwable reading =
          catchThrowable(
              () -> serde.deserializer().deserialize("t", new byte[] {0, 0, 0, 0, 7, 0}));

      for (Throwable thrown : List.of(writing, reading)) {
        assertThat(thrown).hasCauseInstanceOf(RegistryException.class);
        assertThat(thrown instanceof RetriableException).isEqualTo(retriable);
        assertThat(thrown instanceof SerializationException).isEqualTo(!retriable);
      }
    }
  }

  @Test
  void aRecordOfAnotherTypeIsRefused() {
    try (AvroSerde<AccessEvent> access = serde(AccessEvent.class, Apicurio.URL, Map.of());
        AvroSerde<Device> device = serde(Device.class, Apicurio.URL, Map.of())) {
      byte[] bytes = access.serializer().serialize("other-type", Samples.access());

      assertThatThrownBy(() -> device.deserializer().deserialize("other-type", bytes))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("topic other-type")
          .hasMessageContaining("Device")
          .hasMessageContaining("check");
    }
  }

  @Test
  void theLatestVersionIsWrittenByFieldName() {
    Schema own = AccessEvent.getClassSchema();
    List<Schema.Field> fields = new ArrayList<>();
    fields.add(new Schema.Field("floor", SchemaBuilder.builder().intType(), "Storey.", 3));
    own.getFields().forEach(field -> fields.add(0, new Schema.Field(field, field.schema())));
    Schema latest = Schema.createRecord(own.getFullName(), own.getDoc(), null, false, fields);
    Map<String, String> useLatest =
        Map.of("auto.register.schemas", "false", "use.latest.version", "true");
    try (RegistryClient client = new RegistryClient(Map.of("schema.registry.url", Apicurio.URL));
        AvroSerde<AccessEvent> serde = serde(AccessEvent.class, Apicurio.URL, useLatest)) {
      int id = client.register("serde-latest-value", latest);

      byte[] bytes = serde.serializer().serialize("serde-latest", Samples.access());

      assertThat(WireFormat.id(bytes)).isEqualTo(id);
      assertThat(serde.deserializer().deserialize("serde-latest", bytes))
          .isEqualTo(Samples.access());
    }
  }

  private static <T extends SpecificRecord> AvroSerde<T> serde(
      Class<T> type, String url, Map<String, String> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("schema.registry.url", url);
    AvroSerde<T> serde = new AvroSerde<>(type);
    serde.configure(configs, false);
    return serde;
  }
}
