package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 5.7.3: the search for certificate records. */
class HikConnectRecordsTest {

  private static final String SEARCH = "/api/hccgw/acs/v1/event/certificaterecords/search";
  private static final HikConnectOptions OPTIONS =
      new HikConnectOptions().withRateLimit(0).withStartTime(Instant.parse("2026-03-01T12:00:00Z"));

  private final HikConnectSimulator cloud = HikConnectSimulator.start(OPTIONS);
  private final CloudClient client = CloudClient.of(cloud);

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void recordsComeInPagesNewestFirst() {
    playEveryHour(5);

    JsonNode first = client.data(SEARCH, "{\"pageIndex\":1,\"pageSize\":2}");
    JsonNode last = client.data(SEARCH, "{\"pageIndex\":3,\"pageSize\":2}");
    JsonNode beyond = client.data(SEARCH, "{\"pageIndex\":4,\"pageSize\":2}");

    assertThat(first.path("totalNum").asInt()).isEqualTo(5);
    assertThat(first.path("pageSize").asInt()).isEqualTo(2);
    assertThat(numbers(first)).containsExactly(5, 4);
    assertThat(last.path("pageIndex").asInt()).isEqualTo(3);
    assertThat(numbers(last)).containsExactly(1);
    assertThat(numbers(beyond)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"beginTime\":\"2026-03-01T13:30:00Z\",\"endTime\":\"2026-03-01T15:30:00Z\"}|4,3",
        "{\"beginTime\":\"2026-03-01T21:30:00+08:00\"}|5,4,3",
        "{\"endTime\":\"2026-03-01T13:30:00Z\"}|2,1",
        "{\"swipeAuthResult\":1}|5,3,1",
        "{\"swipeAuthResult\":2}|4,2",
        "{\"eventTypes\":\"110515,1,1\"}|4,2",
        "{\"elementIDs\":\"none\"}|",
        "{\"begin\":\"2026-03-01T13:30:00Z\"}|5,4,3,2,1"
      })
  void criteriaAreFollowed(String criteria, String expected) {
    playEveryHour(5);

    JsonNode found = client.data(SEARCH, "{\"searchCriteria\":%s}".formatted(criteria));

    assertThat(String.join(",", numbers(found).stream().map(String::valueOf).toList()))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void misplacedCriteriaAreIgnored() {
    playEveryHour(2);

    assertThat(numbers(client.data(SEARCH, "{\"beginTime\":\"2027-01-01T00:00:00Z\"}"))).hasSize(2);
  }

  @Test
  void lateRecordTakesItsPlaceInTime() {
    playEveryHour(2);

    cloud.addRecord(
        Reply.JSON
            .createObjectNode()
            .put("devSerialNo", 77)
            .put("occurTime", "2026-03-01T12:30:00Z"));

    assertThat(numbers(client.data(SEARCH, "{}"))).containsExactly(2, 77, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"pageSize\":201}|OPEN000025",
        "{\"pageSize\":0}|OPEN000010",
        "{\"pageIndex\":0}|OPEN000010",
        "{\"searchCriteria\":{\"beginTime\":\"noon\"}}|OPEN000026",
        "{\"searchCriteria\":{\"beginTime\":\"2026-03-02T00:00:00Z\",\"endTime\":"
            + "\"2026-03-01T00:00:00Z\"}}|OPEN000030"
      })
  void badSearchIsRefused(String body, String code) {
    assertThat(client.error(SEARCH, body)).isEqualTo(code);
  }

  @Test
  void accountWithoutPermissionIsRefused() {
    try (HikConnectSimulator other = HikConnectSimulator.start(OPTIONS.withoutRecords())) {
      assertThat(CloudClient.of(other).error(SEARCH, "{}")).isEqualTo("VMS000005");
    }
  }

  /** Records with the serial numbers 1 on, every second one of an unknown card. */
  private void playEveryHour(int records) {
    for (int i = 0; i < records; i++) {
      cloud.play(
          i % 2 == 0 ? HikConnectPassage.CARD : HikConnectPassage.UNKNOWN_CARD,
          HikConnectTrait.RECORD);
      cloud.clock().advance(Duration.ofHours(1));
    }
  }

  private static List<Integer> numbers(JsonNode data) {
    List<Integer> numbers = new ArrayList<>();
    data.path("recordList").forEach(record -> numbers.add(record.path("devSerialNo").asInt()));
    return numbers;
  }
}
