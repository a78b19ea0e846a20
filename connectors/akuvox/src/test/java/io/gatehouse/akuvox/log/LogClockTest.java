package io.gatehouse.akuvox.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.akuvox.log.LogTime.Basis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local times of all spellings, and when they were. */
class LogClockTest {

  private static final LogClock BERLIN = new LogClock(ZoneId.of("Europe/Berlin"), Basis.CONFIGURED);

  /** Summer time ends in Berlin at 01:00 UTC of this day: 02:00 to 03:00 comes twice. */
  private static final String AUTUMN = "2026-10-25T";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2025-11-06 | 05:55:59    | 2025-11-06T05:55:59
          2025/11/06 | 05:55:59    | 2025-11-06T05:55:59
          06/11/2025 | 05:55:59    | 2025-11-06T05:55:59
          6.11.2025  | 5:55:59     | 2025-11-06T05:55:59
          12/30/2024 | 05:55:59    | 2024-12-30T05:55:59
          20241230   | 17:55       | 2024-12-30T17:55
          2025-11-06 | 05:55:59 PM | 2025-11-06T17:55:59
          2025-11-06 | 12:00:01 am | 2025-11-06T00:00:01
          2025-11-06 | 12:30:00PM  | 2025-11-06T12:30
          --         | 05:55:59    |
          2025-02-30 | 05:55:59    |
          2025-11-06 | 25:00:00    |
          yesterday  | 05:55:59    |
          ''         | ''          |
          """)
  void everySpellingIsReadAndNoneIsGuessed(String date, String time, LocalDateTime expected) {
    assertThat(LocalTimes.parse(date, time)).isEqualTo(expected);
  }

  @Test
  void dateAndTimeMayStandInOneField() {
    assertThat(LocalTimes.parse("2020-05-18 15:25:45")).isEqualTo("2020-05-18T15:25:45");
    assertThat(LocalTimes.parse("2020-05-18T15:25:45")).isEqualTo("2020-05-18T15:25:45");
    assertThat(LocalTimes.parse("15:25:45")).isNull();
  }

  @Test
  void aConfiguredZoneHasSummerTime() {
    LogTime winter = resolve("2026-01-15T09:30:00", Instant.EPOCH, "2026-01-16T00:00:00Z", false);
    LogTime summer = resolve("2026-07-15T09:30:00", Instant.EPOCH, "2026-07-16T00:00:00Z", false);

    assertThat(winter.at()).isEqualTo("2026-01-15T08:30:00Z");
    assertThat(summer.at()).isEqualTo("2026-07-15T07:30:00Z");
    assertThat(summer.offsetMinutes()).isEqualTo(120);
    assertThat(summer.zone()).isEqualTo("Europe/Berlin");
    assertThat(summer.ambiguous()).isFalse();
  }

  @Test
  void anHourThatSummerTimeLeavesOutIsWinterTime() {
    LogTime time = resolve("2026-03-29T02:30:00", Instant.EPOCH, "2026-03-30T00:00:00Z", false);

    assertThat(time.at()).isEqualTo("2026-03-29T01:30:00Z");
  }

  @ParameterizedTest
  @CsvSource({"00:30:01Z, 00:30:00Z", "01:30:01Z, 01:30:00Z"})
  void inTheRepeatedHourALiveRecordIsTheNearerOne(String now, String expected) {
    LogTime time = resolve(AUTUMN + "02:30:00", Instant.EPOCH, AUTUMN + now, true);

    assertThat(time.at()).isEqualTo(AUTUMN + expected);
    assertThat(time.ambiguous()).isFalse();
  }

  @Test
  void inTheRepeatedHourARecordComesAfterTheOneBefore() {
    Instant firstPass = Instant.parse(AUTUMN + "00:50:00Z");

    LogTime time = resolve(AUTUMN + "02:10:00", firstPass, AUTUMN + "09:00:00Z", false);

    assertThat(time.at()).isEqualTo(AUTUMN + "01:10:00Z");
    assertThat(time.ambiguous()).isFalse();
  }

  @Test
  void inTheRepeatedHourARecordIsNotFromTheFuture() {
    LogTime time = resolve(AUTUMN + "02:30:00", Instant.EPOCH, AUTUMN + "00:45:00Z", false);

    assertThat(time.at()).isEqualTo(AUTUMN + "00:30:00Z");
    assertThat(time.ambiguous()).isFalse();
  }

  @Test
  void whereNothingTellsTheFirstIsTakenAndThatIsSaid() {
    Instant hoursBefore = Instant.parse("2026-10-24T20:00:00Z");

    LogTime time = resolve(AUTUMN + "02:10:00", hoursBefore, AUTUMN + "09:00:00Z", false);

    assertThat(time.at()).isEqualTo(AUTUMN + "00:10:00Z");
    assertThat(time.ambiguous()).isTrue();
  }

  /** A clock that was wrong once must not decide about the hour for ever. */
  @Test
  void aRecordBeforeThatIsFarInTheFutureSaysNothing() {
    Instant wrong = Instant.parse("2036-01-01T00:00:00Z");

    LogTime time = resolve(AUTUMN + "02:10:00", wrong, AUTUMN + "00:10:01Z", true);

    assertThat(time.at()).isEqualTo(AUTUMN + "00:10:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-15T11:30:00, 120",
    "2026-07-15T11:29:58, 120",
    "2026-07-15T15:15:01, 345",
    "2026-07-15T04:30:00, -300",
    "2026-07-15T11:25:00,",
    "2026-07-17T11:30:00,"
  })
  void theOffsetIsMeasuredToAQuarterOfAnHourAndOnlyByFreshRecords(
      LocalDateTime local, Integer expected) {
    Instant now = Instant.parse("2026-07-15T09:30:00Z");

    assertThat(LogClock.measure(local, now, Duration.ofSeconds(10))).isEqualTo(expected);
  }

  @Test
  void aMeasuredOffsetIsSaid() {
    LogTime time =
        LogClock.measured(345)
            .resolve(
                LocalDateTime.parse("2026-07-15T15:15:01"), Instant.EPOCH, Instant.now(), true);

    assertThat(time.at()).isEqualTo("2026-07-15T09:30:01Z");
    assertThat(time.zone()).isEqualTo("+05:45");
    assertThat(time.basis()).isEqualTo(Basis.MEASURED);
  }

  private static LogTime resolve(String local, Instant before, String now, boolean live) {
    return BERLIN.resolve(LocalDateTime.parse(local), before, Instant.parse(now), live);
  }
}
