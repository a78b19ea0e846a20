package io.gatehouse.akuvox.cloud;

import static io.gatehouse.akuvox.events.AkuvoxHistory.CALL;
import static io.gatehouse.akuvox.events.AkuvoxHistory.OPEN_DOOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.akuvox.cloud.AkuvoxCloudReply.Answer;
import io.gatehouse.akuvox.events.AkuvoxCloudEvents;
import io.gatehouse.akuvox.events.AkuvoxSecrets;
import io.gatehouse.akuvox.log.LogClock;
import io.gatehouse.akuvox.log.LogTime.Basis;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Notices;
import io.gatehouse.engine.RedactionRules;
import io.gatehouse.engine.Redactor;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.DeviceEvent;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a history says, answer by answer. */
class AkuvoxCloudReaderTest {

  private static final Instant NOW = Instant.parse("2026-10-25T03:00:00Z");

  private final ObjectNode a = passage("2026-03-01 10:00:01", "a");
  private final ObjectNode b = passage("2026-03-01 10:00:02", "b");
  private final ObjectNode c = passage("2026-03-01 10:00:03", "c");

  private AkuvoxCloudReader reader = reader(AkuvoxCloudState.unread(), AkuvoxSecrets.RULES);

  @Test
  void whatIsNewIsToldOldestFirstAndOnce() {
    assertThat(people(take(b, a))).containsExactly("a", "b");
    assertThat(people(take(c, b, a))).containsExactly("c");
    assertThat(take(c, b, a)).isEmpty();
  }

  /** Nobody has documented the order. */
  @Test
  void aHistoryMayComeOldestFirst() {
    assertThat(people(take(a, b))).containsExactly("a", "b");
    assertThat(people(take(a, b, c))).containsExactly("c");
  }

  @Test
  void aPositionInTheMiddleBringsTheRestAndThoseBesideIt() {
    List<Entry> entries = take(c, b, a);

    reader = reader(offset(entries.get(1)), AkuvoxSecrets.RULES);

    assertThat(people(take(c, b, a))).containsExactly("c");
  }

  @Test
  void aPositionIsTheSameWhetherItIsTheLastOrNot() {
    Entry middle = take(b, a).get(0);
    reader = reader(AkuvoxCloudState.unread(), AkuvoxSecrets.RULES);
    Entry last = take(a).get(0);

    AkuvoxCloudReader fromMiddle = reader(offset(middle), AkuvoxSecrets.RULES);
    AkuvoxCloudReader fromLast = reader(offset(last), AkuvoxSecrets.RULES);

    assertThat(fromMiddle.take(OPEN_DOOR, answer(c, b, a), NOW, false))
        .extracting(Entry::event)
        .isEqualTo(
            fromLast.take(OPEN_DOOR, answer(c, b, a), NOW, false).stream()
                .map(Entry::event)
                .toList());
  }

  @Test
  void historiesAreRememberedEachByItself() {
    take(a);
    ObjectNode call = JsonNodeFactory.instance.objectNode().put("call_time", "2026-03-01 10:00:01");

    Entry entry = reader.take(CALL, answer(call), NOW, false).get(0);
    reader = reader(offset(entry), AkuvoxSecrets.RULES);

    assertThat(take(a)).isEmpty();
    assertThat(reader.take(CALL, answer(call), NOW, false)).isEmpty();
  }

  @Test
  void aHistoryThatIsEmptyTwiceIsAGapOnce() {
    take(b, a);

    assertThat(take()).isEmpty();
    assertThat(reader.doubts(OPEN_DOOR)).isTrue();
    List<Entry> gap = take();

    assertThat(reader.doubts(OPEN_DOOR)).isFalse();
    assertThat(gap).singleElement().satisfies(entry -> assertGap(entry, "LOG_CLEARED", null));
    assertThat(take()).isEmpty();
    reader = reader(offset(gap.get(0)), AkuvoxSecrets.RULES);
    assertThat(take()).isEmpty();
    assertThat(people(take(c))).containsExactly("c");
  }

  @Test
  void aGapHasTheSameIdWhenItIsToldAgain() {
    AkuvoxCloudState before = offset(take(b, a).get(1));
    take();
    DeviceEvent first = (DeviceEvent) take().get(0).event();

    reader = reader(before, AkuvoxSecrets.RULES);
    take();
    DeviceEvent again = (DeviceEvent) take().get(0).event();

    assertThat(again.getEventId()).isEqualTo(first.getEventId());
  }

  @Test
  void anAnswerThatIsBehindForOnceDoublesNothing() {
    take(c, b, a);

    assertThat(take(b, a)).isEmpty();

    assertThat(take(c, b, a)).isEmpty();
    assertThat(reader.doubts(OPEN_DOOR)).isFalse();
  }

  @Test
  void recordsThatAreTakenOutAreAGapWithTheirNumber() {
    take(c, b, a);

    assertThat(take(c, a)).isEmpty();
    List<Entry> gap = take(c, a);

    assertThat(gap).singleElement().satisfies(entry -> assertGap(entry, "LOG_CLEARED", "1"));
    assertThat(take(c, a)).isEmpty();
  }

