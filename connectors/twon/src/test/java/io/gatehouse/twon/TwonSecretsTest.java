package io.gatehouse.twon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.CommonFields;
import io.gatehouse.twon.SampleTable.Sample;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A planted secret is in none of the records that an event becomes. */
class TwonSecretsTest {

  private static final String PIN = "97531";
  private static final String CARD = "0BADCAFE01";
  private static final long CARD_NUMBER = 9_753_102_468L;
  private static final Redactor REDACTOR = new Redactor(TwonEvents.REDACTION, "a key", true);
  private static final Seen SEEN =
      new Seen("e-1", Instant.parse("2026-11-21T10:00:00Z"), false, null);

  static Stream<String> types() {
    return Stream.concat(TwonEventsTest.types(), Stream.of("TeleportActivated", ""));
  }

  @ParameterizedTest
  @MethodSource("types")
  void noPinPassesInAnyTypeAndSpelling(String type) {
    for (String name :
        List.of(
            "code",
            "Code",
            "CODE",
            "userCode",
            "pin",
            "pinCode",
            "PIN_code",
            "password",
            "dtmf",
            "digits",
            "key",
            "Key",
            "keys",
            "tone",
            "x",
            "y")) {
      assertNotIn(PIN, type, params().put(name, PIN));
      assertNotIn(PIN, type, params().put(name, 97531));
      assertNotIn(PIN, type, params().put(name, "*" + PIN + "#"));
      assertNotIn(PIN, type, nested(params().put(name, PIN)));
      assertNotIn(PIN, type, nested(params().put(name, 97531)));
      ObjectNode list = params();
      list.putArray(name).add(PIN).add(97531);
      assertNotIn(PIN, type, list);
      ObjectNode object = params();
      object.putObject(name).put("value", PIN);
      assertNotIn(PIN, type, object);
      assertNotIn(PIN, type, params().put("info", "{\"" + name + "\": \"" + PIN + "\"}"));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void noCardNumberPassesInAnyTypeAndSpelling(String type) {
    for (String name :
        List.of(
            "uid",
            "UID",
            "cardUid",
            "authid",
            "authId",
            "licensePlate",
            "LicensePlate",
            "plate",
            "card",
            "cardNumber",
            "wiegandId")) {
      assertNotIn(CARD, type, params().put(name, CARD));
      assertNotIn(CARD, type, params().put(name, CARD.toLowerCase(Locale.ROOT)));
      assertNotIn(Long.toString(CARD_NUMBER), type, params().put(name, CARD_NUMBER));
      assertNotIn(CARD, type, nested(params().put(name, CARD)));
      ObjectNode list = params();
      list.putArray(name).add(CARD);
      assertNotIn(CARD, type, list);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "*", "#", "5", "1234", "12#", "1 2 3 4", "\u0665"})
  void keypadKeysAreRemovedWherePressedAndReleased(String key) {
    for (String type : List.of("KeyPressed", "KeyReleased")) {
      SpecificRecord record = map(type, params().put("key", key)).get(0);

      assertThat(SampleTable.describe(record)).doesNotContain("attributes.key");
      assertThat((String) record.get(CommonFields.RAW)).contains("\"key\":\"[removed]\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%1", "%150", "A", "call"})
  void otherKeysStay(String key) {
    SpecificRecord record = map("KeyPressed", params().put("key", key)).get(0);

    assertThat(SampleTable.describe(record)).contains("attributes.key=" + key);
    assertThat((String) record.get(CommonFields.RAW)).contains("\"key\":\"" + key + "\"");
  }

  @Test
  void aCardIsTheSameTokenInFieldAndRaw() {
    SpecificRecord record = map("CardEntered", params().put("uid", CARD)).get(0);

    String token = REDACTOR.token(CARD);
    assertThat(SampleTable.describe(record)).contains("credential=" + token);
    assertThat((String) record.get(CommonFields.RAW)).contains("\"uid\":\"" + token + "\"");
  }

  @Test
  void withoutAKeyForTokensACardIsRemoved() {
    TwonEvents events = events(new Redactor(TwonEvents.REDACTION, null, true));

    SpecificRecord record =
        events.map(TwonEvent.of(event("CardEntered", params().put("uid", CARD))), SEEN).get(0);

    assertThat(record.toString()).doesNotContain(CARD);
    assertThat(SampleTable.describe(record)).doesNotContain("credential");
    assertThat((String) record.get(CommonFields.RAW)).contains("\"uid\":\"[removed]\"");
  }

  @Test
  void noSecretOfTheSamplesPasses() {
    List<String> secretNames =
        List.of("code", "pinCode", "uid", "cardUid", "authid", "authId", "licensePlate");
    int secrets = 0;
    for (Sample sample : SampleTable.all(REDACTOR)) {
      String records = events(REDACTOR).map(TwonEvent.of(sample.event()), SEEN).toString();
      for (String name : secretNames) {
        for (JsonNode secret : sample.event().findValues(name)) {
          assertThat(records).as(sample.name()).doesNotContain("\"" + secret.asText() + "\"");
          secrets++;
        }
      }
    }
    assertThat(secrets).isGreaterThan(10);
  }

  @Test
  void namesPeopleAndPlacesStay() {
    ObjectNode params =
        params().put("name", "Joseph").put("uuid", "54877b0e").put("reader", "ext2").put("ap", 0);

    String raw = (String) map("TeleportActivated", params).get(0).get(CommonFields.RAW);

    assertThat(raw).contains("Joseph", "54877b0e", "ext2", "\"ap\":0");
  }

  @Test
  void anEventDoesNotPrintItsParameters() {
    assertThat(TwonEvent.of(event("CodeEntered", params().put("code", PIN))).toString())
        .contains("CodeEntered")
        .doesNotContain(PIN);
  }

  private static void assertNotIn(String secret, String type, ObjectNode params) {
    String records = map(type, params).toString().toUpperCase(Locale.ROOT);
    assertThat(records).as("%s %s", type, params).isNotEmpty().doesNotContain(secret);
  }

  private static List<SpecificRecord> map(String type, ObjectNode params) {
    return events(REDACTOR).map(TwonEvent.of(event(type, params)), SEEN);
  }

  private static TwonEvents events(Redactor redactor) {
    return new TwonEvents(SampleTable.device(URI.create("http://127.0.0.1")), redactor);
  }

  private static ObjectNode event(String type, ObjectNode params) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("id", 42).put("utcTime", 1_780_000_000).put("upTime", 7).put("event", type);
    event.set("params", params);
    return event;
  }

  private static ObjectNode params() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode nested(ObjectNode inner) {
    ObjectNode outer = params().put("session", 3).put("state", "in");
    outer.putObject("info").set("deeper", inner);
    return outer;
  }
}
