package io.gatehouse.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectSchemasTest {

  static Stream<Class<? extends SpecificRecord>> records() {
    return Stream.of(
        AccessEvent.class,
        CallEvent.class,
        AlarmEvent.class,
        DeviceEvent.class,
        Device.class,
        RelayCommand.class,
        RelayOutcome.class,
        Incident.class,
        IncidentAcknowledgement.class,
        Passage.class,
        DoorStatus.class,
        DeviceStatus.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void keepsNamesDocsOptionalityAndDefaults(Class<? extends SpecificRecord> type) {
    Schema avro = SpecificData.get().getSchema(type);

    org.apache.kafka.connect.data.Schema connect = ConnectSchemas.of(type);

    assertThat(connect.name()).isEqualTo(avro.getFullName());
    assertThat(connect.doc()).isEqualTo(avro.getDoc()).isNotBlank();
    assertThat(connect.fields())
        .extracting(Field::name)
        .isEqualTo(avro.getFields().stream().map(Schema.Field::name).toList());
    for (Schema.Field field : avro.getFields()) {
      org.apache.kafka.connect.data.Schema of = connect.field(field.name()).schema();
      assertThat(of.doc()).as(field.name()).isEqualTo(field.doc()).isNotBlank();
      assertThat(of.isOptional()).as(field.name()).isEqualTo(field.schema().isNullable());
      assertThat(of.isOptional()).as(field.name()).isEqualTo(field.hasDefaultValue());
      assertThat(of.defaultValue()).as(field.name()).isNull();
    }
  }

  @Test
  void derivesEveryKnownType() {
    Schema avro =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "All", "namespace": "n", "fields": [
                  {"name": "s", "type": "string", "default": "x"},
                  {"name": "i", "type": "int", "default": 1},
                  {"name": "l", "type": "long", "default": 2},
                  {"name": "f", "type": "float"},
                  {"name": "d", "type": "double"},
                  {"name": "b", "type": "boolean", "default": true},
                  {"name": "y", "type": "bytes"},
                  {"name": "t", "type": {"type": "long", "logicalType": "timestamp-millis"}, "default": 5},
                  {"name": "a", "type": {"type": "array", "items": "int"}},
                  {"name": "m", "type": {"type": "map", "values": "string"}, "default": {}},
                  {"name": "o", "type": ["string", "null"], "default": "y"},
                  {"name": "r", "type": {"type": "record", "name": "R", "doc": "inner", "fields": []}}
                ]}
                """);

    org.apache.kafka.connect.data.Schema connect = ConnectSchemas.of(avro);

    org.apache.kafka.connect.data.Schema expected =
        SchemaBuilder.struct()
            .name("n.All")
            .field("s", SchemaBuilder.string().defaultValue("x").build())
            .field("i", SchemaBuilder.int32().defaultValue(1).build())
            .field("l", SchemaBuilder.int64().defaultValue(2L).build())
            .field("f", SchemaBuilder.float32().build())
            .field("d", SchemaBuilder.float64().build())
            .field("b", SchemaBuilder.bool().defaultValue(true).build())
            .field("y", SchemaBuilder.bytes().build())
            .field(
                "t", Timestamp.builder().defaultValue(Date.from(Instant.ofEpochMilli(5))).build())
            .field("a", SchemaBuilder.array(ConnectSchema.INT32_SCHEMA).build())
            .field(
                "m",
                SchemaBuilder.map(ConnectSchema.STRING_SCHEMA, ConnectSchema.STRING_SCHEMA)
                    .defaultValue(Map.of())
                    .build())
            .field("o", SchemaBuilder.string().optional().defaultValue("y").build())
            .field("r", SchemaBuilder.struct().name("n.R").doc("inner").build())
            .build();
    assertThat(connect).isEqualTo(expected);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    for (String type :
        List.of(
            "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}",
            "[\"string\", \"int\"]",
            "{\"type\": \"int\", \"logicalType\": \"date\"}",
            "{\"type\": \"map\", \"values\": {\"type\": \"array\", \"items\": \"int\"}}")) {
      Schema avro = new Schema.Parser().parse(type);

      assertThatThrownBy(() -> ConnectSchemas.of(avro))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(avro.toString());
    }
  }

  @Test
  void convertsARecordWithEveryKindOfField() {
    Instant expiry = Instant.parse("2026-11-21T10:00:00.123Z");
    AlarmEvent alarm = Samples.alarm();
    alarm.setAttachments(
        List.of(
            new Attachment("https://pictures/1", "PICTURE", expiry),
            new Attachment("https://pictures/2", "PICTURE", null)));

    Struct struct = ConnectSchemas.toStruct(alarm);

    struct.validate();
    assertThat(struct.schema()).isSameAs(ConnectSchemas.of(AlarmEvent.class));
    assertThat(struct.getString("eventId")).isEqualTo(alarm.getEventId());
    assertThat(struct.get("occurredAt")).isEqualTo(Date.from(alarm.getOccurredAt()));
    assertThat(struct.getBoolean("recovered")).isTrue();
    assertThat(struct.getInt32("utcOffsetMinutes")).isEqualTo(60);
    assertThat(struct.getInt64("clockSkewMs")).isEqualTo(-12L);
    assertThat(struct.getString("raw")).isNull();
    assertThat(struct.getMap("attributes")).isEqualTo(Map.of("state", "in"));
    List<Struct> attachments = struct.getArray("attachments");
    assertThat(attachments)
        .extracting(attachment -> attachment.get("expiresAt"))
        .containsExactly(Date.from(expiry), null);
  }

  @Test
  void refusesARecordThatLacksARequiredField() {
    AlarmEvent alarm = Samples.alarm();
    alarm.setAlarmId(null);

    assertThatThrownBy(() -> ConnectSchemas.toStruct(alarm))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("alarmId");
  }
}
