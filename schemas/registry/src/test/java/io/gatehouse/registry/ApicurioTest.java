package io.gatehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.registry.RegistryClient.Compatibility;
import io.gatehouse.registry.RegistryClient.Registered;
import io.gatehouse.registry.RegistryException.Kind;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The client against a real registry that enforces BACKWARD compatibility. */
final class ApicurioTest {
  private static final RegistryClient CLIENT =
      new RegistryClient(Map.of("schema.registry.url", Apicurio.URL));
  private static final Schema ONE =
      SchemaBuilder.record("io.example.Door").fields().requiredString("name").endRecord();
  private static final Schema TWO =
      SchemaBuilder.record("io.example.Door")
          .fields()
          .requiredString("name")
          .optionalInt("floor")
          .endRecord();
  private static final Schema BREAKING =
      SchemaBuilder.record("io.example.Door")
          .fields()
          .requiredString("name")
          .requiredInt("floor")
          .endRecord();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void aRegisteredSchemaIsFoundByIdBySchemaAndAsTheLatest() {
    int one = CLIENT.register("client-value", ONE);
    int two = CLIENT.register("client-value", TWO);

    // Each asked by a client that knows nothing yet.
    try (RegistryClient other = new RegistryClient(Map.of("schema.registry.url", Apicurio.URL))) {
      assertThat(other.byId(one)).isEqualTo(ONE);
      assertThat(other.byId(two)).isEqualTo(TWO);
      assertThat(other.lookup("client-value", ONE)).isEqualTo(one);
      assertThat(other.register("client-value", ONE)).isEqualTo(one);
      assertThat(other.latest("client-value")).isEqualTo(new Registered(two, 2, TWO));
    }
  }

  @Test
  void aBreakingSchemaIsToldApart() {
    CLIENT.register("compatible-value", ONE);

    Compatibility evolved = CLIENT.compatibility("compatible-value", TWO);
    Compatibility breaking = CLIENT.compatibility("compatible-value", BREAKING);
    RegistryException refusal = failure(() -> CLIENT.register("compatible-value", BREAKING));

    assertThat(evolved.compatible()).isTrue();
    assertThat(breaking.compatible()).isFalse();
    assertThat(refusal.kind()).isEqualTo(Kind.INCOMPATIBLE);
    assertThat(refusal).hasMessageContaining("compatible-value").hasMessageContaining("default");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(failure(() -> CLIENT.byId(1_000_000)).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure(() -> CLIENT.latest("nobody-value")).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure(() -> CLIENT.lookup("nobody-value", ONE)).kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void aGeneratedClassIsRegisteredAsItsAvsc() {
    int id = CLIENT.register("generated-value", AccessEvent.getClassSchema());

    try (RegistryClient other = new RegistryClient(Map.of("schema.registry.url", Apicurio.URL))) {
      assertThat(other.byId(id).toString()).doesNotContain("avro.java.string").contains("\"doc\"");
    }
  }

  private static RegistryException failure(Runnable call) {
    return catchThrowableOfType(RegistryException.class, call::run);
  }
}
