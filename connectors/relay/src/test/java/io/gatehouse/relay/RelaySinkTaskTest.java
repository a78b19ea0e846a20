package io.gatehouse.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.relay.ScriptedRelayVendor.Door;
import io.gatehouse.relay.SinkRig.Line;
import io.gatehouse.stack.KafkaBroker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol, on a real broker, with doors that do what the test says. */
class RelaySinkTaskTest {

  private static final AtomicInteger TOPICS = new AtomicInteger();
  private static KafkaBroker broker;

  private final Door lobby = ScriptedRelayVendor.door("lobby");
  private final Door yard = ScriptedRelayVendor.door("yard");
  private SinkRig rig;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void makeRig() throws Exception {
    rig = new SinkRig(broker.bootstrapServers(), "commands" + TOPICS.incrementAndGet());
  }

  @AfterEach
  void closeAll() {
    rig.close();
    ScriptedRelayVendor.forgetDoors();
    ScriptedConverter.beforeWriting = status -> {};
  }

  @Test
  void aCommandIsIntendedThenSentThenAccepted() throws Exception {
    List<String> beforeSending = new CopyOnWriteArrayList<>();
    lobby.send =
        command -> {
          // A committed intent is visible to readers a moment later.
          while (rig.history("c1").isEmpty()) {
            Thread.onSpinWait();
          }
          beforeSending.addAll(rig.history("c1"));
          return Future.succeededFuture();
        };
    rig.start().command("c1", "lobby");

    rig.untilHistory("c1", "INTENT", "ACCEPTED");

    assertThat(lobby.moved).containsExactly("c1");
    assertThat(beforeSending).containsExactly("INTENT");
    Line accepted = rig.outcome("c1");
    assertThat(accepted.partition()).isEqualTo(Lanes.partitionOf("lobby", SinkRig.PARTITIONS));
    assertThat(accepted.get("deviceId")).isEqualTo("lobby");
    assertThat(accepted.get("action")).isEqualTo("UNLOCK");
    assertThat(accepted.get("target")).isEqualTo("door/1");
    assertThat(accepted.get("requestedBy")).isEqualTo("reception");
    assertThat(accepted.get("reason")).isEqualTo("a parcel");
    assertThat(accepted.get("occurredAt")).isEqualTo(rig.clock.millis());
  }

  @Test
  void theLastMomentIsTheEarlierOfWindowAndExpiry() throws Exception {
    Instant now = rig.clock.instant();
    rig.start().command("c1", "lobby");
    rig.command("c2", "lobby", Map.of("expiresAt", now.plusMillis(1_500).toEpochMilli()));

    rig.untilHistory("c2", "INTENT", "ACCEPTED");

    assertThat(lobby.lastMoments).containsExactly(now.plusMillis(2_000), now.plusMillis(1_500));
  }

  @Test
  void whatTheRulesForbidIsRejectedWithTheRule() throws Exception {
    long now = rig.clock.millis();
    rig.start();
    rig.command("undated", "lobby", nothing("expiresAt"));
    rig.command("undated2", "lobby", nothing("issuedAt"));
    rig.command("lifetime", "lobby", Map.of("expiresAt", now + 60_001));
    rig.command("lifetime2", "lobby", Map.of("expiresAt", now));
    rig.command(
        "from_the_future", "lobby", Map.of("issuedAt", now + 5_001, "expiresAt", now + 9_000));
    rig.command("unknown_device", "attic");
    rig.command("not_allowed", "lobby", Map.of("target", "switch/1"));
    rig.command("not_allowed2", "yard", Map.of("action", "LOCK"));
    rig.command("wrong_key", "lobby", Map.of("deviceId", "yard"));
    rig.command("unknown_target", "lobby", Map.of("target", "door/2"));
    rig.command("unsupported_action", "lobby", Map.of("action", "DANCE"));
    rig.command("expired", "lobby", Map.of("issuedAt", now - 9_000, "expiresAt", now - 1));
    rig.command("last", "lobby");

    rig.untilHistory("last", "INTENT", "ACCEPTED");

    List<Line> others = rig.ledger().stream().filter(line -> !line.key().equals("last")).toList();
    assertThat(others)
        .hasSize(12)
        .allSatisfy(
            line -> {
              String rule = line.key().replaceAll("\\d", "");
              boolean isExpired = rule.equals("expired");
              assertThat(line.status()).isEqualTo(isExpired ? "EXPIRED" : "REJECTED");
              assertThat(line.get("rule")).isEqualTo(isExpired ? null : rule);
              assertThat((String) line.get("message")).isNotBlank();
            });
    assertThat(lobby.moved).containsExactly("last");
    assertThat(yard.moved).isEmpty();
  }

