package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.simulators.AkuvoxRecord.Log;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Firmware of Akuvox devices whose pages, IDs, pictures and paths are special. */
class AkuvoxTraitsTest {

  private static final AkuvoxOptions OPEN = new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE);

  @Test
  void requestWithoutAPageGetsTheFirst() {
    try (AkuvoxSimulator device =
        AkuvoxSimulator.start(OPEN.withTraits(AkuvoxTrait.ALWAYS_PAGED))) {
      write(device, 25);
      DeviceClient client = DeviceClient.anonymous(device);

      JsonNode reply = client.get("/api/doorlog/get");

      assertThat(AkuvoxLogTest.ids(reply)).hasSize(10).startsWith("25");
      assertThat(reply).isEqualTo(client.get("/api/doorlog/get?page=1"));
      assertThat(AkuvoxLogTest.ids(client.get("/api/doorlog/get?page=3"))).hasSize(5);
    }
  }

  @Test
  void allIdsMayBeTheSame() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(AkuvoxTrait.IDS_REPEAT))) {
      write(device, 3);

      assertThat(AkuvoxLogTest.ids(DeviceClient.anonymous(device).get("/api/doorlog/get")))
          .containsExactly("1", "1", "1");
    }
  }

  @Test
  void everyRecordMayMoveTheIdsOfAllOthers() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(AkuvoxTrait.RENUMBERED))) {
      DeviceClient client = DeviceClient.anonymous(device);
      device.emit(Log.DOORLOG, Map.of("Name", "first"));
      assertThat(client.get("/api/doorlog/get").at("/data/item/0/ID").asText()).isEqualTo("1");

      write(device, 11);

      JsonNode second = client.get("/api/doorlog/get?page=2");
      assertThat(AkuvoxLogTest.ids(second)).containsExactly("11", "12");
      assertThat(second.at("/data/item/1/Name").asText()).isEqualTo("first");
    }
  }

  /** Api doorlog del, by the ID that a record has now. */
  @Test
  void renumberedRecordIsDeletedByItsPlace() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(AkuvoxTrait.RENUMBERED))) {
      DeviceClient client = DeviceClient.anonymous(device);
      device.emit(Log.DOORLOG, Map.of("Name", "first"));
      device.emit(Log.DOORLOG, Map.of("Name", "second"));

      client.post("/api/doorlog/del", "application/json", "{\"ID\":\"2\"}");

      JsonNode left = client.get("/api/doorlog/get").at("/data/item");
      assertThat(left).hasSize(1);
      assertThat(left.at("/0/Name").asText()).isEqualTo("second");
      assertThat(left.at("/0/ID").asText()).isEqualTo("1");
    }
  }

  /** Api calllog; PicUrl is of newer firmware. */
  @Test
  void pictureOfACallComesLater() {
    AkuvoxOptions options = OPEN.withPictureDelay(Duration.ofMinutes(5));
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      AkuvoxRecord call = device.play(AkuvoxPassage.VISITOR).get(0);
      DeviceClient client = DeviceClient.anonymous(device);
      JsonNode before = client.get("/api/calllog/get").at("/data/item/0");

      device.clock().advance(Duration.ofMinutes(6));

      JsonNode after = client.get("/api/calllog/get").at("/data/item/0");
      assertThat(before.path("PicUrl").asText("none")).isEmpty();
      assertThat(after).isEqualTo(DeviceClient.JSON.valueToTree(call.fields()));
      assertThat(after.path("PicUrl").asText()).endsWith("/1.jpg");
      assertThat(before.path("ID")).isEqualTo(after.path("ID"));
      assertThat(client.get("/api/doorlog/get").at("/data/item/0").has("PicUrl")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SLASH_REQUIRED, /api/doorlog/get/?page=1, 200",
    "SLASH_REQUIRED, /api/doorlog/get?page=1, 404",
    "SLASH_REFUSED, /api/doorlog/get?page=1, 200",
    "SLASH_REFUSED, /api/doorlog/get/?page=1, 404"
  })
  void slashAtTheEndOfAPathMatters(AkuvoxTrait trait, String path, int status) {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(OPEN.withTraits(trait))) {
      assertThat(DeviceClient.anonymous(device).raw(path).statusCode()).isEqualTo(status);
    }
  }

  private static void write(AkuvoxSimulator device, int records) {
    Collections.nCopies(records, AkuvoxPassage.CARD).forEach(device::play);
  }
}
