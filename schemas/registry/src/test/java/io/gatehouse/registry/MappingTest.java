package io.gatehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.ConnectSchemas;
import io.gatehouse.events.Device;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.events.Incident;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connect to Avro and back, without a registry. */
final class MappingTest {
  private static final Date DAY = Date.from(Instant.parse("2024-10-04T00:00:00Z"));
  private static final Date TIME_OF_DAY = Date.from(Instant.ofEpochMilli(12_345_678));

  @ParameterizedTest
  @ValueSource(
      classes = {
        AccessEvent.class,
        CallEvent.class,
        AlarmEvent.class,
        DeviceEvent.class,
        Device.class,
        RelayCommand.class,
        RelayOutcome.class,
        Incident.class
      })
  void theSchemaOfAnEventStructIsItsAvsc(Class<? extends SpecificRecord> event) throws IOException {
    Schema connect = ConnectSchemas.of(event);

    org.apache.avro.Schema avro = ConnectToAvro.schema(connect);

    org.apache.avro.Schema avsc = avsc(event.getSimpleName());
    assertThat(avro).isEqualTo(avsc);
    assertThat(avro.toString()).as("with docs").isEqualTo(avsc.toString());
    assertThat(AvroToConnect.schema(avro)).isEqualTo(connect);
  }

  record Case(Schema schema, Object value, String avro) {
    @Override
    public String toString() {
      return avro;
    }
  }

