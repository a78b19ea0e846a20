package io.gatehouse.hikconnect.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HikConnectTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T16:09:26+05:00, 2026-01-15T11:09:26Z, 300",
    "2026-01-15T16:09:26-0330,  2026-01-15T19:39:26Z, -210",
    "2026-01-15T16:09:26 +05:00, 2026-01-15T11:09:26Z, 300",
    "2026-01-15T16:09:26+00:00, 2026-01-15T16:09:26Z, 0",
    "2026-01-15T16:09:26.1239Z, 2026-01-15T16:09:26.123Z,",
    "1730341841000,             2024-10-31T02:30:41Z,"
  })
  void aTimeWithAZoneIsWhatItSays(String text, Instant at, Integer offset) {
    assertThat(HikConnectTime.of(text)).isEqualTo(new HikConnectTime(at, offset, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2023-05-08 11:15:26", "2023-05-08T11:15:26"})
  void aTimeWithoutAZoneIsTakenForUtcAndSaysSo(String text) {
    assertThat(HikConnectTime.of(text))
        .isEqualTo(new HikConnectTime(Instant.parse("2023-05-08T11:15:26Z"), null, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--",
        "yesterday",
        "2023-05-08",
        "2023-13-08T11:15:26Z",
        "2023-05-08T11:15:26+25:00",
        "+999999999-12-31T23:59:59Z",
        "99999999999999999999"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(HikConnectTime.of(text, null)).isNull();
  }

  @Test
  void theFirstWithAZoneIsBelievedAndAnyTellsTheOffset() {
    HikConnectTime time =
        HikConnectTime.of(
            "nonsense", "2026-01-15 16:09:26", "2026-01-15T11:09:26Z", "2026-01-15T16:09:27+05:00");

    assertThat(time)
        .isEqualTo(new HikConnectTime(Instant.parse("2026-01-15T11:09:26Z"), 300, false));
  }
}