  @Test
  void whatIsJustInTimeIsSent() throws Exception {
    long now = rig.clock.millis();
    rig.start();
    rig.command("c1", "lobby", Map.of("issuedAt", now - 60_000, "expiresAt", now));
    rig.command("c2", "lobby", Map.of("issuedAt", now + 5_000, "expiresAt", now + 65_000));

    rig.untilHistory("c2", "INTENT", "ACCEPTED");

    assertThat(lobby.moved).containsExactly("c1", "c2");
  }

  @Test
  void aKnownIdIsNotSentAgain() throws Exception {
    rig.start().command("c1", "lobby");
    rig.command("c1", "lobby");
    rig.command("c2", "lobby");
    rig.untilHistory("c2", "INTENT", "ACCEPTED");
    rig.stop();
    rig.start().command("c1", "lobby");

    rig.untilHistory("c1", "DUPLICATE", "INTENT", "ACCEPTED", "DUPLICATE");

    assertThat(lobby.moved).containsExactly("c1", "c2");
  }

  @Test
  void whatCannotBeReadGoesToTheDeadLettersAndHoldsNothingUp() throws Exception {
    rig.start();
    rig.write("lobby", "[1, 2]");
    rig.write("lobby", "{\"deviceId\": \"lobby\"}");
    rig.write("lobby", "{\"commandId\": \"c0\"}");
    rig.write("lobby", "{\"commandId\": 7, \"deviceId\": \"lobby\"}");
    rig.write("lobby", "{\"commandId\": \"c0\", \"deviceId\": \"lobby\", \"issuedAt\": \"noon\"}");
    rig.write("lobby", "{\"commandId\": \"c0\", \"deviceId\": \"lobby\", \"params\": {\"a\": 1}}");
    rig.write("lobby", null);
    rig.command("c0", "lobby", Map.of("expiresAt", "+1000000000-12-31T23:59:59Z"));
    rig.command("c0", "lobby", Map.of("reason", "x".repeat(900_000)));
    rig.command("c1", "lobby");

    rig.untilHistory("c1", "INTENT", "ACCEPTED");

    assertThat(rig.deadLetters)
        .hasSize(9)
        .anySatisfy(cause -> assertThat(cause).contains("reason has 900000 characters"))
        .anySatisfy(cause -> assertThat(cause).contains("commandId is missing"))
        .anySatisfy(cause -> assertThat(cause).contains("issuedAt must be a time such as"));
    assertThat(rig.history("c0")).isEmpty();
    assertThat(committed("lobby")).isEqualTo(10);
  }

  @Test
  void whatIsNotSettledIsNotCommitted() throws Exception {
    Promise<Void> reply = Promise.promise();
    lobby.send =
        command -> command.getCommandId().equals("c2") ? reply.future() : Future.succeededFuture();
    rig.start();
    rig.command("c1", "lobby");
    rig.command("c2", "lobby");
    rig.command("c3", "lobby", Map.of("target", "switch/1"));
    rig.untilHistory("c3", "REJECTED");
    rig.untilHistory("c2", "INTENT");
    assertThat(committed("lobby")).isEqualTo(1);

    reply.complete();

    rig.untilHistory("c2", "INTENT", "ACCEPTED");
    assertThat(committed("lobby")).isEqualTo(3);
  }

