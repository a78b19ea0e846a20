package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.simulators.AkuvoxRecord.Log;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Api doorlog and Api calllog of the Akuvox HTTP API manual. */
class AkuvoxLogTest {

  private static final AkuvoxOptions OPEN = new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE);

  /** Positive Reply with Parameters; Api doorlog, the table. */
  @Test
  void doorLogHasTheRecordsOfAPassage() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      AkuvoxRecord entry = device.play(AkuvoxPassage.CARD).get(0);

      JsonNode reply = DeviceClient.anonymous(device).get("/api/doorlog/get");

      assertThat(reply.path("retcode").asInt(-1)).isZero();
      assertThat(reply.path("action").asText()).isEqualTo("get");
      assertThat(reply.path("message").asText()).isEqualTo("OK");
      assertThat(reply.at("/data/num").isInt()).isTrue();
      assertThat(reply.at("/data/num").asInt()).isEqualTo(1);
      JsonNode item = reply.at("/data/item/0");
      assertThat(item).isEqualTo(DeviceClient.JSON.valueToTree(entry.fields()));
      assertThat(item.properties()).allMatch(field -> field.getValue().isTextual());
      assertThat(item.path("Name").asText()).isEqualTo("Alice");
      assertThat(item.path("Code").asText()).isEqualTo("0A5B8F01");
      assertThat(item.path("Type").asText()).isEqualTo("Card");
      assertThat(item.path("Status").asText()).isEqualTo("Succ");
    }
  }

  @Test
  void emptyLogHasAnEmptyList() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      JsonNode data = DeviceClient.anonymous(device).get("/api/doorlog/get").path("data");

      assertThat(data.toString()).isEqualTo("{\"num\":0,\"item\":[]}");
    }
  }

  @Test
  void pagesHaveTenRecordsNewestFirst() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      write(device, 25);
      DeviceClient client = DeviceClient.anonymous(device);

      assertThat(ids(client.get("/api/doorlog/get?page=1"))).hasSize(10).startsWith("25", "24");
      assertThat(ids(client.get("/api/doorlog/get?page=3")))
          .containsExactly("5", "4", "3", "2", "1");
      assertThat(client.get("/api/doorlog/get?page=3").at("/data/curPageNum").asInt()).isEqualTo(3);
      assertThat(client.get("/api/doorlog/get?page=3").at("/data/num").asInt()).isEqualTo(5);
      assertThat(client.get("/api/doorlog/get?page=4").path("data").toString())
          .isEqualTo("{\"num\":0,\"item\":[],\"curPageNum\":0}");
      assertThat(ids(client.get("/api/doorlog/get"))).hasSize(25).startsWith("25").endsWith("1");
    }
  }

  @Test
  void firmwareWithoutPagesSendsTheWholeLog() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(AkuvoxTrait.UNPAGED))) {
      write(device, 25);

      JsonNode reply = DeviceClient.anonymous(device).get("/api/doorlog/get?page=2");

      assertThat(ids(reply)).hasSize(25).startsWith("25").endsWith("1");
      assertThat(reply.path("data").has("curPageNum")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "", "1.5"})
  void pageMustBeANumberFromOne(String page) {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      assertThat(DeviceClient.anonymous(device).get("/api/doorlog/get?page=" + page).toString())
          .isEqualTo("{\"retcode\":-1,\"action\":\"get\",\"message\":\"Error param\"}");
    }
  }

  @Test
  void fullLogLosesItsOldestRecord() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withLogSize(3))) {
      write(device, 5);

      assertThat(ids(DeviceClient.anonymous(device).get("/api/doorlog/get")))
          .containsExactly("5", "4", "3");
      assertThat(device.journal().emitted()).hasSize(5);
    }
  }

  @Test
  void logHoldsAThousandRecordsUnlessToldOtherwise() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      write(device, 1001);

      assertThat(ids(DeviceClient.anonymous(device).get("/api/doorlog/get")))
          .hasSize(1000)
          .endsWith("2");
    }
  }

  /** Api calllog get: the filter, by number and by word. */
  @ParameterizedTest
  @CsvSource({"type=Missed, 3", "Type=3, 3", "Type=missed, 3", "Type=Dialed, 1", "Type=All, 3 2 1"})
  void callLogIsFilteredByType(String filter, String expected) {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      device.play(AkuvoxPassage.CALL_DIALED);
      device.play(AkuvoxPassage.CALL_RECEIVED);
      device.play(AkuvoxPassage.CALL_MISSED);

      assertThat(ids(DeviceClient.anonymous(device).get("/api/calllog/get?" + filter)))
          .containsExactly(expected.split(" ", -1));
    }
  }

  @Test
  void callLogHasNoOtherTypes() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      JsonNode reply = DeviceClient.anonymous(device).get("/api/calllog/get?Type=Lost");

      assertThat(reply.path("retcode").asInt()).isEqualTo(-1);
    }
  }

  /** Api calllog get, the example. */
  @Test
  void callHasTheFieldsOfTheExample() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      device.play(AkuvoxPassage.CALL_RECEIVED);

      JsonNode call = DeviceClient.anonymous(device).get("/api/calllog/get").at("/data/item/0");

      assertThat(names(call))
          .containsExactlyInAnyOrder("Date", "ID", "LocalIdentity", "Name", "Num", "Time", "Type");
      assertThat(call.path("Type").asText()).isEqualTo("Received");
    }
  }

  /** Api calllog del, Api doorlog del: POST only, by ID. */
  @Test
  void oneRecordIsDeleted() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      write(device, 3);
      DeviceClient client = DeviceClient.anonymous(device);

      JsonNode reply = client.post("/api/doorlog/del", "application/json", "{\"ID\":\"2\"}");

      assertThat(reply.toString())
          .isEqualTo("{\"retcode\":0,\"action\":\"del\",\"message\":\"OK\"}");
      assertThat(ids(client.get("/api/doorlog/get"))).containsExactly("3", "1");
      assertThat(client.get("/api/doorlog/del?ID=1").path("message").asText())
          .isEqualTo("unsupport action");
      assertThat(
              client
                  .post("/api/doorlog/del", "application/json", "{\"ID\":\"2\"}")
                  .path("retcode")
                  .asInt())
          .isEqualTo(-1);
    }
  }

  /** Api calllog clear: all, or those of a type. */
  @Test
  void callsOfATypeAreCleared() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      device.play(AkuvoxPassage.CALL_MISSED);
      device.play(AkuvoxPassage.CALL_RECEIVED);
      device.play(AkuvoxPassage.CARD);
      DeviceClient client = DeviceClient.anonymous(device);

      assertThat(client.get("/api/calllog/clear?type=Missed").path("retcode").asInt(-1)).isZero();

      assertThat(ids(client.get("/api/calllog/get"))).containsExactly("2");
      client.get("/api/calllog/clear");
      assertThat(ids(client.get("/api/calllog/get"))).isEmpty();
      assertThat(ids(client.get("/api/doorlog/get"))).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"IDS_RESTART, 1", "UNPAGED, 3"})
  void idsGoOnAfterAClearUnlessTheyRestart(AkuvoxTrait trait, String next) {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(trait))) {
      write(device, 2);

      DeviceClient.anonymous(device).get("/api/doorlog/clear");
      write(device, 1);

      assertThat(ids(DeviceClient.anonymous(device).get("/api/doorlog/get"))).containsExactly(next);
    }
  }

  @Test
  void recordsOfOneSecondCanBeEqual() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(AkuvoxTrait.NO_IDS))) {
      List<AkuvoxRecord> crowd = device.play(AkuvoxPassage.CROWD);

      JsonNode items = DeviceClient.anonymous(device).get("/api/doorlog/get").at("/data/item");

      assertThat(items).hasSize(4);
      assertThat(items)
          .extracting(item -> item.path("Time").asText())
          .containsOnly(crowd.get(0).fields().get("Time"));
      assertThat(items.get(2)).isEqualTo(items.get(3));
      assertThat(items.get(0).has("ID")).isFalse();
      assertThat(crowd).extracting(AkuvoxRecord::number).containsExactly(1L, 2L, 3L, 4L);
    }
  }

  /** Api doorlog, Api calllog: the tables' numbers. */
  @Test
  void typesAndStatusAreDigitsIfWanted() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(AkuvoxTrait.DIGITS))) {
      device.play(AkuvoxPassage.CARD);
      device.play(AkuvoxPassage.WRONG_PIN);
      device.play(AkuvoxPassage.FACE);
      device.play(AkuvoxPassage.PUBLIC_PIN);
      device.play(AkuvoxPassage.CALL_MISSED);
      DeviceClient client = DeviceClient.anonymous(device);

      List<JsonNode> items = items(client.get("/api/doorlog/get"));

      assertThat(items)
          .extracting(item -> item.path("Type").asText() + item.path("Status").asText())
          .containsExactly("30", "40", "21", "10");
      assertThat(client.get("/api/calllog/get?type=Missed").at("/data/item/0/Type").asText())
          .isEqualTo("3");
    }
  }

  @Test
  void firmwareSpellsDifferently() {
    AkuvoxOptions options = OPEN.withTraits(AkuvoxTrait.LOWER_CASE, AkuvoxTrait.NUMBER);
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      device.play(AkuvoxPassage.CALL_RECEIVED);

      JsonNode call = DeviceClient.anonymous(device).get("/api/calllog/get").at("/data/item/0");

      assertThat(call.path("Type").asText()).isEqualTo("received");
      assertThat(call.has("Number")).isTrue();
      assertThat(call.has("Num")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EMPTY_WITHOUT_DATA    | {\"retcode\":0,\"action\":\"get\",\"message\":\"OK\"}",
        "EMPTY_WITHOUT_ITEM    | {\"num\":0}",
        "EMPTY_ITEM_IS_TEXT    | {\"num\":0,\"item\":\"\"}",
        "SINGLE_ITEM_IS_OBJECT | {\"num\":0,\"item\":[]}"
      })
  void emptyLogComesInManyShapes(AkuvoxTrait trait, String expected) {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(trait))) {
      JsonNode reply = DeviceClient.anonymous(device).get("/api/doorlog/get");

      assertThat((reply.has("data") ? reply.path("data") : reply).toString()).isEqualTo(expected);
    }
  }

  @Test
  void singleRecordMayStandWithoutAList() {
    AkuvoxOptions options = OPEN.withTraits(AkuvoxTrait.SINGLE_ITEM_IS_OBJECT);
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      write(device, 1);
      DeviceClient client = DeviceClient.anonymous(device);
      assertThat(client.get("/api/doorlog/get").at("/data/item/ID").asText()).isEqualTo("1");

      write(device, 1);

      assertThat(ids(client.get("/api/doorlog/get"))).containsExactly("2", "1");
    }
  }

  @Test
  void recordCanBeAnything() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN)) {
      device.emit(Log.DOORLOG, Map.of("ID", "7", "Type", "Iris", "Mask", "1"));

      JsonNode item = DeviceClient.anonymous(device).get("/api/doorlog/get").at("/data/item/0");

      assertThat(item.path("ID").asText()).isEqualTo("7");
      assertThat(item.path("Type").asText()).isEqualTo("Iris");
      assertThat(names(item)).containsExactlyInAnyOrder("ID", "Date", "Time", "Type", "Mask");
    }
  }

  @Test
  void burstHasExactlySoManyRecordsAndTheSameForASeed() {
    try (AkuvoxSimulator one = AkuvoxSimulator.start(OPEN);
        AkuvoxSimulator two = AkuvoxSimulator.start(OPEN)) {
      one.burst(100, 7);
      two.burst(100, 7);

      assertThat(one.journal().emitted()).hasSize(100);
      assertThat(types(one)).isEqualTo(types(two));
      assertThat(one.journal().emitted(98, 10)).hasSize(2);
      assertThatThrownBy(() -> one.journal().emitted(-1, 1)).hasMessageContaining("negative");
    }
  }

  private static List<String> types(AkuvoxSimulator device) {
    return device.journal().emitted().stream().map(r -> r.fields().get("Type")).toList();
  }

  private static void write(AkuvoxSimulator device, int records) {
    Collections.nCopies(records, AkuvoxPassage.CARD).forEach(device::play);
  }

  static List<JsonNode> items(JsonNode reply) {
    return StreamSupport.stream(reply.at("/data/item").spliterator(), false).toList();
  }

  static List<String> ids(JsonNode reply) {
    return items(reply).stream().map(item -> item.path("ID").asText()).toList();
  }

  private static List<String> names(JsonNode item) {
    List<String> names = new ArrayList<>();
    item.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
