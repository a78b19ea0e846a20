package io.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.http.HttpFailure.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a task does with feeds that answer well and badly. */
class FeedTaskTest {

  private final ScriptedVendor vendor = new ScriptedVendor();
  private TaskRig rig = rig(Map.of());

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void recordsAreKeyedByDeviceAndCarryTheirPositionButNoTimestamp() throws Exception {
    vendor.answers.add(() -> Future.succeededFuture(ScriptedVendor.batchOf(2)));

    rig.start().until(written -> rig.deviceEvents().size() == 2);

    SourceRecord last = rig.written().get(rig.written().size() - 1);
    assertThat(last.topic()).isEqualTo("gatehouse.device");
    assertThat(last.key()).isEqualTo("door");
    assertThat(last.sourcePartition()).isEqualTo(Map.of("device", "door"));
    assertThat(last.sourceOffset()).isEqualTo(Map.of("number", 2L));
    assertThat(last.timestamp()).isNull();
  }

  @Test
  void whatGatehouseSaysItselfMovesNoPosition() throws Exception {
    vendor.answers.add(() -> Future.succeededFuture(ScriptedVendor.batchOf(2)));

    rig.start().until(written -> rig.deviceEvents().size() == 2);

    assertThat(rig.written().get(0).sourceOffset()).isEqualTo(Map.of("number", 0L));
    assertThat(rig.notices("ONLINE")).hasSize(1);
  }

  @Test
  void aBatchIsAcknowledgedOnlyWhenAllOfItIsDurable() throws Exception {
    Batch batch = ScriptedVendor.batchOf(3);
    vendor.answers.add(() -> Future.succeededFuture(batch));

    rig.start().await(() -> vendor.reads.get() == 2);
    rig.confirmOnly(4);
    assertThat(vendor.acknowledged).isEmpty();
    rig.confirmRest();

    rig.await(() -> !vendor.acknowledged.isEmpty());
    assertThat(vendor.acknowledged).containsExactly(batch);
  }

  @Test
  void failuresAreTriedAgainAndOnlyTheDeviceIsOffline() throws Exception {
    vendor.answers.add(() -> Future.failedFuture(new FeedFailure(Kind.TRANSIENT, "out of reach")));
    vendor.answers.add(() -> Future.failedFuture(new FeedFailure(Kind.UNAUTHORIZED, "locked")));
    vendor.answers.add(() -> Future.failedFuture(new IllegalStateException("a fault of ours")));
    vendor.answers.add(
        () -> {
          throw new IllegalArgumentException("another one");
        });
    vendor.answers.add(() -> Future.succeededFuture(ScriptedVendor.batchOf(1)));

    rig.start().until(written -> rig.deviceEvents().size() == 1);

    assertThat(rig.notices("OFFLINE")).hasSize(1);
    assertThat(rig.notices("ONLINE")).hasSize(1);
  }

  @Test
  void aRefusalIsSaidAtOnceAndAnOutageOnlyWhenItLasts() throws Exception {
    rig = rig(Map.of("offline.after.ms", "3600000"));
    vendor.answers.add(() -> Future.failedFuture(new FeedFailure(Kind.TRANSIENT, "no route")));
    vendor.answers.add(() -> Future.succeededFuture(ScriptedVendor.batchOf(1)));
    rig.start().until(written -> rig.deviceEvents().size() == 1);
    assertThat(rig.notices("OFFLINE")).isEmpty();

    rig.stop();
    vendor.answers.add(() -> Future.failedFuture(new FeedFailure(Kind.UNAUTHORIZED, "locked")));
    rig.start().until(written -> !rig.notices("OFFLINE").isEmpty());
  }

  @Test
  void theSameFailureIsLoggedOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      vendor.answers.add(() -> Future.failedFuture(new FeedFailure(Kind.TRANSIENT, "no route")));
    }
    vendor.answers.add(() -> Future.succeededFuture(ScriptedVendor.batchOf(1)));

    String logged = logged(() -> rig.start().until(written -> rig.deviceEvents().size() == 1));

    assertThat(logged).containsOnlyOnce("no route").containsOnlyOnce("after 20 failures");
  }

  @Test
  void metersTellWhoIsOnlineWhatCameAndWhatFailed() throws Exception {
    MeterRegistry meters = new SimpleMeterRegistry();
    Metrics.addRegistry(meters);
    try {
      vendor.answers.add(() -> Future.failedFuture(new FeedFailure(Kind.TRANSIENT, "no route")));
      vendor.answers.add(() -> Future.succeededFuture(ScriptedVendor.batchOf(3)));
      rig.start().until(written -> rig.deviceEvents().size() == 3);

      assertThat(meters.get("gatehouse.devices.online").gauge().value()).isEqualTo(1);
      assertThat(meters.get("gatehouse.events").tag("event", "UNKNOWN").counter().count())
          .isEqualTo(3);
      assertThat(meters.get("gatehouse.feed.failures").tag("kind", "transient").counter().count())
          .isEqualTo(1);
      rig.stop();
      assertThat(meters.find("gatehouse.devices.online").gauge()).isNull();
    } finally {
      Metrics.removeRegistry(meters);
    }
  }

  @Test
  void anErrorOfTheMachineEndsTheTask() {
    vendor.answers.add(() -> Future.failedFuture(new OutOfMemoryError("Java heap space")));

    assertThatThrownBy(() -> rig.start().until(written -> false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Java heap space");
  }

  @Test
  void withoutRoomNothingIsAskedFor() throws Exception {
    rig = rig(Map.of("handover.records.max", "3", "poll.records.max", "1"));
    for (int i = 0; i < 5; i++) {
      vendor.answers.add(() -> Future.succeededFuture(ScriptedVendor.batchOf(3)));
    }

    rig.start();
    rig.await(() -> vendor.reads.get() >= 1);
    // The notice and the inventory are two of three records, the batch is beyond: no second read.
    assertThat(vendor.reads).hasValue(1);
    rig.until(written -> rig.deviceEvents().size() == 15);
    rig.await(() -> vendor.reads.get() == 6);
  }

  private interface Action {
    void run() throws Exception;
  }

  private static String logged(Action action) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }

  private TaskRig rig(Map<String, String> options) {
    return new TaskRig(vendor, URI.create("http://127.0.0.1:1"), options);
  }
}
