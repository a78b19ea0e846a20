package io.gatehouse.akuvox.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.akuvox.events.AkuvoxSamples.Sample;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CommonFields;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A planted secret is in none of the events that a record becomes. */
class AkuvoxSecretsTest {

  private static final String PIN = "97531";
  private static final String CARD = "0BADCAFE01";
  private static final Redactor REDACTOR = new Redactor(AkuvoxSecrets.RULES, "a key", true);
  private static final Seen SEEN =
      new Seen("e-1", Instant.parse("2026-11-21T10:00:00Z"), false, null);

  static List<Sample> samples() {
    return AkuvoxSamples.all(REDACTOR).stream().filter(each -> !each.items().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noPinPassesWhereverItIsPlanted(Sample sample) {
    for (String name :
        List.of(
            "Code",
            "code",
            "CODE",
            "Co_de",
            "UserCode",
            "PIN",
            "PrivatePIN",
            "Pin Code",
            "Password",
            "pass_word",
            "WebPwd",
            "private_key",
            "PrivateKey",
            "PublicKey1",
            "temp_key",
            "nfc_code",
            "ble_code",
            "DTMF",
            "Digits",
            "Token")) {
      for (JsonNode planted : plantedEverywhere(sample, name, PIN)) {
        assertThat(events(sample.kind(), planted)).as(name).isNotEmpty().doesNotContain(PIN);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noCardNumberPassesWhereverItIsPlanted(Sample sample) {
    for (String name :
        List.of(
            "Code",
            "Card",
            "CardNo",
            "card_number",
            "CardCode",
            "RFKey",
            "RfSn",
            "RFID",
            "UID",
            "LicensePlate",
            "Credential")) {
      for (JsonNode planted : plantedEverywhere(sample, name, CARD)) {
        assertThat(events(sample.kind(), planted)).as(name).isNotEmpty().doesNotContain(CARD);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noSecretOfASamplePasses(Sample sample) {
    for (JsonNode item : sample.items()) {
      String code = item.path("Code").asText(item.path("code").asText(item.path("CODE").asText()));
      if (code.length() >= 4 && !code.equals("null")) {
        assertThat(events(sample.kind(), item)).doesNotContain(code.toUpperCase(Locale.ROOT));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "97531",
        " 97531 ",
        "Visitor 97531",
        "PIN:97531",
        "visitor97531",
        "97531#",
        "(97531)"
      })
  void aNameThatHoldsThePinIsDroppedAndReplacedInRaw(String name) {
    for (String field : List.of("Name", "UserName", "User", "Remark", "PicUrl")) {
      ObjectNode item = passage("PIN", PIN).put(field, name);

      AccessEvent access = (AccessEvent) map("doorlog", item);

      assertThat(access.getPersonName()).isNull();
      assertThat(access.getRaw()).contains("\"" + field + "\":\"[removed]\"");
      assertThat(access.toString()).doesNotContain(PIN);
    }
  }

  @Test
  void aPinAsANumberIsFoundInANameAndAsANumberElsewhere() {
    ObjectNode item = passage("PIN", "").put("Code", 97531).put("Name", PIN).put("Remark", 97531);

    assertThat(map("doorlog", item).toString()).doesNotContain(PIN);
  }

  @Test
  void aNameThatIsTheNumberOfTheCardIsDropped() {
    AccessEvent access =
        (AccessEvent)
            map("doorlog", passage("Card", CARD).put("Name", CARD.toLowerCase(Locale.ROOT)));

    assertThat(access.getPersonName()).isNull();
    assertThat(access.getCredential()).isEqualTo(REDACTOR.token(CARD));
    assertThat(access.toString().toUpperCase(Locale.ROOT)).doesNotContain(CARD);
  }

  @Test
  void aPinWithinAListOrAnObjectIsFoundInANameAlsoDeepDown() {
    ObjectNode item = passage("PIN", "");
    item.putArray("PINs").add(PIN);
    item.putObject("User").put("Name", PIN).putArray("Others").add("x " + PIN);

    assertThat(map("doorlog", item).toString()).doesNotContain(PIN);
  }

  @ParameterizedTest
  @CsvSource({
    "97531, 197531",
    "97531, 975310",
    "ab12, Crab12",
    "12, Flat 123",
    "1, Flat 1",
    "#, Flat #1",
    "*7, Flat 7"
  })
  void aNameThatOnlyLooksLikeTheCodeStays(String code, String name) {
    AccessEvent access = (AccessEvent) map("doorlog", passage("DTMF", code).put("Name", name));

    assertThat(access.getPersonName()).isEqualTo(name);
    assertThat(access.getRaw()).contains("\"Name\":\"" + name + "\"");
  }

  @Test
  void digitsThatAreThoseOfTheCodeByChanceStay() {
    ObjectNode item =
        passage("PIN", "2026")
            .put("ID", "2026")
            .put("Date", "2026-11-21")
            .put("Time", "20:26:00")
            .put("Name", "Alice");

    AccessEvent access = (AccessEvent) map("doorlog", item);

    assertThat(access.getVendorEventId()).isEqualTo("2026");
    assertThat(access.getPersonName()).isEqualTo("Alice");
    assertThat(access.getRaw())
        .contains("\"ID\":\"2026\"", "\"Date\":\"2026-11-21\"", "\"Code\":\"[removed]\"");
  }

  @Test
  void wordsThatOnlySoundLikeASecretTakeNothingElseAway() {
    ObjectNode item =
        passage("Card", CARD)
            .put("CardType", "Card")
            .put("KeyHolder", "Alice")
            .put("PinEnabled", "true")
            .put("Remark", "true")
            .put("Name", "Alice");

    AccessEvent access = (AccessEvent) map("doorlog", item);

    assertThat(access.getMethod()).isEqualTo("CARD");
    assertThat(access.getPersonName()).isEqualTo("Alice");
    assertThat(access.getRaw()).contains("\"Remark\":\"true\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PIN",
        "Private PIN",
        "2",
        "3",
        "Public",
        "Temp Key",
        "QR Code",
        "DTMF",
        "Call",
        "Face",
        "NFC",
        "License Plate",
        "Card+PIN",
        "Unknown",
        "0",
        "",
        "Something new"
      })
  void onlyACardHasACredential(String type) {
    AccessEvent access = (AccessEvent) map("doorlog", passage(type, PIN));

    assertThat(access.getCredential()).isNull();
    assertThat(access.getRaw()).contains("\"Code\":\"[removed]\"");
    assertThat(access.toString()).doesNotContain(PIN).doesNotContain(REDACTOR.token(PIN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Card", "card", "1", "RF Card"})
  void theCredentialOfACardIsItsTokenAndRawHasNoCodeAtAll(String type) {
    AccessEvent access = (AccessEvent) map("doorlog", passage(type, " " + CARD + " "));

    assertThat(access.getCredential()).isEqualTo(REDACTOR.token(CARD));
    assertThat(access.getRaw()).contains("\"Code\":\"[removed]\"");
  }

  @Test
  void withoutAKeyForTokensACardIsRemoved() {
    AkuvoxEvents events =
        new AkuvoxEvents(
            AkuvoxSamples.device(URI.create("http://127.0.0.1")),
            new Redactor(AkuvoxSecrets.RULES, null, true));

    AccessEvent access =
        (AccessEvent)
            events.map(AkuvoxLog.DOORLOG, passage("Card", CARD).put("CardNo", CARD), null, SEEN);

    assertThat(access.getCredential()).isNull();
    assertThat(access.getRaw()).contains("\"CardNo\":\"[removed]\"");
    assertThat(access.toString()).doesNotContain(CARD);
  }

  @Test
  void aPasswordWithinAUrlIsRemovedAndTheUrlStaysAnAttribute() {
    AccessEvent access =
        (AccessEvent)
            map("doorlog", passage("Face", "").put("PicUrl", "http://admin:geheim@10.0.0.9/7.jpg"));

    assertThat(access.getAttributes()).containsEntry("picture", "http://10.0.0.9/7.jpg");
    assertThat(access.toString()).doesNotContain("geheim");
  }

  @Test
  void noJsonAndNoPasswordPassesAsAName() {
    for (String name :
        List.of("{\"PIN\": \"" + PIN + "\"}", "[" + PIN + "]", "ftp://u:" + PIN + "@h")) {
      assertThat(map("doorlog", passage("Face", "").put("Name", name)).toString())
          .doesNotContain(PIN);
    }
  }

  @Test
  void linksAndSipAddressesStay() {
    ObjectNode item =
        JsonNodeFactory.instance
            .objectNode()
            .put("Num", "6200105433@192.168.1.115")
            .put("LocalIdentity", "sip:100@192.168.1.1")
            .put("PicUrl", "https://storage.example/7.jpg?X-Amz-Signature=0f&to=a@b");

    assertThat((String) map("calllog", item).get(CommonFields.RAW))
        .contains("6200105433@192.168.1.115", "sip:100@192.168.1.1", "X-Amz-Signature=0f&to=a@b");
  }

  @Test
  void peoplePlacesAndWordsStay() {
    ObjectNode item =
        passage("Private PIN", PIN)
            .put("ID", "42")
            .put("Name", "Zoë Müller")
            .put("Relay", "1")
            .put("Status", "Succ")
            .put("AccessMode", "1")
            .put("UserID", "8011");

    assertThat((String) map("doorlog", item).get(CommonFields.RAW))
        .isEqualTo(
            "{\"Type\":\"Private PIN\",\"Code\":\"[removed]\",\"ID\":\"42\",\"Name\":\"Zoë Müller\","
                + "\"Relay\":\"1\",\"Status\":\"Succ\",\"AccessMode\":\"1\",\"UserID\":\"8011\"}");
  }

  @Test
  void aRecordThatCannotBeMappedHasNoSecretEither() {
    ObjectNode item = passage("PIN", PIN).put("Name", "PIN " + PIN).put("CardNo", CARD);

    assertThat(
            new AkuvoxEvents(AkuvoxSamples.device(URI.create("http://127.0.0.1")), REDACTOR)
                .unmapped(AkuvoxLog.DOORLOG, item, SEEN)
                .toString())
        .doesNotContain(PIN)
        .doesNotContain(CARD)
        .contains(REDACTOR.token(CARD));
  }

  @Test
  void nothingOfADeviceListIsKeptButNamesAndAddresses() {
    JsonNode list = AkuvoxSamples.json("manual-003-device-list");

    assertThat(REDACTOR.raw(list))
        .contains("Front Door", "0C110532D226", "123132312")
        .doesNotContain("bfk69623v6Lxxxxxc")
        .doesNotContain("7b3d75f5a8cfa959167852468fca08a3");
  }

  /** One more field in one record after another, as a text, in a list and in an object. */
  private static List<JsonNode> plantedEverywhere(Sample sample, String name, String value) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode item : sample.items()) {
      for (int shape = 0; shape < 6; shape++) {
        ObjectNode copy = item.deepCopy();
        switch (shape) {
          case 0 -> copy.put(name, value);
          case 1 -> copy.putArray(name).add(value);
          case 2 -> copy.putObject(name).put("value", value);
          case 3 -> copy.putObject("User").put(name, value).put("Name", value);
          case 4 -> copy.putObject("Time").put("Info", value).put(name, value);
          default -> copy.put("extend", "{\"" + name + "\": \"" + value + "\"}");
        }
        all.add(copy);
      }
    }
    return all;
  }

  private static String events(String kind, JsonNode item) {
    return map(kind, item).toString().toUpperCase(Locale.ROOT);
  }

  private static SpecificRecord map(String kind, JsonNode item) {
    return AkuvoxSamples.map(
        new AkuvoxEvents(AkuvoxSamples.device(URI.create("http://127.0.0.1")), REDACTOR),
        new AkuvoxCloudEvents(AkuvoxSamples.RESIDENCE, AkuvoxSamples.cloudDevices(), REDACTOR),
        kind,
        item,
        null,
        SEEN);
  }

  private static ObjectNode passage(String type, String code) {
    return JsonNodeFactory.instance.objectNode().put("Type", type).put("Code", code);
  }
}
