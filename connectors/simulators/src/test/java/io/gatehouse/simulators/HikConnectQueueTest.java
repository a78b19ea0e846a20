package io.gatehouse.simulators;

import static io.gatehouse.simulators.HikConnectMq.ALARM;
import static io.gatehouse.simulators.HikConnectMq.COMBINE;
import static io.gatehouse.simulators.HikConnectMq.RAWMSG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.simulators.HikConnectMessage.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 5.3.1, 5.3.2 and 5.4.1: subscriptions, batches and their completion. */
class HikConnectQueueTest {

  private final HikConnectSimulator cloud =
      HikConnectSimulator.start(new HikConnectOptions().withRateLimit(0));
  private final CloudClient client = CloudClient.of(cloud);

  @AfterEach
  void close() {
    cloud.close();
  }

  @ParameterizedTest
  @EnumSource
  void messageIsGivenUntilItsBatchIsCompleted(HikConnectMq mq) {
    client.subscribe(mq);
    cloud.burst(mq, 2, 1);

    JsonNode first = client.pull(mq);
    cloud.burst(mq, 1, 2);
    JsonNode again = client.pull(mq);

    assertThat(first.path("batchId").asText()).hasSize(96);
    assertThat(first.path("remainingNumber").asInt()).isZero();
    assertThat(again.path("remainingNumber").asInt()).isEqualTo(1);
    assertThat(again.path("batchId")).isEqualTo(first.path("batchId"));
    assertThat(again.path(mq.listKey())).isEqualTo(first.path(mq.listKey()));
    assertThat(cloud.uncompleted()).isEqualTo(1);
    List<HikConnectMessage> emitted = cloud.journal().emitted(mq);
    assertThat(CloudClient.ids(mq, first)).isEqualTo(ids(emitted.subList(0, 2)));
    assertThat(emitted.get(0).deliveries()).isEqualTo(2);
    assertThat(emitted.get(0).completed()).isFalse();

    assertThat(client.complete(mq, first)).isEqualTo("0");

    assertThat(emitted.get(0).state()).isEqualTo(State.COMPLETED);
    assertThat(CloudClient.ids(mq, client.pull(mq))).isEqualTo(ids(emitted.subList(2, 3)));
  }

  @ParameterizedTest
  @EnumSource
  void emptyQueueHasAnEmptyBatchThatCannotBeCompleted(HikConnectMq mq) {
    client.subscribe(mq);

    JsonNode batch = client.pull(mq);

    assertThat(batch.path("batchId").asText()).isEqualTo("0");
    assertThat(batch.path("remainingNumber").asInt(-1)).isZero();
    assertThat(batch.path(mq.listKey()).isArray()).isTrue();
    assertThat(batch.path(mq.listKey())).isEmpty();
    assertThat(client.complete(mq, batch)).isEqualTo("OPEN000012");
    assertThat(cloud.uncompleted()).isZero();
  }

  @Test
  void batchCanBeCompletedOnce() {
    client.subscribe(RAWMSG);
    cloud.play(HikConnectPassage.CARD);
    JsonNode batch = client.pull(RAWMSG);
    client.complete(RAWMSG, batch);

    assertThat(client.complete(RAWMSG, batch)).isEqualTo("OPEN000012");
  }

  @ParameterizedTest
  @EnumSource
  void queueWithoutSubscriptionIsRefused(HikConnectMq mq) {
    cloud.burst(mq, 1, 1);

    assertThat(client.error(mq.messages(), "{}")).isEqualTo("OPEN000016");
    assertThat(client.error(mq.complete(), "{\"batchId\":\"1\"}")).isEqualTo("OPEN000016");
    assertThat(cloud.journal().emitted(mq).get(0).state()).isEqualTo(State.UNHEARD);
  }

  @Test
  void cancelledSubscriptionLosesWhatWaits() {
    client.subscribe(RAWMSG);
    HikConnectMessage lost = cloud.play(HikConnectPassage.CARD).get(0);

    client.data(RAWMSG.subscribe(), "{\"subscribeType\":0}");

    assertThat(client.error(RAWMSG.messages(), "{}")).isEqualTo("OPEN000016");
    client.subscribe(RAWMSG);
    assertThat(client.pull(RAWMSG).path("event")).isEmpty();
    assertThat(lost.state()).isEqualTo(State.DROPPED);
  }

