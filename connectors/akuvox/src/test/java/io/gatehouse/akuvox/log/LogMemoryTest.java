package io.gatehouse.akuvox.log;

import static io.gatehouse.akuvox.log.Written.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.akuvox.log.LogReading.News;
import io.gatehouse.engine.GapReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a diff between a log and what is remembered of it says. Lists are newest first. */
class LogMemoryTest {

  private static final int MOST = 4;

  private final LogRecord a = at(1, "a");
  private final LogRecord b = at(2, "b");
  private final LogRecord c = at(3, "c");
  private final LogRecord d = at(4, "d");
  private final LogRecord e = at(5, "e");
  private final LogRecord f = at(6, "f");

  private LogMemory memory = LogMemory.empty(MOST);

  @Test
  void aLogThatWasNeverReadIsAllNewOldestFirst() {
    assertThat(read(c, b, a)).containsExactly("a", "b", "c");
  }

  @Test
  void whatWasReadIsNotReadAgain() {
    read(b, a);

    assertThat(read(b, a)).isEmpty();
    assertThat(read(d, c, b, a)).containsExactly("c", "d");
  }

  @Test
  void forgottenRecordsStayForgotten() {
    read(f, e, d, c, b, a);

    assertThat(read(f, e, d, c, b, a)).isEmpty();
  }

  @Test
  void twinsOfOneSecondAreTwo() {
    read(b, a);

    assertThat(read(b, b, a)).containsExactly("b");
    assertThat(read(b, b, a)).isEmpty();
    assertThat(read(b, b, b, b, a)).containsExactly("b", "b");
  }

  /** Of records that look the same the latest are new: what tells them apart is not remembered. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void ofTwinsTheLatestAreNew(int readBefore) {
    List<LogRecord> twins =
        Stream.of("g", "f", "e", "d", "c", "b", "a").map(Written::twin).toList();
    memory = LogMemory.empty(100);
    read(twins.subList(twins.size() - readBefore, twins.size()).toArray(LogRecord[]::new));

    assertThat(read(twins.toArray(LogRecord[]::new)))
        .isEqualTo(List.of("a", "b", "c", "d", "e", "f", "g").subList(readBefore, twins.size()));
  }

  @Test
  void ofTwinsTheLatestIsNewAlsoWhereOlderRecordsAreForgotten() {
    LogRecord one = Written.twin("one");
    LogRecord two = Written.twin("two");
    read(one, f, e, d, c, b);

    assertThat(read(two, one, f, e, d, c, b)).containsExactly("two");
  }

  @Test
  void aForgottenTwinStaysForgotten() {
    LogRecord one = Written.twin("one");
    LogRecord two = Written.twin("two");
    read(e, d, c, two, one, a);

    assertThat(read(f, e, d, c, two, one, a)).containsExactly("f");
  }

  @Test
  void recordsOfOneSecondMayComeInAnotherOrder() {
    LogRecord otherB = at(2, "other b");
    read(b, otherB, a);

    assertThat(read(otherB, b, a)).isEmpty();
  }

  @Test
  void aRecordThatComesInBetweenIsTheOneThatIsNew() {
    LogRecord otherB = at(2, "other b");
    read(c, b, a);

    assertThat(read(c, b, otherB, a)).containsExactly("other b");
    assertThat(read(c, b, otherB, a)).isEmpty();
  }

  @Test
  void aClockThatWasSetBackHidesNothing() {
    read(f, e);

    assertThat(read(b, a, f, e)).containsExactly("a", "b");
    assertThat(read(b, a, f, e)).isEmpty();
  }

  @Test
  void undatedRecordsOfTheSameTimeOfDayAreToldApartByOrder() {
    LogRecord boot = Written.of("--", "00:00:05", "boot", "");
    read(a, boot);

    assertThat(read(boot, a, boot)).containsExactly("boot");
  }

  @Test
  void namesIdsAndSpellingOfDatesMayChange() {
    read(b, a);

    assertThat(read(Written.of("15/01/2026", "9:00:02 AM", "renamed", ""), a)).isEmpty();
  }

  /** Names may be looked up when the log is read: one contact was renamed. */
  @Test
  void aNameThatIsAnotherNowIsTheSameRecord() {
    read(c, b, a);

    assertThat(read(c, at(2, "renamed"), a)).isEmpty();
  }

  /** A new firmware writes all in another way, digits for words say. */
  @Test
  void aLogThatIsWrittenInAnotherWayIsTheSameLog() {
    read(c, b, a);

    assertThat(read(at(4, "D"), at(3, "C"), at(2, "B"), at(1, "A"))).containsExactly("D");
  }

  @Test
  void otherRecordsOfOneSecondAreOthers() {
    read(at(7, "x"), at(7, "y"));

    LogReading reading = memory.compare(List.of(at(7, "v"), at(7, "w")), true);

    assertThat(reading.isConnected()).isFalse();
    assertThat(reading.news()).hasSize(2);
  }

  @Test
  void removedRecordsAreCountedAndNothingIsNew() {
    read(d, c, b, a);

    LogReading reading = memory.compare(List.of(d, a), true);

    assertThat(reading.removed()).isEqualTo(2);
    assertThat(reading.news()).isEmpty();
    assertThat(reading.isConnected()).isTrue();
  }

  @Test
  void aRecordThatFellOutOfAFullLogWasNotRemoved() {
    read(c, b, a);

    assertThat(memory.compare(List.of(d, c, b), true).removed()).isZero();
  }

