package io.gatehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatehouse.events.ConnectSchemas;
import io.gatehouse.stack.ApicurioRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The converter as a Connect worker uses it. */
@Timeout(120)
final class AvroConverterTest {
  private static final Schema DOOR =
      SchemaBuilder.struct()
          .name("io.example.Door")
          .field("name", Schema.STRING_SCHEMA)
          .field("site", Schema.STRING_SCHEMA)
          .build();

  @TempDir Path directory;

  @Test
  void isFoundByAWorker() {
    assertThat(ServiceLoader.load(Converter.class))
        .anyMatch(converter -> converter instanceof AvroConverter);
    assertThat(new AvroConverter().config().names())
        .contains("schema.registry.url", "schema.registry.ssl.truststore.location");
  }

  @Test
  void keysAndValuesHaveSubjectsOfTheirOwn() {
    try (AvroConverter keys = new AvroConverter();
        AvroConverter values = converter(Apicurio.URL);
        RegistryClient client = new RegistryClient(Map.of("schema.registry.url", Apicurio.URL))) {
      keys.configure(Map.of("schema.registry.url", Apicurio.URL), true);

      byte[] key = keys.fromConnectData("subjects", Schema.STRING_SCHEMA, "lobby");
      values.fromConnectData("subjects", DOOR, door("front", "west"));

      assertThat(keys.toConnectData("subjects", key))
          .isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, "lobby"));
      assertThat(client.latest("subjects-key").schema().getType())
          .isEqualTo(org.apache.avro.Schema.Type.STRING);
      assertThat(client.latest("subjects-value").schema().getFullName())
          .isEqualTo("io.example.Door");
    }
  }

  @Test
  void aTombstoneStaysOne() throws IOException {
    try (AvroConverter converter = converter(StubRegistry.nowhere())) {
      assertThat(converter.fromConnectData("t", null, null)).isNull();
      assertThat(converter.fromConnectData("t", Schema.OPTIONAL_STRING_SCHEMA, null)).isNull();
      assertThat(converter.toConnectData("t", null)).isEqualTo(SchemaAndValue.NULL);
    }
  }

  @Test
  void aValueWithoutASchemaIsRefused() throws IOException {
    try (AvroConverter converter = converter(StubRegistry.nowhere())) {
      assertThatThrownBy(() -> converter.fromConnectData("t", null, "text"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("topic t: a java.lang.String without a schema")
          .hasMessageContaining("give the record a schema");
    }
  }

  @Test
  void theRegistryIsAskedOnceForASchemaEvenIfItIsBuiltAnewForEveryRecord() throws IOException {
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        AvroConverter converter = converter(registry.url())) {
      for (int i = 0; i < 100; i++) {
        Schema schema =
            SchemaBuilder.struct()
                .name("io.example.Door")
                .field("name", Schema.STRING_SCHEMA)
                .build();
        converter.fromConnectData("t", schema, new Struct(schema).put("name", "front"));
      }

      assertThat(registry.requests).hasSize(1);
    }
  }

  @Test
  void aRegistryThatIsDownIsRetriableAndWorksOnceItIsUp() {
    try (ApicurioRegistry registry = ApicurioRegistry.start(directory);
        AvroConverter converter = converter(registry.url());
        AvroConverter reader = converter(registry.url())) {
      byte[] before = converter.fromConnectData("outage", DOOR, door("front", "west"));
      registry.killHard();

      assertThatThrownBy(() -> converter.fromConnectData("other", DOOR, door("a", "b")))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("topic other")
          .hasMessageContaining(registry.url());
      assertThatThrownBy(() -> reader.toConnectData("outage", before))
          .isInstanceOf(RetriableException.class);
      assertThat(converter.fromConnectData("outage", DOOR, door("front", "west")))
          .as("a schema that is known needs no registry")
          .isEqualTo(before);

      registry.restart();
      byte[] after = converter.fromConnectData("other", DOOR, door("a", "b"));

      assertThat(reader.toConnectData("outage", before).value()).isEqualTo(door("front", "west"));
      assertThat(reader.toConnectData("other", after).value()).isEqualTo(door("a", "b"));
    }
  }

  @ParameterizedTest
  @CsvSource({"500, true", "429, true", "401, false", "403, false", "404, false", "422, false"})
  void onlyWhatTimeCanHealIsRetriable(int status, boolean retriable) throws IOException {
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(status, ""));
        AvroConverter converter = converter(registry.url())) {
      byte[] bytes = {0, 0, 0, 0, 7, 0};

      Throwable writing =
          catchThrowable(() -> converter.fromConnectData("t", DOOR, door("a", "b")));
      Throwable reading = catchThrowable(() -> converter.toConnectData("t", bytes));

      Class<?> expected = retriable ? RetriableException.class : DataException.class;
      assertThat(writing).isInstanceOf(expected).hasCauseInstanceOf(RegistryException.class);
      assertThat(reading).isInstanceOf(expected).hasMessageContaining(String.valueOf(status));
    }
  }

  @Test
  void aSchemaThatBreaksItsSubjectIsRefusedWithTheRemedy() {
    Schema breaking =
        SchemaBuilder.struct()
            .name("io.example.Door")
            .field("name", Schema.STRING_SCHEMA)
            .field("floor", Schema.INT32_SCHEMA)
            .build();
    try (AvroConverter converter = converter(Apicurio.URL)) {
      converter.fromConnectData("breaking", DOOR, door("a", "b"));

      assertThatThrownBy(
              () ->
                  converter.fromConnectData(
                      "breaking", breaking, new Struct(breaking).put("name", "a").put("floor", 1)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("breaking-value")
          .hasMessageContaining("give added fields a default");
    }
  }

  @Test
  void withoutRegisteringAnUnknownSchemaIsRefused() {
    Map<String, String> lookup = Map.of("auto.register.schemas", "false");
    try (AvroConverter registering = converter(Apicurio.URL);
        AvroConverter looking = converter(Apicurio.URL, lookup)) {
      byte[] bytes = registering.fromConnectData("known", DOOR, door("a", "b"));

      assertThat(looking.fromConnectData("known", DOOR, door("a", "b"))).isEqualTo(bytes);
      assertThatThrownBy(() -> looking.fromConnectData("unknown", DOOR, door("a", "b")))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("unknown-value");
    }
  }

  @Test
  void theLatestVersionIsWrittenByFieldName() {
    Schema latest =
        SchemaBuilder.struct()
            .name("io.example.Door")
            .field("floor", SchemaBuilder.int32().defaultValue(3).build())
            .field("site", Schema.STRING_SCHEMA)
            .field("zone", Schema.OPTIONAL_STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .build();
    Map<String, String> useLatest =
        Map.of("auto.register.schemas", "false", "use.latest.version", "true");
    try (AvroConverter registering = converter(Apicurio.URL);
        AvroConverter converter = converter(Apicurio.URL, useLatest)) {
      Struct later =
          new Struct(latest).put("floor", 1).put("site", "s").put("zone", "z").put("name", "n");
      byte[] registered = registering.fromConnectData("latest", latest, later);

      byte[] bytes = converter.fromConnectData("latest", DOOR, door("front", "west"));

      assertThat(Arrays.copyOf(bytes, 5)).isEqualTo(Arrays.copyOf(registered, 5));
      assertThat(registering.toConnectData("latest", bytes).value())
          .isEqualTo(new Struct(latest).put("floor", 3).put("site", "west").put("name", "front"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLatestVersionThatCannotTakeTheRecordIsRefused(boolean strict) {
    Schema latest =
        SchemaBuilder.struct()
            .name("io.example.Door")
            .field("name", Schema.STRING_SCHEMA)
            .field("floor", Schema.INT32_SCHEMA)
            .build();
    Map<String, String> useLatest =
        Map.of(
            "auto.register.schemas",
            "false",
            "use.latest.version",
            "true",
            "latest.compatibility.strict",
            String.valueOf(strict));
    try (AvroConverter registering = converter(Apicurio.URL);
        AvroConverter converter = converter(Apicurio.URL, useLatest)) {
      registering.fromConnectData(
          "too-late-" + strict, latest, new Struct(latest).put("name", "a").put("floor", 1));

      assertThatThrownBy(
              () -> converter.fromConnectData("too-late-" + strict, DOOR, door("a", "b")))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("floor");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', is empty",
    "00, of 1 bytes with byte 0",
    "0000000001, cannot be read with schema id 1",
    "7b226964223a317d, of 8 bytes with byte 123",
    "0100000000000000000000000000000000, with byte 1",
    "000000000102, cannot be read with schema id 1",
    "00000000010a61, cannot be read with schema id 1",
    "000000000102610262ff, bytes are left over",
    "0000000001fefefefe0f, cannot be read with schema id 1",
  })
  void malformedBytesAreRefusedWithWhatToCheck(String hex, String what) throws IOException {
    String door = ConnectToAvro.schema(DOOR).toString().replace("\"", "\\\"");
    byte[] bytes = HexFormat.of().parseHex(hex);
    try (StubRegistry registry =
            new StubRegistry(StubRegistry.of(200, "{\"schema\":\"" + door + "\"}"));
        AvroConverter converter = converter(registry.url())) {
      assertThatThrownBy(() -> converter.toConnectData("t", bytes))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("topic t")
          .hasMessageContaining(what)
          .hasMessageContaining("check");
    }
  }

  @ParameterizedTest
  @CsvSource({"array, items", "map, values"})
  void aCountThatCannotBeTakesNoMemory(String type, String of) throws IOException {
    String schema = "{'type':'" + type + "','" + of + "':'long'}";
    String answer = "{\"schema\":\"" + schema.replace("'", "\\\"") + "\"}";
    byte[] twoBillion = HexFormat.of().parseHex("000000000180a8d6b90e" + "02");
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, answer));
        AvroConverter converter = converter(registry.url())) {
      assertThatThrownBy(() -> converter.toConnectData("t", twoBillion))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("cannot be read with schema id 1");
    }
  }

  /** Whatever a record's bytes are, they are read or refused: nothing else is thrown. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedBytesNeverDoMoreThanFail(long seed) {
    Random random = new Random(seed);
    Struct struct = ConnectSchemas.toStruct(Samples.alarm());
    try (AvroConverter converter = converter(Apicurio.URL)) {
      byte[] intact = converter.fromConnectData("damaged", struct.schema(), struct);
      int refused = 0;
      for (int i = 0; i < 20_000; i++) {
        byte[] bytes = Arrays.copyOf(intact, 5 + random.nextInt(intact.length - 4));
        for (int flips = random.nextInt(4); flips >= 0 && bytes.length > 5; flips--) {
          bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
        }
        try {
          converter.toConnectData("damaged", bytes);
        } catch (DataException e) {
          refused++;
        }
      }
      assertThat(refused).isGreaterThan(10_000);
      assertThat(converter.toConnectData("damaged", intact).value()).isEqualTo(struct);
    }
  }

  private static Struct door(String name, String site) {
    return new Struct(DOOR).put("name", name).put("site", site);
  }

  private static AvroConverter converter(String url) {
    return converter(url, Map.of());
  }

  private static AvroConverter converter(String url, Map<String, String> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("schema.registry.url", url);
    AvroConverter converter = new AvroConverter();
    converter.configure(configs, false);
    return converter;
  }
}