  /** Section 4.2. */
  @Test
  void subscriptionLapsesAfterTwoDaysWithoutPull() {
    client.subscribe(RAWMSG);
    cloud.play(HikConnectPassage.CARD);
    cloud.clock().advance(Duration.ofHours(47));
    JsonNode batch = client.pull(RAWMSG);
    assertThat(batch.path("event")).hasSize(1);
    cloud.play(HikConnectPassage.CARD);

    cloud.clock().advance(Duration.ofDays(2).plusSeconds(1));

    assertThat(cloud.isSubscribed(RAWMSG)).isFalse();
    assertThat(client.complete(RAWMSG, batch)).isEqualTo("OPEN000016");
    assertThat(cloud.journal().emitted(RAWMSG))
        .extracting(HikConnectMessage::state)
        .containsOnly(State.DROPPED);
  }

  @Test
  void lapseOnRequestIsOfOneQueue() {
    client.subscribe(RAWMSG);
    client.subscribe(ALARM);

    cloud.lapse(RAWMSG);

    assertThat(client.error(RAWMSG.messages(), "{}")).isEqualTo("OPEN000016");
    assertThat(client.pull(ALARM).path("alarmMsg")).isEmpty();
  }

  /** Section 1.2.2; a batch that was given stays. */
  @Test
  void messagesWaitThreeDays() {
    client.subscribe(RAWMSG);
    HikConnectMessage given = cloud.play(HikConnectPassage.CARD).get(0);
    JsonNode batch = client.pull(RAWMSG);
    HikConnectMessage old = cloud.play(HikConnectPassage.CARD).get(0);
    cloud.clock().advance(Duration.ofHours(47));
    assertThat(client.pull(RAWMSG).path("remainingNumber").asInt()).isEqualTo(1);
    HikConnectMessage fresh = cloud.play(HikConnectPassage.CARD).get(0);

    cloud.clock().advance(Duration.ofHours(25).plusSeconds(1));

    assertThat(client.pull(RAWMSG).path("remainingNumber").asInt()).isEqualTo(1);
    assertThat(old.state()).isEqualTo(State.EXPIRED);
    assertThat(given.state()).isEqualTo(State.DELIVERED);
    client.complete(RAWMSG, batch);
    assertThat(CloudClient.ids(RAWMSG, client.pull(RAWMSG))).containsExactly(fresh.id());
  }

  @Test
  void remainingNumberCountsWhatWaitsBehindTheBatch() {
    client.subscribe(COMBINE);
    cloud.burst(COMBINE, 750, 1);

    JsonNode first = client.data(COMBINE.messages(), "{\"maxNumberPerTime\":500}");
    client.complete(COMBINE, first);
    JsonNode second = client.pull(COMBINE);

    assertThat(first.path("events")).hasSize(500);
    assertThat(first.path("remainingNumber").asInt()).isEqualTo(250);
    assertThat(second.path("events")).hasSize(250);
  }

  @ParameterizedTest
  @EnumSource
  void batchHasThreeHundredMessagesByDefault(HikConnectMq mq) {
    client.subscribe(mq);
    cloud.burst(mq, 400, 1);

    assertThat(client.pull(mq).path(mq.listKey())).hasSize(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "50", "99", "150", "600", "-100", "\"many\"", "null"})
  void otherVolumesAreRefused(String volume) {
    client.subscribe(ALARM);

    String body = "{\"maxNumberPerTime\":%s}".formatted(volume);

    assertThat(client.error(ALARM.messages(), body)).isEqualTo("OPEN000029");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ALARM|{\"subscribeType\":1,\"subscribeMode\":1,\"eventType\":[70200]}|70200|70113",
        "ALARM|{\"subscribeType\":1,\"subscribeMode\":1,\"eventType\":[\"70200\"]}|70200|70113",
        "COMBINE|{\"subscribeType\":1,\"msgType\":[\"80001\",\"10002\"]}|80001|80028",
        "RAWMSG|{\"subscribeType\":1,\"msgType\":[\"Msg110003\"]}|110003|110013"
      })
  void onlyWhatIsSubscribedToEntersTheQueue(
      HikConnectMq mq, String subscription, int wanted, int other) {
    client.data(mq.subscribe(), subscription);
    emit(mq, other);
    HikConnectMessage message = emit(mq, wanted);

    JsonNode batch = client.pull(mq);

    assertThat(batch.path(mq.listKey())).containsExactly(message.json());
  }