  static List<Case> everyType() {
    return List.of(
        new Case(Schema.INT8_SCHEMA, (byte) -7, "{'type':'int','connect.type':'int8'}"),
        new Case(Schema.INT16_SCHEMA, (short) -777, "{'type':'int','connect.type':'int16'}"),
        new Case(Schema.INT32_SCHEMA, -7, "'int'"),
        new Case(Schema.INT64_SCHEMA, 1L << 40, "'long'"),
        new Case(Schema.FLOAT32_SCHEMA, 1.5f, "'float'"),
        new Case(Schema.FLOAT64_SCHEMA, 2.5, "'double'"),
        new Case(Schema.BOOLEAN_SCHEMA, true, "'boolean'"),
        new Case(Schema.STRING_SCHEMA, "door ü", "'string'"),
        new Case(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {0, -1}), "'bytes'"),
        new Case(Schema.OPTIONAL_STRING_SCHEMA, "x", "['null','string']"),
        new Case(
            Schema.OPTIONAL_INT8_SCHEMA, null, "['null',{'type':'int','connect.type':'int8'}]"),
        new Case(
            SchemaBuilder.int32().optional().defaultValue(5).build(),
            7,
            "[{'type':'int','connect.default':5},'null']"),
        new Case(
            Timestamp.SCHEMA,
            Date.from(Instant.parse("2026-11-21T10:00:00.123Z")),
            "{'type':'long','logicalType':'timestamp-millis'}"),
        new Case(
            org.apache.kafka.connect.data.Date.SCHEMA, DAY, "{'type':'int','logicalType':'date'}"),
        new Case(Time.SCHEMA, TIME_OF_DAY, "{'type':'int','logicalType':'time-millis'}"),
        new Case(
            Decimal.schema(2),
            new BigDecimal("-12.34"),
            "{'type':'bytes','logicalType':'decimal','precision':64,'scale':2}"),
        new Case(
            Decimal.builder(2).parameter("connect.decimal.precision", "9").optional().build(),
            new BigDecimal("12.34"),
            "['null',{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}]"),
        new Case(
            SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build(),
            Arrays.asList("a", null),
            "{'type':'array','items':['null','string']}"),
        new Case(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build(),
            Map.of("a", 1),
            "{'type':'map','values':'int'}"),
        new Case(
            SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build(),
            Map.of(1, "a"),
            "{'type':'array','items':{'type':'record','name':'MapEntry',"
                + "'namespace':'io.confluent.connect.avro','fields':["
                + "{'name':'key','type':'int'},"
                + "{'name':'value','type':['null','string'],'default':null}],"
                + "'connect.internal.type':'MapEntry'}}"),
        new Case(
            SchemaBuilder.string()
                .name("io.example.Uuid")
                .version(3)
                .doc("an id")
                .parameter("kind", "v4")
                .defaultValue("none")
                .build(),
            "x",
            "{'type':'string','connect.name':'io.example.Uuid','connect.version':3,"
                + "'connect.parameters':{'kind':'v4'},'connect.doc':'an id',"
                + "'connect.default':'none'}"));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void everyTypeComesBackAsItWas(Case given) {
    org.apache.avro.Schema avro = ConnectToAvro.schema(given.schema());

    Object back = roundTrip(given.schema(), given.value());

    assertThat(avro.toString().replace('"', '\'')).isEqualTo(given.avro());
    assertThat(AvroToConnect.schema(avro)).isEqualTo(given.schema());
    assertThat(back).isEqualTo(given.value());
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void everyTypeComesBackFromAField(Case given) {
    Schema schema =
        SchemaBuilder.struct()
            .name("io.example.Holder")
            .field("before", Schema.INT64_SCHEMA)
            .field("it", given.schema())
            .build();
    Struct struct = new Struct(schema).put("before", 1L).put("it", given.value());

    Object back = roundTrip(schema, struct);

    assertThat(back).isEqualTo(struct);
  }

  @Test
  void nestedNamedStructsAndDefaultsComeBack() {
    Schema door =
        SchemaBuilder.struct()
            .name("io.example.Door")
            .doc("A door.")
            .field("name", SchemaBuilder.string().doc("Its name.").defaultValue("?").build())
            .field("opened", Timestamp.builder().optional().defaultValue(DAY).build())
            .field("ids", SchemaBuilder.array(Schema.INT32_SCHEMA).defaultValue(List.of(7)).build())
            .field("key", SchemaBuilder.bytes().defaultValue(ByteBuffer.wrap(new byte[1])).build())
            .build();
    Schema site =
        SchemaBuilder.struct()
            .name("io.example.Site")
            .field("front", door)
            .field("doors", SchemaBuilder.array(door).build())
            .build();
    Struct front = new Struct(door).put("name", "front");
    Struct struct = new Struct(site).put("front", front).put("doors", List.of(front, front));

    Struct back = (Struct) roundTrip(site, struct);

    assertThat(back.schema()).isEqualTo(site);
    assertThat(back.getStruct("front").getString("name")).isEqualTo("front");
    assertThat(back.getStruct("front").get("opened")).isEqualTo(DAY);
    assertThat(back.getStruct("front").get("ids")).isEqualTo(List.of(7));
    assertThat(back.getStruct("front").get("key")).isEqualTo(ByteBuffer.wrap(new byte[1]));
    assertThat(back.getArray("doors")).hasSize(2);
  }

  @Test
  void severalMapsWithoutStringKeysAndSeveralUnnamedStructsLiveInOneSchema() {
    Schema inner = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    Schema outer =
        SchemaBuilder.struct()
            .field("ints", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build())
            .field("longs", SchemaBuilder.map(Schema.INT64_SCHEMA, inner).build())
            .build();
    Struct struct =
        new Struct(outer)
            .put("ints", Map.of(1, "one"))
            .put("longs", Map.of(2L, new Struct(inner).put("a", "two")));

    Object back = roundTrip(outer, struct);

    assertThat(back).isEqualTo(struct);
  }

  @Test
  void fieldsAreMatchedByNameWhenAStructHasThemInAnotherOrder() {
    Schema registered =
        SchemaBuilder.struct()
            .name("io.example.Pair")
            .field("first", Schema.STRING_SCHEMA)
            .field("second", Schema.STRING_SCHEMA)
            .build();
    Schema turned =
        SchemaBuilder.struct()
            .name("io.example.Pair")
            .field("second", Schema.STRING_SCHEMA)
            .field("first", Schema.STRING_SCHEMA)
            .build();
    Struct struct = new Struct(turned).put("first", "1").put("second", "2");

    Struct back = (Struct) roundTrip(registered, struct);

    assertThat(back.getString("first")).isEqualTo("1");
    assertThat(back.getString("second")).isEqualTo("2");
  }

  @Test
  void enumFixedAndConfluentsAnnotationsAreRead() {
    org.apache.avro.Schema avro =
        new org.apache.avro.Schema.Parser()
            .parse(
                """
                {"type":"record","name":"R","fields":[
                  {"name":"e","type":{"type":"enum","name":"E","symbols":["A","B"]},"default":"B"},
                  {"name":"f","type":{"type":"fixed","name":"F","size":2}},
                  {"name":"t","type":{"type":"long","connect.version":1,
                     "connect.name":"org.apache.kafka.connect.data.Timestamp",
                     "logicalType":"timestamp-millis"}},
                  {"name":"d","type":[{"type":"int","connect.default":5},"null"],"default":5}]}
                """);
    GenericData.Record record = new GenericData.Record(avro);
    record.put("e", new GenericData.EnumSymbol(avro.getField("e").schema(), "A"));
    record.put("f", new GenericData.Fixed(avro.getField("f").schema(), new byte[] {1, 2}));
    record.put("t", 5L);

    Schema connect = AvroToConnect.schema(avro);
    Struct struct = (Struct) AvroToConnect.value(connect, record);

    assertThat(connect.field("e").schema())
        .isEqualTo(SchemaBuilder.string().defaultValue("B").build());
    assertThat(connect.field("t").schema()).isEqualTo(Timestamp.SCHEMA);
    assertThat(connect.field("d").schema())
        .isEqualTo(SchemaBuilder.int32().optional().defaultValue(5).build());
    assertThat(struct.getString("e")).isEqualTo("A");
    assertThat(struct.get("f")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(struct.get("t")).isEqualTo(Date.from(Instant.ofEpochMilli(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "['null','string','int']",
        "'null'",
        "{'type':'record','name':'Node','fields':[{'name':'next','type':['null','Node']}]}"
      })
  void whatConnectCannotHoldIsRefusedByName(String avro) {
    org.apache.avro.Schema schema =
        new org.apache.avro.Schema.Parser().parse(avro.replace('\'', '"'));

    assertThatThrownBy(() -> AvroToConnect.schema(schema))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Connect has no type for");
  }

  @Test
  void whatAvroCannotHoldIsRefusedByName() {
    Schema hyphen = SchemaBuilder.struct().name("R").field("a-b", Schema.STRING_SCHEMA).build();
    Schema one = SchemaBuilder.struct().name("Same").field("a", Schema.STRING_SCHEMA).build();
    Schema other = SchemaBuilder.struct().name("Same").field("b", Schema.STRING_SCHEMA).build();
    Schema both = SchemaBuilder.struct().name("Both").field("x", one).field("y", other).build();

    assertThatThrownBy(() -> ConnectToAvro.schema(hyphen))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a-b");
    assertThatThrownBy(() -> ConnectToAvro.schema(both))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("two structs named Same differ");
    assertThatThrownBy(() -> ConnectToAvro.schema(Decimal.schema(-1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("scale");
  }

  @Test
  void aValueThatDoesNotFitNamesItsField() {
    Schema door = SchemaBuilder.struct().name("Door").field("name", Schema.STRING_SCHEMA).build();
    Struct nameless = new Struct(door);

    assertThatThrownBy(() -> ConnectToAvro.value(door, ConnectToAvro.schema(door), nameless))
        .isInstanceOf(DataException.class)
        .hasMessage("name: null, but required");
    Schema numbers = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).build();
    assertThatThrownBy(
            () -> ConnectToAvro.value(numbers, ConnectToAvro.schema(numbers), Map.of("a", 1)))
        .hasMessage("a: java.lang.Integer where the schema says INT64");
    assertThatThrownBy(
            () ->
                ConnectToAvro.value(
                    Schema.INT64_SCHEMA, ConnectToAvro.schema(Schema.INT64_SCHEMA), "seven"))
        .isInstanceOf(DataException.class)
        .hasMessage("java.lang.String where the schema says INT64");
  }

  private static Object roundTrip(Schema connect, Object value) {
    org.apache.avro.Schema avro = ConnectToAvro.schema(connect);
    GenericData data = new GenericData();
    byte[] bytes =
        WireFormat.write(
            1, new GenericDatumWriter<>(avro, data), ConnectToAvro.value(connect, avro, value));
    Object datum = WireFormat.read(bytes, new GenericDatumReader<>(avro, avro, data));
    return AvroToConnect.value(AvroToConnect.schema(avro), datum);
  }

  private static org.apache.avro.Schema avsc(String name) throws IOException {
    var parser = new org.apache.avro.Schema.Parser();
    org.apache.avro.Schema schema = null;
    for (String file : List.of("Attachment", name)) {
      try (InputStream in = AccessEvent.class.getResourceAsStream(file + ".avsc")) {
        schema = parser.parse(in);
      }
    }
    return schema;
  }
}