  @Test
  void whatComesAgainAfterACrashIsNotDoneAgainNorToldAgain() throws Exception {
    rig.start();
    rig.command("c1", "lobby");
    rig.command("c2", "lobby", Map.of("target", "switch/1"));
    rig.command("c2", "lobby");
    rig.untilHistory("c2", "REJECTED", "DUPLICATE");
    rig.untilHistory("c1", "INTENT", "ACCEPTED");

    rig.start().command("c3", "lobby");
    rig.untilHistory("c3", "INTENT", "ACCEPTED");

    assertThat(rig.ledger()).hasSize(6);
    assertThat(lobby.moved).containsExactly("c1", "c3");
  }

  @Test
  void anIntentWithoutOutcomeIsUnknownAndItsLateOutcomeIsNotWritten() throws Exception {
    Promise<Void> reply = Promise.promise();
    lobby.send = command -> reply.future();
    rig.start().command("c1", "lobby");
    rig.untilHistory("c1", "INTENT");
    lobby.send = command -> Future.succeededFuture();

    rig.start();
    rig.untilHistory("c1", "INTENT", "UNKNOWN");
    reply.complete();
    rig.command("c2", "lobby");
    rig.untilHistory("c2", "INTENT", "ACCEPTED");

    assertThat(rig.history("c1")).containsExactly("INTENT", "UNKNOWN");
    assertThat(rig.outcome("c1").get("deviceId")).isEqualTo("lobby");
    assertThat(rig.outcome("c1").get("requestedBy")).isEqualTo("reception");
    assertThat(lobby.moved).containsExactly("c1", "c2");
  }

  @Test
  void aWorkerThatWakesAfterItsPartitionMovedSendsNothing() throws Exception {
    Promise<Void> frozen = Promise.promise();
    AtomicInteger asked = new AtomicInteger();
    lobby.prepare =
        command -> {
          asked.incrementAndGet();
          return frozen.future();
        };
    rig.start().command("c1", "lobby");
    rig.until(() -> asked.get() > 0);
    lobby.prepare = command -> Future.succeededFuture();

    rig.start();
    rig.untilHistory("c1", "INTENT", "ACCEPTED");
    frozen.complete();
    rig.command("c2", "lobby");
    rig.untilHistory("c2", "INTENT", "ACCEPTED");

    assertThat(lobby.moved).containsExactly("c1", "c2");
    assertThat(rig.history("c1")).containsExactly("INTENT", "ACCEPTED");
  }

  @Test
  void whatWaitsBehindABusyDeviceExpiresThere() throws Exception {
    Promise<Void> busy = Promise.promise();
    lobby.send = command -> busy.future();
    rig.start();
    rig.command("c1", "lobby");
    rig.command("c2", "lobby");
    rig.untilHistory("c1", "INTENT");

    rig.clock.advance(Duration.ofSeconds(31));
    busy.complete();

    rig.untilHistory("c2", "EXPIRED");
    assertThat(lobby.moved).containsExactly("c1");
  }

  @Test
  void whatExpiresWhileTheDeviceIsAskedIsNotSent() throws Exception {
    Promise<Void> slow = Promise.promise();
    AtomicInteger asked = new AtomicInteger();
    lobby.prepare =
        command -> {
          asked.incrementAndGet();
          return slow.future();
        };
    rig.start().command("c1", "lobby");
    rig.until(() -> asked.get() > 0);

    rig.clock.advance(Duration.ofSeconds(31));
    slow.complete();

    rig.untilHistory("c1", "EXPIRED");
    assertThat(lobby.moved).isEmpty();
  }

