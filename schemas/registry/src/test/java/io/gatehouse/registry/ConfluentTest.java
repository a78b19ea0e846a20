package io.gatehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.ConnectSchemas;
import io.gatehouse.events.EventClasses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ours on one side, Confluent's own classes on the other, a real registry between them. */
final class ConfluentTest {
  private static final Map<String, String> AS_THE_AVSC =
      Map.of("avro.remove.java.properties", "true");
  private static final Map<String, String> SPECIFIC = Map.of("specific.avro.reader", "true");

  @BeforeAll
  static void trust() {
    EventClasses.trust(); // Confluent's deserializer makes our objects through Avro's own search.
  }

  static List<SpecificRecord> events() {
    return List.of(Samples.access(), Samples.alarm());
  }

  @ParameterizedTest
  @MethodSource("events")
  void convertersAndSerializersOfBothWriteTheSameBytes(SpecificRecord event) {
    String topic = topic(event, "same");
    Struct struct = ConnectSchemas.toStruct(event);
    Serializer<Object> theirs = Confluent.serializer(Apicurio.URL, AS_THE_AVSC);

    byte[] bytes = ours().fromConnectData(topic, struct.schema(), struct);

    assertThat(serialize(topic, event)).isEqualTo(bytes);
    assertThat(theirs.serialize(topic, event)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("events")
  void theirsReadsOurs(SpecificRecord event) {
    String topic = topic(event, "theirs-reads");
    Struct struct = ConnectSchemas.toStruct(event);
    Deserializer<Object> specific = Confluent.deserializer(Apicurio.URL, SPECIFIC);
    Deserializer<Object> generic = Confluent.deserializer(Apicurio.URL, Map.of());

    byte[] bytes = ours().fromConnectData(topic, struct.schema(), struct);

    assertThat(specific.deserialize(topic, bytes))
        .isInstanceOf(event.getClass())
        .hasToString(event.toString()); // equals throws for an Instant in an Avro list
    assertThat(generic.deserialize(topic, bytes)).isInstanceOf(GenericRecord.class);
    assertSameFields(theirs().toConnectData(topic, bytes), struct);
  }

  @ParameterizedTest
  @MethodSource("events")
  void oursReadsTheirs(SpecificRecord event) {
    String topic = topic(event, "ours-reads");
    Struct struct = ConnectSchemas.toStruct(event);

    byte[] converted = theirs().fromConnectData(topic, struct.schema(), struct);
    byte[] serialized = Confluent.serializer(Apicurio.URL, Map.of()).serialize(topic, event);

    for (byte[] bytes : List.of(converted, serialized)) {
      assertThat(deserialize(topic, bytes, event.getClass())).isEqualTo(event);
      assertSameFields(ours().toConnectData(topic, bytes), struct);
    }
  }

  /** Every Connect type as a field of one struct. */
  @Test
  void everyConnectTypeGoesBothWays() {
    SchemaBuilder builder = SchemaBuilder.struct().name("io.example.Everything");
    List<MappingTest.Case> cases = MappingTest.everyType();
    for (int i = 0; i < cases.size(); i++) {
      builder.field("f" + i, cases.get(i).schema());
    }
    Struct struct = new Struct(builder.build());
    for (int i = 0; i < cases.size(); i++) {
      struct.put("f" + i, cases.get(i).value());
    }

    byte[] ours = ours().fromConnectData("everything-ours", struct.schema(), struct);
    byte[] theirs = theirs().fromConnectData("everything-theirs", struct.schema(), struct);

    assertThat(ours().toConnectData("everything-ours", ours).value()).isEqualTo(struct);
    assertThat(ours().toConnectData("everything-theirs", theirs).value()).isEqualTo(struct);
    assertSameFields(theirs().toConnectData("everything-ours", ours), struct);
    assertSameFields(theirs().toConnectData("everything-theirs", theirs), struct);
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void everyConnectTypeGoesBothWaysAlone(MappingTest.Case given) {
    String topic = "alone-" + given.schema().hashCode();

    byte[] ours = ours().fromConnectData(topic, given.schema(), given.value());
    byte[] theirs = theirs().fromConnectData(topic + "-theirs", given.schema(), given.value());

    assertThat(theirs().toConnectData(topic, ours).value()).isEqualTo(given.value());
    assertThat(ours().toConnectData(topic, theirs).value()).isEqualTo(given.value());
  }

  static List<MappingTest.Case> everyType() {
    return MappingTest.everyType();
  }

  /** A writer of another version of the event: what it changed, and what must still be the same. */
  record Version(String name, UnaryOperator<List<Schema.Field>> change) {
    Schema schema() {
      Schema own = AccessEvent.getClassSchema();
      List<Schema.Field> fields = new ArrayList<>();
      own.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
      return Schema.createRecord(
          own.getFullName(), own.getDoc(), null, false, change.apply(fields));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Version> versions() {
    return List.of(
        new Version("older: reason did not exist", f -> without(f, "reason")),
        new Version("older: had a field that is gone", f -> with(f, text("legacy", null))),
        new Version("newer: added a field with a default", f -> with(f, text("floor", "ground"))),
        new Version("newer: removed personName", f -> without(f, "personName")),
        new Version("fields in another order", ConfluentTest::reversed),
        new Version(
            "all at once",
            f -> reversed(with(without(without(f, "reason"), "raw"), text("floor", "ground")))));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void oursReadsWhatTheirsWroteInAnotherVersion(Version version) {
    String topic = "version-theirs-" + version.name().hashCode();
    AccessEvent event = Samples.access();
    GenericRecord record = new GenericData.Record(version.schema());
    for (Schema.Field field : version.schema().getFields()) {
      Schema.Field same = event.getSchema().getField(field.name());
      record.put(field.name(), same == null ? "extra" : datum(event, same));
    }

    byte[] bytes = Confluent.serializer(Apicurio.URL, AS_THE_AVSC).serialize(topic, record);

    AccessEvent expected = AccessEvent.newBuilder(event).build();
    for (String removed : List.of("reason", "raw", "personName")) {
      if (version.schema().getField(removed) == null) {
        expected.put(removed, null);
      }
    }
    assertThat(deserialize(topic, bytes, AccessEvent.class)).isEqualTo(expected);
    Struct struct = (Struct) ours().toConnectData(topic, bytes).value();
    assertThat(struct.getString("eventId")).isEqualTo(event.getEventId());
    assertThat(struct.getString("decision")).isEqualTo("GRANTED");
    assertThat(struct.schema().fields()).hasSameSizeAs(version.schema().getFields());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theirsReadsInAnotherVersionWhatOursWrote(Version version) throws Exception {
    if (version.schema().getField("legacy") != null) {
      return; // a required field that we do not write: no reader of it is compatible
    }
    String topic = "version-ours-" + version.name().hashCode();
    AccessEvent event = Samples.access();
    Deserializer<Object> theirs = Confluent.deserializer(Apicurio.URL, Map.of());

    byte[] bytes = serialize(topic, event);
    GenericRecord record =
        (GenericRecord)
            theirs
                .getClass()
                .getMethod("deserialize", String.class, byte[].class, Schema.class)
                .invoke(theirs, topic, bytes, version.schema());

    for (Schema.Field field : version.schema().getFields()) {
      Object sent =
          field.name().equals("floor")
              ? "ground"
              : datum(event, event.getSchema().getField(field.name()));
      assertThat(string(record.get(field.name()))).as(field.name()).isEqualTo(string(sent));
    }
  }

  private static Object datum(AccessEvent event, Schema.Field field) {
    Object value = event.get(field.pos());
    return value instanceof Instant instant ? (Object) instant.toEpochMilli() : value;
  }

  private static Schema.Field text(String name, String defaultValue) {
    return new Schema.Field(name, Schema.create(Schema.Type.STRING), "", defaultValue);
  }

  private static List<Schema.Field> with(List<Schema.Field> fields, Schema.Field more) {
    fields.add(0, more);
    return fields;
  }

  private static List<Schema.Field> without(List<Schema.Field> fields, String name) {
    fields.removeIf(field -> field.name().equals(name));
    return fields;
  }

  private static List<Schema.Field> reversed(List<Schema.Field> fields) {
    Collections.reverse(fields);
    return fields;
  }

  private static void assertSameFields(SchemaAndValue read, Struct written) {
    Struct struct = (Struct) read.value();
    assertThat(struct.schema().name()).isEqualTo(written.schema().name());
    assertThat(struct.schema().fields().stream().map(Field::name))
        .containsExactlyElementsOf(written.schema().fields().stream().map(Field::name).toList());
    for (Field field : written.schema().fields()) {
      assertThat(string(struct.get(field.name())))
          .as(field.name())
          .isEqualTo(string(written.get(field)));
    }
  }

  /** Nested structs compare by content: the schemas may differ in Connect's version number. */
  private static String string(Object value) {
    return String.valueOf(value);
  }

  private static String topic(SpecificRecord event, String test) {
    return test + "-" + event.getSchema().getName();
  }

  private static Converter ours() {
    AvroConverter converter = new AvroConverter();
    converter.configure(Map.of("schema.registry.url", Apicurio.URL), false);
    return converter;
  }

  private static Converter theirs() {
    return Confluent.converter(Apicurio.URL, Map.of());
  }

  private static byte[] serialize(String topic, SpecificRecord event) {
    return event instanceof AccessEvent access
        ? serde(AccessEvent.class).serializer().serialize(topic, access)
        : serde(AlarmEvent.class).serializer().serialize(topic, (AlarmEvent) event);
  }

  private static <T extends SpecificRecord> T deserialize(
      String topic, byte[] bytes, Class<T> type) {
    return serde(type).deserializer().deserialize(topic, bytes);
  }

  private static <T extends SpecificRecord> AvroSerde<T> serde(Class<T> type) {
    AvroSerde<T> serde = new AvroSerde<>(type);
    serde.configure(Map.of("schema.registry.url", Apicurio.URL), false);
    return serde;
  }
}