  @Test
  void anEmptyLogWasCleared() {
    read(b, a);

    LogReading reading = memory.compare(List.of(), true);

    assertThat(reading.isConnected()).isFalse();
    assertThat(reading.gap()).isEqualTo(GapReason.LOG_CLEARED);
  }

  @Test
  void aClearedLogIsToldOnce() {
    read(b, a);
    read();

    assertThat(memory.compare(List.of(), true).isConnected()).isTrue();
    assertThat(memory.compare(List.of(c), true).isConnected()).isTrue();
    assertThat(read(c)).containsExactly("c");
  }

  @Test
  void aLogThatOnlySeemedEmptyDoublesNothing() {
    read(b, a);
    read();

    assertThat(read(c, b, a)).containsExactly("c");
  }

  @Test
  void fewerRecordsThanBeforeWithoutAKnownOneMeanClearedAndAsManyMeanOverflow() {
    read(c, b, a);

    assertThat(memory.compare(List.of(e, d), true).gap()).isEqualTo(GapReason.LOG_CLEARED);
    assertThat(memory.compare(List.of(f, e, d), true).gap()).isEqualTo(GapReason.RING_OVERFLOW);
    assertThat(read(f, e, d)).containsExactly("d", "e", "f");
  }

  @Test
  void aPageMustReachBackToWhatIsRemembered() {
    read(c, b, a);

    assertThat(memory.compare(List.of(e, d, c, b, a), false).isConnected()).isTrue();
    assertThat(memory.compare(List.of(f, e, d, c, b), false).isConnected()).isTrue();
    assertThat(memory.compare(List.of(f, e, d, c), false).isConnected())
        .as("the known one could be the twin of one that is not in the page")
        .isFalse();
    assertThat(memory.compare(List.of(f, e, d), false).isConnected()).isFalse();
    assertThat(memory.compare(List.of(c, b, a, f, e), false).isConnected())
        .as("all that is remembered is there")
        .isTrue();
  }

  @Test
  void aTwinOfWhatIsRememberedIsNoConnection() {
    read(f, e, d, c);

    assertThat(memory.compare(List.of(at(8, "x"), f, at(6, "y"), at(6, "z")), false).isConnected())
        .isFalse();
  }

  @Test
  void aPictureThatComesLaterIsNewsOfAKnownRecord() {
    LogRecord without = Written.of("2026-01-15", "09:00:02", "b", "");
    LogRecord with = Written.of("2026-01-15", "09:00:02", "b", "http://device/b.jpg");
    read(without, a);

    List<News> news = memory.compare(List.of(with, a), true).news();

    assertThat(news).singleElement().matches(News::pictured);
    assertThat(read(with, a)).containsExactly("b");
    assertThat(read(with, a)).isEmpty();
    assertThat(read(without, a)).isEmpty();
    assertThat(read(with, a)).as("it is told once").isEmpty();
  }

  @Test
  void occurrenceTellsRecordsOfOneSecondApart() {
    assertThat(memory.compare(List.of(b, b, a), true).news())
        .extracting(News::occurrence)
        .containsExactly(0, 0, 1);
    read(b, a);
    assertThat(memory.compare(List.of(b, b), false).news())
        .as("the same when only a page is read")
        .extracting(News::occurrence)
        .containsExactly(1);
  }

  @Test
  void whatIsSettledInPartIsRememberedInPart() {
    LogReading reading = memory.compare(List.of(c, b, a), true);

    memory = reading.remember(2, null);

    assertThat(read(c, b, a)).containsExactly("c");
  }

  /** Who knows the rest of a record could otherwise find the PIN by trying all of them. */
  @Test
  void whatIsRememberedDoesNotDependOnCodes() {
    LogRecord dated = at(1, "a");
    LogRecord undated = Written.of("--", "00:00:05", "a", "");

    for (LogRecord one : List.of(dated, undated)) {
      LogRecord other = withCode(one, "0815", "0815 of the flat");
      LogRecord another = withCode(one, "4711", "4711 of the flat");
      assertThat(other.mark()).isEqualTo(another.mark());
      assertThat(other.detail()).isEqualTo(another.detail());
    }
  }

  @Test
  void anOffsetHoldsAllOfIt() {
    read(d, c, b, a);
    Map<String, Object> offset = new HashMap<>();
    memory.addTo(offset, "doorlog");

    memory = LogMemory.ofOffset(MOST, "doorlog", offset);

    assertThat(read(e, d, c, b, a)).containsExactly("e");
    assertThat(memory.compare(List.of(), true).isConnected()).isFalse();
  }

  @Test
  void anOffsetThatIsNoneIsRefusedByName() {
    Map<String, Object> offset = new HashMap<>();
    LogMemory.empty(MOST).addTo(offset, "doorlog");
    offset.put("doorlog.recent", "not base64!");

    assertThatThrownBy(() -> LogMemory.ofOffset(MOST, "doorlog", offset))
        .hasMessageContaining("doorlog.recent")
        .hasMessageContaining("not base64!");
    offset.remove("doorlog.recent");
    assertThatThrownBy(() -> LogMemory.ofOffset(MOST, "doorlog", offset))
        .hasMessageContaining("doorlog.recent");
  }

  private static LogRecord withCode(LogRecord one, String code, String name) {
    ObjectNode json = one.json().deepCopy();
    return LogRecord.of(json.put("Code", code).put("Name", name), LogShape.DEVICE);
  }

  private List<String> read(LogRecord... newestFirst) {
    LogReading reading = memory.compare(List.of(newestFirst), true);
    memory = reading.remember(reading.news().size(), null);
    return reading.news().stream().map(News::record).map(Written::name).toList();
  }
}