  @Test
  void aSlowDeviceDelaysNoOtherAndKeepsItsOrder() throws Exception {
    Promise<Void> slow = Promise.promise();
    lobby.send = command -> slow.future();
    rig.start();
    for (int i = 1; i <= 5; i++) {
      rig.command("slow" + i, "lobby");
      rig.command("quick" + i, "yard");
    }

    rig.untilHistory("quick5", "INTENT", "ACCEPTED");
    assertThat(lobby.moved).containsExactly("slow1");
    slow.complete();
    rig.untilHistory("slow5", "INTENT", "ACCEPTED");

    assertThat(lobby.moved).containsExactly("slow1", "slow2", "slow3", "slow4", "slow5");
    assertThat(yard.moved).containsExactly("quick1", "quick2", "quick3", "quick4", "quick5");
  }

  @Test
  void eachFailureHasItsStatus() throws Exception {
    Map<String, Future<Void>> whenPreparing =
        Map.of("refused1", Future.failedFuture(new DeviceRefusal("9", "wrong password", null)));
    Map<String, Future<Void>> whenSending =
        Map.of(
            "refused2", Future.failedFuture(new DeviceRefusal("12", "no such switch", null)),
            "unknown1", Future.failedFuture(new IllegalStateException("half an answer")));
    lobby.prepare =
        command ->
            command.getCommandId().equals("failed1")
                ? lobby.nobodyAnswers()
                : whenPreparing.getOrDefault(command.getCommandId(), Future.succeededFuture());
    lobby.send =
        command ->
            command.getCommandId().equals("failed2")
                ? lobby.nobodyAnswers()
                : whenSending.getOrDefault(command.getCommandId(), Future.succeededFuture());
    rig.start();
    for (String id :
        List.of("refused1", "refused2", "failed1", "failed2", "unknown1", "accepted1")) {
      rig.command(id, "lobby");
    }

    rig.untilHistory("accepted1", "INTENT", "ACCEPTED");

    assertThat(rig.history("refused1")).containsExactly("REFUSED");
    assertThat(rig.outcome("refused1").get("vendorCode")).isEqualTo("9");
    assertThat(rig.history("refused2")).containsExactly("INTENT", "REFUSED");
    assertThat(rig.outcome("refused2").get("vendorCode")).isEqualTo("12");
    assertThat(rig.history("failed1")).containsExactly("FAILED");
    assertThat(rig.history("failed2")).containsExactly("INTENT", "FAILED");
    assertThat(rig.history("unknown1")).containsExactly("INTENT", "UNKNOWN");
    assertThat((String) rig.outcome("unknown1").get("message")).contains("half an answer");
  }

  @Test
  void anEffectThatIsSeenIsConfirmedWithItsEvidence() throws Exception {
    lobby.confirmable = true;
    AtomicInteger looks = new AtomicInteger();
    lobby.evidence =
        () ->
            Future.succeededFuture(
                looks.incrementAndGet() < 2 ? Optional.empty() : Optional.of("relay A is 1"));
    rig.start().command("c1", "lobby");

    rig.untilHistory("c1", "INTENT", "ACCEPTED", "CONFIRMED");

    assertThat(rig.outcome("c1").get("evidence")).isEqualTo("relay A is 1");
  }

  @Test
  void anEffectThatIsNotSeenInTimeIsNotConfirmed() throws Exception {
    lobby.confirmable = true;
    lobby.evidence =
        () -> {
          rig.clock.advance(Duration.ofMillis(900));
          return Future.succeededFuture(Optional.empty());
        };
    rig.start().command("c1", "lobby");

    rig.untilHistory("c1", "INTENT", "ACCEPTED", "NOT_CONFIRMED");
  }

  @Test
  void theNextCommandDoesNotWaitForAnEffect() throws Exception {
    lobby.confirmable = true;
    Promise<Void> reply = Promise.promise();
    lobby.send = command -> reply.future();
    rig.start();
    rig.command("c1", "lobby");
    rig.command("c2", "lobby");
    rig.command("last", "yard");
    rig.untilHistory("last", "INTENT", "ACCEPTED");
    rig.untilHistory("c1", "INTENT");
    reply.complete();

    rig.untilHistory("c1", "INTENT", "ACCEPTED", "NOT_CONFIRMED");

    assertThat((String) rig.outcome("c1").get("message")).contains("next command");
    rig.until(() -> lobby.moved.contains("c2"));
  }

