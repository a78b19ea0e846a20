package io.gatehouse.hikconnect.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.hikconnect.events.HikConnectSamples.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A planted secret is in none of the records that a message becomes. */
class HikConnectSecretsTest {

  private static final String PIN = "97531";
  private static final String CARD = "0BADCAFE01";
  private static final String PLATE = "B PLATE 77";
  private static final Redactor REDACTOR = new Redactor(HikConnectEvents.REDACTION, "a key", true);
  private static final Seen SEEN =
      new Seen("e-1", Instant.parse("2026-11-21T10:00:00Z"), false, null);

  static List<Sample> samples() {
    return HikConnectSamples.all(REDACTOR);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noPinPassesWhereverItIsPlanted(Sample sample) {
    for (String name :
        List.of("code", "Code", "pin", "PIN", "pinCode", "password", "dynamicCode", "passWd")) {
      for (JsonNode planted : plantedEverywhere(sample.json(), name, PIN)) {
        assertThat(records(sample, planted)).as(name).isNotEmpty().doesNotContain(PIN);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noCardNumberPassesWhereverItIsPlanted(Sample sample) {
    for (String name : List.of("cardNumber", "CardNumber", "cardNo", "card", "cards")) {
      for (JsonNode planted : plantedEverywhere(sample.json(), name, CARD)) {
        assertThat(records(sample, planted)).as(name).isNotEmpty().doesNotContain(CARD);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noNumberPlatePassesWhereverItIsPlanted(Sample sample) {
    for (String name : List.of("licensePlate", "licensePlateNo", "plateLicense", "licenseNo")) {
      for (JsonNode planted : plantedEverywhere(sample.json(), name, PLATE)) {
        assertThat(records(sample, planted)).as(name).isNotEmpty().doesNotContain(PLATE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noSecretOfASamplePasses(Sample sample) {
    String records = records(sample, sample.json());
    for (String name : List.of("cardNumber", "licensePlate", "licenseNo")) {
      for (JsonNode secret : sample.json().findValues(name)) {
        if (!secret.asText().isEmpty() && !secret.asText().equals("string")) {
          assertThat(records).doesNotContain('"' + secret.asText() + '"');
          assertThat(records).doesNotContain("=" + secret.asText() + ",");
        }
      }
    }
  }

  @Test
  void aVehicleThatIsCalledByItsPlateIsNotNamed() {
    Sample sample = sample("manual-5.4.1-gps");

    SpecificRecord record = map(sample, sample.json()).get(0);

    assertThat((String) record.get(CommonFields.RAW))
        .contains("\"name\":\"" + REDACTOR.token("111") + "\"")
        .doesNotContain("\"111\"");
    assertThat(HikConnectSamples.describe(record)).doesNotContain("sourceName");
  }

  @Test
  void aCardIsTheSameTokenInFieldAndRaw() {
    Sample sample = sample("observed-card-granted");

    AccessEvent record = (AccessEvent) map(sample, sample.json()).get(0);

    assertThat(record.getCredential()).isEqualTo(REDACTOR.token("0000042180"));
    assertThat(record.getRaw()).contains("\"cardNumber\":\"" + record.getCredential() + "\"");
  }

  @Test
  void withoutAKeyForTokensCardsAndPlatesAreRemoved() {
    Redactor keyless = new Redactor(HikConnectEvents.REDACTION, null, true);
    HikConnectEvents events = events(keyless);
    Sample card = sample("observed-card-granted");
    Sample plate = sample("manual-5.4.1-gps");

    AccessEvent access =
        (AccessEvent) HikConnectSamples.map(events, card, card.json(), SEEN).get(0);
    SpecificRecord location = HikConnectSamples.map(events, plate, plate.json(), SEEN).get(0);

    assertThat(access.getCredential()).isNull();
    assertThat(access.getRaw()).contains("\"cardNumber\":\"[removed]\"");
    assertThat(HikConnectSamples.describe(location)).doesNotContain("licensePlate");
    assertThat((String) location.get(CommonFields.RAW))
        .contains("\"licensePlate\":\"[removed]\"", "\"name\":\"[removed]\"");
  }

  @Test
  void peopleReadersCodesOfTypesAndLinksStay() {
    Sample sample = sample("observed-card-granted");

    String raw = (String) map(sample, sample.json()).get(0).get(CommonFields.RAW);

    assertThat(raw)
        .contains("Ann", "655816174650930001", "Msg110003", "fcf9aecac80b49e2813e2008e8a50001")
        .contains("https://storage.example/person/picture.data?X-Amz-Algorithm=");
  }

  /** One more field in one object after another, as a text, in a list and in an object. */
  private static List<JsonNode> plantedEverywhere(JsonNode json, String name, String value) {
    List<JsonNode> all = new ArrayList<>();
    int objects = objects(json).size();
    for (int i = 0; i < objects; i++) {
      for (int shape = 0; shape < 4; shape++) {
        JsonNode copy = json.deepCopy();
        ObjectNode object = objects(copy).get(i);
        switch (shape) {
          case 0 -> object.put(name, value);
          case 1 -> object.putArray(name).add(value);
          case 2 -> object.putObject(name).put("value", value);
          default -> object.put("extend", "{\"" + name + "\": \"" + value + "\"}");
        }
        all.add(copy);
      }
    }
    return all;
  }

  private static List<ObjectNode> objects(JsonNode json) {
    List<ObjectNode> all = new ArrayList<>();
    if (json instanceof ObjectNode object) {
      all.add(object);
    }
    for (JsonNode child : json) {
      all.addAll(objects(child));
    }
    return all;
  }

  private static Sample sample(String name) {
    return samples().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static String records(Sample sample, JsonNode json) {
    return map(sample, json).toString().toUpperCase(Locale.ROOT);
  }

  private static List<SpecificRecord> map(Sample sample, JsonNode json) {
    return HikConnectSamples.map(events(REDACTOR), sample, json, SEEN);
  }

  private static HikConnectEvents events(Redactor redactor) {
    return new HikConnectEvents(
        HikConnectSamples.FEED,
        new HikConnectDevices(HikConnectSamples.devices()),
        HikConnectQueue.RAWMSG,
        redactor);
  }
}