  @Test
  void subscribeModeZeroTakesAllAlarms() {
    client.data(
        ALARM.subscribe(), "{\"subscribeType\":1,\"subscribeMode\":0,\"eventType\":[70200]}");
    emit(ALARM, 70113);

    assertThat(client.pull(ALARM).path("alarmMsg")).hasSize(1);
  }

  @Test
  void newSubscriptionKeepsWhatWaits() {
    client.subscribe(RAWMSG);
    cloud.play(HikConnectPassage.CARD);

    client.data(RAWMSG.subscribe(), "{\"subscribeType\":1,\"msgType\":[\"Msg110013\"]}");

    assertThat(client.pull(RAWMSG).path("event")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ALARM|{\"subscribeMode\":0}|OPEN000010",
        "ALARM|{\"subscribeType\":1}|OPEN000010",
        "ALARM|{\"subscribeType\":2,\"subscribeMode\":0}|OPEN000010",
        "RAWMSG|{\"subscribeType\":\"1\"}|OPEN000010",
        "RAWMSG|{\"subscribeType\":1,\"msgType\":\"Msg110003\"}|OPEN000008",
        "RAWMSG|[]|OPEN000008",
        "RAWMSG|{|OPEN000008"
      })
  void badSubscriptionIsRefused(HikConnectMq mq, String body, String code) {
    assertThat(client.error(mq.subscribe(), body)).isEqualTo(code);
    assertThat(cloud.isSubscribed(mq)).isFalse();
  }

  @Test
  void deliveredMessagesComeOnceMore() {
    client.subscribe(RAWMSG);
    cloud.burst(RAWMSG, 2, 1);
    JsonNode completed = client.pull(RAWMSG);
    client.complete(RAWMSG, completed);
    cloud.burst(RAWMSG, 1, 2);
    JsonNode given = client.pull(RAWMSG);
    cloud.burst(RAWMSG, 1, 3);

    cloud.redeliver(RAWMSG);

    assertThat(client.complete(RAWMSG, given)).isEqualTo("OPEN000012");
    JsonNode again = client.pull(RAWMSG);
    assertThat(again.path("batchId")).isNotIn(completed.path("batchId"), given.path("batchId"));
    assertThat(CloudClient.ids(RAWMSG, again)).isEqualTo(ids(cloud.journal().emitted(RAWMSG)));
  }

  @Test
  void orderOfTheNextBatchIsShuffled() {
    client.subscribe(RAWMSG);
    cloud.burst(RAWMSG, 100, 1);
    cloud.shuffleNext(RAWMSG);

    List<String> shuffled = CloudClient.ids(RAWMSG, client.pull(RAWMSG));

    List<String> emitted = ids(cloud.journal().emitted(RAWMSG));
    assertThat(shuffled).containsExactlyInAnyOrderElementsOf(emitted).isNotEqualTo(emitted);
    assertThat(CloudClient.ids(RAWMSG, client.pull(RAWMSG))).isEqualTo(shuffled);
  }

  @Test
  void subscriptionOfBeforeFillsItsQueue() {
    HikConnectOptions options =
        new HikConnectOptions().withSubscribed(RAWMSG).withRawmsgBatch(500).withRateLimit(0);
    try (HikConnectSimulator other = HikConnectSimulator.start(options)) {
      other.burst(RAWMSG, 501, 1);

      assertThat(CloudClient.of(other).pull(RAWMSG).path("event")).hasSize(500);
      assertThat(other.waiting(RAWMSG)).isEqualTo(1);
    }
  }

  private HikConnectMessage emit(HikConnectMq mq, int type) {
    return switch (mq) {
      case ALARM -> cloud.device().alarm(type).start().get(0);
      case COMBINE -> cloud.device().combine(type).get(0);
      case RAWMSG -> cloud.emit(mq, Map.of("basicInfo", Map.of("eventType", "" + type)));
    };
  }

  private static List<String> ids(List<HikConnectMessage> messages) {
    return messages.stream().map(HikConnectMessage::id).toList();
  }
}