  @Test
  void aStopWaitsForTheReplyOfWhatWasSent() throws Exception {
    Promise<Void> reply = Promise.promise();
    lobby.send = command -> reply.future();
    rig.start();
    rig.command("c1", "lobby");
    rig.command("c2", "lobby");
    rig.untilHistory("c1", "INTENT");

    Thread replier = new Thread(reply::complete);
    replier.start();
    rig.stop();
    replier.join();

    assertThat(rig.history("c1")).containsExactly("INTENT", "ACCEPTED");
    rig.start();
    rig.untilHistory("c2", "INTENT", "ACCEPTED");
    assertThat(lobby.moved).containsExactly("c1", "c2");
  }

  @Test
  void aStopLeavesNoConverterOpen() throws Exception {
    int before = ScriptedConverter.OPEN.get();
    rig.start().command("c1", "lobby");
    rig.untilHistory("c1", "INTENT", "ACCEPTED");
    assertThat(ScriptedConverter.OPEN).hasValue(before + SinkRig.PARTITIONS);

    rig.stop();

    assertThat(ScriptedConverter.OPEN).hasValue(before);
  }

  @Test
  void tooManyThatWaitPauseTheReading() throws Exception {
    rig.props.put("command.pending.max", "4");
    Promise<Void> slow = Promise.promise();
    lobby.send = command -> slow.future();
    rig.start();
    for (int i = 1; i <= 20; i++) {
      rig.command("c" + i, "lobby");
    }

    rig.until(() -> !rig.pauses.isEmpty());
    assertThat(rig.pauses.get(0)).isEqualTo("pause");
    slow.complete();
    rig.untilHistory("c20", "INTENT", "ACCEPTED");
    rig.until(() -> rig.pauses.contains("resume"));
  }

  @Test
  void aCommandOlderThanWhatIsReadOfTheLedgerIsLookedUpInAllOfIt() throws Exception {
    rig.start().command("c1", "lobby");
    rig.untilHistory("c1", "INTENT", "ACCEPTED");
    rig.clock.advance(Duration.ofDays(3));

    rig.start().command("c2", "lobby");
    rig.untilHistory("c2", "INTENT", "ACCEPTED");

    assertThat(rig.history("c1")).containsExactly("INTENT", "ACCEPTED");
    assertThat(lobby.moved).containsExactly("c1", "c2");
  }

  @Test
  void anIntentThatTookTooLongIsWrittenAgainBeforeAnythingIsSent() throws Exception {
    AtomicInteger intents = new AtomicInteger();
    ScriptedConverter.beforeWriting =
        status -> {
          if (status.equals("INTENT") && intents.incrementAndGet() == 1) {
            rig.clock.advance(Duration.ofMillis(2_001));
          }
        };
    Instant start = rig.clock.instant();
    rig.start().command("c1", "lobby");

    rig.untilHistory("c1", "INTENT", "INTENT", "ACCEPTED");

    assertThat(lobby.lastMoments).containsExactly(start.plusMillis(4_001));
  }

  @Test
  void anIntentThatTookLongerThanTheCommandLivesIsNotFollowedBySending() throws Exception {
    ScriptedConverter.beforeWriting =
        status -> {
          if (status.equals("INTENT")) {
            rig.clock.advance(Duration.ofSeconds(31));
          }
        };
    rig.start().command("c1", "lobby");

    rig.untilHistory("c1", "INTENT", "EXPIRED");

    assertThat(lobby.moved).isEmpty();
  }

  @Test
  void aRegistryThatIsAwayHoldsCommandsUpAndLosesNone() throws Exception {
    AtomicInteger refusals = new AtomicInteger(2);
    ScriptedConverter.beforeWriting =
        status -> {
          if (refusals.getAndDecrement() > 0) {
            throw new RetriableException("the registry does not answer");
          }
        };
    rig.start().command("c1", "lobby");

    rig.untilHistory("c1", "INTENT", "ACCEPTED");

    assertThat(lobby.moved).containsExactly("c1");
  }