  @Test
  void aGapComesBeforeWhatIsNewBehindIt() {
    take(b, a);
    take(c);

    List<Entry> entries = take(c);

    assertThat(entries).hasSize(2);
    assertGap(entries.get(0), "LOG_CLEARED", null);
    assertThat(people(entries.subList(1, 2))).containsExactly("c");
    reader = reader(offset(entries.get(1)), AkuvoxSecrets.RULES);
    assertThat(take(c)).isEmpty();
  }

  @Test
  void aRecordThatCannotBeMappedIsKeptAndThoseBehindItAreTold() {
    AtomicBoolean broken = new AtomicBoolean(true);
    reader =
        reader(
            AkuvoxCloudState.unread(),
            (name, value) -> {
              if (value.equals("a") && broken.getAndSet(false)) {
                throw new IllegalStateException("a fault of ours");
              }
              return AkuvoxSecrets.RULES.treatmentOf(name, value);
            });

    List<Entry> entries = take(b, a);

    assertThat(entries.get(0).event()).isInstanceOf(DeviceEvent.class);
    assertThat(((DeviceEvent) entries.get(0).event()).getType()).isEqualTo("UNKNOWN");
    assertThat(people(entries.subList(1, 2))).containsExactly("b");
    assertThat(take(b, a)).isEmpty();
  }

  @Test
  void theOrderOfRecordsTellsTheHourThatComesTwiceApart() {
    ObjectNode summer = passage("2026-10-25 02:50:00", "summer");
    ObjectNode winter = passage("2026-10-25 02:10:00", "winter");

    List<Entry> entries = reader.take(OPEN_DOOR, answer(winter, summer, b, a), NOW, true);

    assertThat(access(entries.get(3)).getOccurredAt()).isEqualTo("2026-10-25T01:10:00Z");
    assertThat(access(entries.get(3)).getAttributes()).doesNotContainKey("timeIsAmbiguous");
  }

  @Test
  void aLatePictureIsNotTakenForAProofOfWinter() {
    ObjectNode early = passage("2026-10-25 02:30:00", "early");
    ObjectNode late = passage("2026-10-25 02:45:00", "late");
    takeAt("2026-10-25T00:46:00Z", late, early);
    early.put("capture_picture_url", "https://pictures.invalid/1.jpg");

    List<Entry> entries = takeAt("2026-10-25T01:05:00Z", late, early);

    assertThat(access(entries.get(0)).getType()).isEqualTo("SECOND_REPORT");
    assertThat(access(entries.get(0)).getOccurredAt()).isEqualTo("2026-10-25T00:30:00Z");
  }

  @Test
  void aRecordThatComesLateIsNotTakenForAProofOfWinter() {
    ObjectNode early = passage("2026-10-25 02:30:00", "early");
    ObjectNode late = passage("2026-10-25 02:45:00", "late");
    takeAt("2026-10-25T00:46:00Z", late);

    List<Entry> entries = takeAt("2026-10-25T00:47:00Z", late, early);

    assertThat(access(entries.get(0)).getPersonName()).isEqualTo("early");
    assertThat(access(entries.get(0)).getOccurredAt()).isEqualTo("2026-10-25T00:30:00Z");
  }

  private List<Entry> takeAt(String time, JsonNode... newestFirst) {
    Instant at = Instant.parse(time);
    return reader.take(OPEN_DOOR, new Answer(at, answer(newestFirst).items()), at, false);
  }

  private List<Entry> take(JsonNode... newestFirst) {
    return reader.take(OPEN_DOOR, answer(newestFirst), NOW, false);
  }

  private static Answer answer(JsonNode... newestFirst) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    items.addAll(List.of(newestFirst));
    return new Answer(NOW, items);
  }

  private static ObjectNode passage(String time, String person) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("open_door", true)
        .put("account_name", person)
        .put("open_door_time", time);
  }

  private static AkuvoxCloudReader reader(AkuvoxCloudState state, RedactionRules rules) {
    DeviceSpec residence = DeviceSpec.of("r1", URI.create("https://cloud.invalid"));
    return new AkuvoxCloudReader(
        "r1",
        new AkuvoxCloudEvents("r1", List.of(), new Redactor(rules, "a key", true)),
        new Notices("akuvox", residence, Clock.fixed(NOW, ZoneOffset.UTC)),
        new LogClock(ZoneId.of("Europe/Berlin"), Basis.CONFIGURED),
        state);
  }

  private static AkuvoxCloudState offset(Entry entry) {
    return AkuvoxCloudState.ofOffset(entry.position().toOffset());
  }

  private static AccessEvent access(Entry entry) {
    return (AccessEvent) entry.event();
  }

  private static List<String> people(List<Entry> entries) {
    return entries.stream().map(entry -> access(entry).getPersonName()).toList();
  }

  private static void assertGap(Entry entry, String reason, String removed) {
    DeviceEvent gap = (DeviceEvent) entry.event();
    assertThat(gap.getType()).isEqualTo("GAP");
    assertThat(gap.getAttributes())
        .containsEntry("reason", reason)
        .containsEntry("certain", "false")
        .containsEntry("history", "open_door_history");
    assertThat(gap.getAttributes().get("removed")).isEqualTo(removed);
  }
}
