package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.MovingClock;
import io.gatehouse.engine.Notices;
import io.gatehouse.engine.Redactor;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.hikconnect.HikConnectClient.Messages;
import io.gatehouse.hikconnect.HikConnectClient.RecordPage;
import io.gatehouse.hikconnect.HikConnectSweep.Outcome;
import io.gatehouse.hikconnect.HikConnectSweep.Search;
import io.gatehouse.hikconnect.events.HikConnectDevices;
import io.gatehouse.hikconnect.events.HikConnectEvents;
import io.gatehouse.hikconnect.events.HikConnectQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HikConnectSweepTest {

  private static final Duration DELAY = Duration.ofMinutes(2);

  private final MovingClock clock = new MovingClock();
  private final Instant start = clock.instant();
  private final Redactor redactor = new Redactor(HikConnectEvents.REDACTION, "key", true);
  private final DeviceSpec feed = DeviceSpec.of("hik.rawmsg", URI.create("https://cloud.example"));
  private final HikConnectEvents events =
      new HikConnectEvents(
          feed.id(), new HikConnectDevices(List.of()), HikConnectQueue.RAWMSG, redactor);
  private final HikConnectReader reader =
      new HikConnectReader(
          HikConnectQueue.RAWMSG,
          HikConnectState.ALL,
          events,
          new Notices("hikconnect", feed, clock),
          HikConnectState.unread().sweptFrom(start));
  private final HikConnectSweep sweep = new HikConnectSweep(events, DELAY);

  @Test
  void whatTheQueueDidNotDeliverIsAddedOnce() {
    deliver(message(7, 10, "'personId':'p'"));
    clock.advance(Duration.ofMinutes(5));

    List<AccessEvent> added = sweepAll(record(7, 10, "p"), record(8, 20, "p"));

    assertThat(added).hasSize(1);
    assertThat(added.get(0).getType()).isEqualTo("DECISION");
    assertThat(added.get(0).getRecovered()).isTrue();
    assertThat(added.get(0).getPersonId()).isEqualTo("p");
    clock.advance(Duration.ofMinutes(5));
    assertThat(sweepAll()).isEmpty();
  }

  @Test
  void whatASweepAddedIsNotWrittenAgainWhenTheQueueDeliversItAfterAll() {
    clock.advance(Duration.ofMinutes(5));
    assertThat(sweepAll(record(8, 20, "p"))).hasSize(1);

    deliver(message(8, 20, "'personId':'p'"));

    assertThat(delivered).isEmpty();
  }

  @Test
  void aPersonWhomTheQueueDidNotNameIsToldOnce() {
    deliver(message(7, 10, ""));
    String eventId = delivered.get(0).getEventId();
    clock.advance(Duration.ofMinutes(5));

    List<AccessEvent> told = sweepAll(record(7, 10, "p"), record(7, 10, "p"));

    assertThat(told).hasSize(1);
    assertThat(told.get(0).getType()).isEqualTo("IDENTIFIED");
    assertThat(told.get(0).getPersonId()).isEqualTo("p");
    assertThat(told.get(0).getAttributes()).containsEntry("eventId", eventId);
    assertThat(told.get(0).getEventId()).isNotEqualTo(eventId);
  }

  @Test
  void aPassageWithoutNumberIsFoundByDoorAndTime() {
    deliver(message(null, 10, "'personId':'p'"));
    clock.advance(Duration.ofMinutes(5));

    assertThat(sweepAll(record(7, 10, "p"))).isEmpty();
  }

  @Test
  void twoPersonsAtOneDoorInOneSecondAreTwo() {
    deliver(message(7, 10, "'personId':'p'"));
    clock.advance(Duration.ofMinutes(5));

    assertThat(sweepAll(record(7, 10, "p"), record(8, 10, "q"))).hasSize(1);
  }

  @Test
  void whatIsTooYoungIsNotLookedFor() {
    clock.advance(DELAY);

    assertThat(sweep.due(reader.state(), clock.instant())).isNull();
  }

  @Test
  void searchesLeaveTheBudgetToOthers() {
    clock.advance(Duration.ofHours(5));
    assertThat(sweep.due(reader.state(), clock.instant())).isNotNull();
    take(0);

    assertThat(sweep.due(reader.state(), clock.instant())).isNull();
    clock.advance(HikConnectSweep.PAUSE);
    assertThat(sweep.due(reader.state(), clock.instant())).isNotNull();
  }

  @Test
  void aWindowWithManyRecordsIsHalved() {
    clock.advance(Duration.ofHours(5));
    Search hour = sweep.due(reader.state(), clock.instant());

    assertThat(take(5_000)).isInstanceOf(Outcome.More.class);
    clock.advance(HikConnectSweep.PAUSE);
    Search half = sweep.due(reader.state(), clock.instant());

    assertThat(Duration.between(start, hour.to())).isEqualTo(Duration.ofHours(1));
    assertThat(Duration.between(start, half.to())).isEqualTo(Duration.ofMinutes(30));
    assertThat(half.page()).isEqualTo(1);
    assertThat(reader.state().sweptTo()).isEqualTo(start);
  }

  @Test
  void aWindowCountsWhenAllOfItsPagesAreRead() {
    clock.advance(Duration.ofHours(5));
    sweep.due(reader.state(), clock.instant());
    assertThat(take(3, record(1, 1, "p"), record(2, 2, "p"))).isInstanceOf(Outcome.More.class);
    clock.advance(HikConnectSweep.PAUSE);

    Search second = sweep.due(reader.state(), clock.instant());
    Outcome done = take(3, record(3, 3, "p"));

    assertThat(second.page()).isEqualTo(2);
    assertThat(((Outcome.Done) done).entries()).hasSize(3);
    assertThat(((Outcome.Done) done).after().sweptTo()).isEqualTo(start.plus(Duration.ofHours(1)));
  }

  @Test
  void aPageThatCannotBeReadOrMovesBeginsTheWindowAnew() {
    clock.advance(Duration.ofHours(5));
    sweep.due(reader.state(), clock.instant());
    take(3, record(1, 1, "p"), record(2, 2, "p"));
    clock.advance(HikConnectSweep.PAUSE);
    sweep.due(reader.state(), clock.instant());

    assertThat(take(4, record(3, 3, "p"))).isInstanceOf(Outcome.More.class);
    clock.advance(HikConnectSweep.PAUSE);
    assertThat(sweep.due(reader.state(), clock.instant()).page()).isEqualTo(1);
    take(3, record(1, 1, "p"), record(2, 2, "p"));
    sweep.failed(clock.instant(), false);
    clock.advance(HikConnectSweep.PAUSE.multipliedBy(2));

    Search anew = sweep.due(reader.state(), clock.instant());
    assertThat(anew.page()).isEqualTo(1);
    assertThat(anew.to()).isEqualTo(start.plus(Duration.ofHours(1)));
  }

  @Test
  void anAccountThatIgnoresTheTimesIsNotBelieved() {
    clock.advance(Duration.ofHours(5));
    sweep.due(reader.state(), clock.instant());

    assertThat(take(1, record(1, -86_400, "p"))).isInstanceOf(Outcome.Ignored.class);
  }

  @Test
  void anAccountThatFailsIsAskedLessAndLess() {
    clock.advance(Duration.ofHours(5));
    sweep.failed(clock.instant(), false);
    sweep.failed(clock.instant(), false);

    clock.advance(HikConnectSweep.PAUSE.multipliedBy(4).minusSeconds(1));
    assertThat(sweep.due(reader.state(), clock.instant())).isNull();
    clock.advance(Duration.ofSeconds(1));
    assertThat(sweep.due(reader.state(), clock.instant())).isNotNull();
  }

  @Test
  void behindThePresentASearchWaitsUntilItIsWorthIt() {
    clock.advance(DELAY.plusSeconds(29));
    assertThat(sweep.due(reader.state(), clock.instant())).isNull();

    clock.advance(Duration.ofSeconds(1));
    assertThat(sweep.due(reader.state(), clock.instant())).isNotNull();
  }

  @Test
  void anAccountThatRefusesIsLeftAlone() {
    clock.advance(Duration.ofHours(5));
    sweep.failed(clock.instant(), true);

    clock.advance(HikConnectSweep.REFUSED_FOR.minusSeconds(1));
    assertThat(sweep.due(reader.state(), clock.instant())).isNull();
    clock.advance(Duration.ofSeconds(1));
    assertThat(sweep.due(reader.state(), clock.instant())).isNotNull();
  }

  private List<AccessEvent> delivered = List.of();

  private void deliver(JsonNode... messages) {
    delivered =
        reader.take(new Messages("batch", 0L, List.of(messages)), clock.instant(), false).stream()
            .map(entry -> entry.event())
            .filter(AccessEvent.class::isInstance)
            .map(AccessEvent.class::cast)
            .toList();
  }

  /** A whole window, of which these are the records. */
  private List<AccessEvent> sweepAll(JsonNode... records) {
    assertThat(sweep.due(reader.state(), clock.instant())).isNotNull();
    Outcome.Done done = (Outcome.Done) take(records.length, records);
    reader.swept(done.after());
    List<AccessEvent> added = new ArrayList<>();
    done.entries().forEach(entry -> added.add((AccessEvent) entry.event()));
    return added;
  }

  private Outcome take(long total, JsonNode... records) {
    return sweep.take(new RecordPage(total, List.of(records)), reader.state(), clock.instant());
  }

  private JsonNode message(Integer serialNo, int second, String person) {
    return json(
        "{'basicInfo':{'msgType':'Msg110003'},'data':{'openDoorInfo':{'event':{'basicInfo':{"
            + (serialNo == null ? "" : "'serialNo':" + serialNo + ",")
            + "'eventType':110003,'deviceId':'d1','deviceSerial':'FH1','elementId':'e1',"
            + "'occurTime':'"
            + start.plusSeconds(second)
            + "'},'intelliInfo':{'authResult':1"
            + (person.isEmpty() ? "" : ",")
            + person
            + "}}}}}");
  }

  private JsonNode record(int serialNo, int second, String person) {
    return json(
        "{'recordGuid':'r"
            + serialNo
            + "','devSerialNo':"
            + serialNo
            + ",'deviceId':'d1','elementId':'e1','eventType':110003,'swipeAuthResult':1,'occurTime':'"
            + start.plusSeconds(second)
            + "','personInfo':{'id':'"
            + person
            + "'}}");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