  @Test
  void anOutcomeThatIsKnownHereOutlivesTheLossOfTheLedger() throws Exception {
    AtomicInteger outcomes = new AtomicInteger();
    ScriptedConverter.beforeWriting =
        status -> {
          if (status.equals("ACCEPTED") && outcomes.incrementAndGet() == 1) {
            rig.fence("lobby");
          }
        };
    rig.start().command("c1", "lobby");
    rig.until(() -> outcomes.get() == 1);
    rig.command("c2", "lobby");

    rig.untilHistory("c2", "INTENT", "ACCEPTED");

    assertThat(rig.history("c1")).containsExactly("INTENT", "ACCEPTED");
    assertThat(lobby.moved).containsExactly("c1", "c2");
  }

  @Test
  void anIntentThatIsFencedIsNotFollowedBySending() throws Exception {
    AtomicInteger intents = new AtomicInteger();
    ScriptedConverter.beforeWriting =
        status -> {
          if (status.equals("INTENT") && intents.incrementAndGet() == 1) {
            rig.fence("lobby");
          }
        };
    rig.start().command("c1", "lobby", Map.of("expiresAt", rig.clock.millis() + 5_000));
    rig.until(() -> intents.get() == 1);
    rig.clock.advance(Duration.ofSeconds(6));

    rig.untilHistory("c1", "EXPIRED");

    assertThat(lobby.moved).isEmpty();
  }

  @Test
  void anIntentWhoseCommitTheBrokerLostIsUnknownAndNotSentAgain() throws Exception {
    rig.start().command("c1", "lobby");
    rig.untilHistory("c1", "INTENT", "ACCEPTED");
    rig.commit();
    rig.stop();
    try (Producer<String, byte[]> hanging = rig.hangingIntent("c2", "lobby", 1)) {
      rig.command("c2", "lobby");
      rig.start().command("c3", "lobby");
      rig.until(() -> lobby.moved.contains("c3"));
      hanging.commitTransaction();
    }

    rig.untilHistory("c3", "INTENT", "ACCEPTED");
    assertThat(rig.history("c2")).containsExactly("INTENT", "UNKNOWN");
    assertThat(lobby.moved).containsExactly("c1", "c3");
  }

  @Test
  void anIntentWhoseCommitTheBrokerLostAndThatWasAbortedThenIsNotSentAgainEither()
      throws Exception {
    rig.start().command("c1", "lobby");
    rig.untilHistory("c1", "INTENT", "ACCEPTED");
    rig.commit();
    rig.stop();
    try (Producer<String, byte[]> hanging = rig.hangingIntent("c2", "lobby", 1)) {
      hanging.abortTransaction();
    }
    rig.command("c2", "lobby");
    rig.start().command("c3", "lobby");

    rig.untilHistory("c3", "INTENT", "ACCEPTED");

    assertThat(rig.history("c2")).containsExactly("UNKNOWN");
    assertThat(lobby.moved).containsExactly("c1", "c3");
  }

  @Test
  void anIntentInAFormatThatIsReadNoMoreIsUnknownAllTheSame() throws Exception {
    Promise<Void> reply = Promise.promise();
    lobby.send = command -> reply.future();
    rig.start().command("c1", "lobby");
    rig.untilHistory("c1", "INTENT");
    rig.props.put("value.converter.schemas.enable", "true");

    rig.start();
    rig.until(() -> rig.ledger().size() == 2);

    assertThat(rig.outcome("c1").get("payload").toString()).contains("status=UNKNOWN");
  }

  private long committed(String device) {
    Map<TopicPartition, OffsetAndMetadata> all = rig.commit();
    return all.get(new TopicPartition(rig.topic, Lanes.partitionOf(device, SinkRig.PARTITIONS)))
        .offset();
  }

  private static Map<String, Object> nothing(String field) {
    Map<String, Object> change = new HashMap<>();
    change.put(field, null);
    return change;
  }
}
