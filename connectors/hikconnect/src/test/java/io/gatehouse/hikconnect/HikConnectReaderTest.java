package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.MovingClock;
import io.gatehouse.engine.Notices;
import io.gatehouse.engine.RedactionRules;
import io.gatehouse.engine.Redactor;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.hikconnect.HikConnectClient.Messages;
import io.gatehouse.hikconnect.events.HikConnectDevices;
import io.gatehouse.hikconnect.events.HikConnectEvents;
import io.gatehouse.hikconnect.events.HikConnectQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HikConnectReaderTest {

  private static final String START =
      "{'guid':'%s','msgType':'1','timeInfo':{'startTime':'2026-03-01T12:00:00Z'},"
          + "'eventSource':{'eventType':'10002','deviceInfo':{'devID':'d1'}}%s}";

  private final MovingClock clock = new MovingClock();
  private HikConnectReader reader = reader(HikConnectState.unread(), "all");

  @Test
  void aBatchThatComesAgainInAnotherOrderAndUnderAnotherIdIsNotWrittenAgain() {
    List<JsonNode> messages = new ArrayList<>(alarms("a", "b", "c"));
    assertThat(ofDevices(take(messages, 0))).hasSize(3);

    Collections.reverse(messages);

    assertThat(take(messages, 0)).isEmpty();
  }

  @Test
  void afterACrashTheStoredPositionKnowsWhatWasWritten() {
    List<Entry> written = take(alarms("a", "b", "c"), 0);

    restartBehind(written.get(written.size() - 2));
    List<Entry> again = take(alarms("a", "b", "c", "d"), 0);

    assertThat(guids(again)).containsExactly("c", "d");
  }

  @Test
  void aBatchThatComesAgainWithMoreInItIsRememberedAsAWhole() {
    String[] all = IntStream.range(0, 500).mapToObj(i -> "g" + i).toArray(String[]::new);
    List<Entry> first = take(alarms(Arrays.copyOf(all, 300)), 0);
    restartBehind(first.get(first.size() - 1));
    List<Entry> more = take(alarms(all), 0);
    assertThat(guids(more)).hasSize(200);

    restartBehind(more.get(more.size() - 1));

    assertThat(take(alarms(all), 0)).isEmpty();
  }

  @Test
  void theSameMessageTwiceInABatchIsOne() {
    assertThat(guids(take(alarms("a", "a"), 0))).containsExactly("a");
  }

  @Test
  void aSecondUploadWithPicturesUpdatesTheAlarm() {
    take(alarms("a"), 0);

    List<Entry> second =
        take(
            List.of(json(START.formatted("a", ",'fileInfo':{'file':[{'url':'https://h/p'}]}"))), 0);

    AlarmEvent update = (AlarmEvent) second.get(0).event();
    assertThat(update.getPhase()).isEqualTo("UPDATE");
    assertThat(update.getAttachments()).hasSize(1);
  }

  @Test
  void anythingAtAllIsKept() {
    List<Entry> kept =
        take(List.of(json("'text'"), json("[1,2]"), json("null"), json("{'eventType':'999'}")), 0);

    assertThat(ofDevices(kept))
        .hasSize(4)
        .allSatisfy(e -> assertThat(e).isInstanceOf(DeviceEvent.class));
  }

  @Test
  void aFaultOfTheMappingKeepsTheMessageAndHoldsNoOtherUp() {
    AtomicBoolean faulty = new AtomicBoolean(true);
    RedactionRules fault =
        (name, value) -> {
          if (name.equals("poison") && faulty.getAndSet(false)) {
            throw new IllegalStateException("a fault");
          }
          return RedactionRules.Treatment.KEEP;
        };
    reader = reader(HikConnectState.unread(), "all", fault);
    List<JsonNode> messages = new ArrayList<>(List.of(json("{'poison':'p'}")));
    messages.addAll(alarms("a"));

    List<Entry> kept = take(messages, 0);

    assertThat(faulty).isFalse();
    assertThat(guids(kept)).containsExactly("a");
    DeviceEvent unmapped = (DeviceEvent) ofDevices(kept).get(0);
    assertThat(unmapped.getType()).isEqualTo("UNKNOWN");
    assertThat(unmapped.getRaw()).isEqualTo("{\"poison\":\"p\"}");
  }

  @Test
  void aLapsedSubscriptionIsToldOnceBeforeTheNextOneIsOpened() {
    List<Entry> written = take(alarms("a"), 0);

    List<Entry> loss = reader.unsubscribed(clock.instant());
    DeviceEvent gap = (DeviceEvent) loss.get(0).event();
    assertThat(gap.getType()).isEqualTo("GAP");
    assertThat(gap.getAttributes())
        .containsEntry("reason", "SUBSCRIPTION_LAPSED")
        .containsEntry("certain", "false");

    assertThat(written).isNotEmpty();
    restartBehind(loss.get(0));
    assertThat(reader.unsubscribed(clock.instant())).isEmpty();
    assertThat(types(reader.subscribed())).containsExactly("SUBSCRIBED");
    assertThat(reader.subscribed()).isEmpty();
  }

  @Test
  void aQueueThatWasNeverSubscribedHasLostNothing() {
    assertThat(reader.unsubscribed(clock.instant())).isEmpty();
    assertThat(types(reader.subscribed())).containsExactly("SUBSCRIBED");
  }

  @Test
  void otherTypesNeedAnotherSubscription() {
    assertThat(reader.mustSubscribe()).isFalse();

    reader = reader(HikConnectState.unread(), "1,2");
    assertThat(reader.mustSubscribe()).isTrue();
    reader.subscribed();
    assertThat(reader.mustSubscribe()).isFalse();

    reader = reader(reader.state(), "all");
    assertThat(reader.mustSubscribe()).isTrue();
  }

  @Test
  void messagesThatLeftTheQueueWithoutUsAreAGap() {
    take(alarms("a", "b"), 100);

    List<Entry> next = take(alarms("c"), 10);

    DeviceEvent gap = (DeviceEvent) next.get(0).event();
    assertThat(gap.getAttributes())
        .containsEntry("reason", "QUEUE_RETENTION")
        .containsEntry("missing", "87");
    assertThat(guids(next)).containsExactly("c");
  }

  @Test
  void aQueueThatDoesNotSayWhatRemainsHasNoGap() {
    take(alarms("a", "b"), 100);

    assertThat(types(reader.take(new Messages("batch", null, alarms("c")), clock.instant(), false)))
        .doesNotContain("GAP");
  }

  private void restartBehind(Entry entry) {
    reader = reader(HikConnectState.ofOffset(entry.position().toOffset()), "all");
  }

  private List<Entry> take(List<JsonNode> messages, long remaining) {
    return reader.take(new Messages("batch", remaining, messages), clock.instant(), false);
  }

  private HikConnectReader reader(HikConnectState state, String types) {
    return reader(state, types, HikConnectEvents.REDACTION);
  }

  private HikConnectReader reader(HikConnectState state, String types, RedactionRules rules) {
    DeviceSpec feed = DeviceSpec.of("hik.alarm", URI.create("https://cloud.example"));
    Redactor redactor = new Redactor(rules, "key", true);
    return new HikConnectReader(
        HikConnectQueue.ALARM,
        types,
        new HikConnectEvents(
            feed.id(), new HikConnectDevices(List.of()), HikConnectQueue.RAWMSG, redactor),
        new Notices("hikconnect", feed, clock),
        state);
  }

  private static List<JsonNode> alarms(String... guids) {
    List<JsonNode> alarms = new ArrayList<>();
    for (String guid : guids) {
      alarms.add(json(START.formatted(guid, "")));
    }
    return alarms;
  }

  private static List<Object> ofDevices(List<Entry> entries) {
    return entries.stream()
        .map(Entry::event)
        .filter(event -> !event.get(CommonFields.VENDOR_TYPE).equals("gatehouse"))
        .map(Object.class::cast)
        .toList();
  }

  private static List<String> guids(List<Entry> entries) {
    return entries.stream()
        .map(Entry::event)
        .filter(AlarmEvent.class::isInstance)
        .map(event -> ((AlarmEvent) event).getVendorEventId())
        .toList();
  }

  private static List<String> types(List<Entry> entries) {
    return entries.stream().map(entry -> entry.event().get(CommonFields.TYPE).toString()).toList();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
