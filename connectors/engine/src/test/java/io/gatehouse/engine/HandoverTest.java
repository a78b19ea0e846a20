package io.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.engine.Batch.Entry;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class HandoverTest {

  private static final Map<String, String> DOOR = Map.of("device", "door");

  private final Handover handover = new Handover(10, 15, Duration.ofMillis(1));

  @Test
  void drainsBatchesInTheirOrderAndWhole() throws Exception {
    Batch first = batchOf(9);
    Batch second = batchOf(9);
    Batch third = batchOf(1);
    handover.put(DOOR, first, () -> {});
    handover.put(DOOR, second, () -> {});
    handover.put(DOOR, third, () -> {});

    assertThat(handover.drain(Duration.ZERO))
        .extracting(Handover.Delivery::batch)
        .containsExactly(first, second);
    assertThat(handover.drain(Duration.ZERO))
        .extracting(Handover.Delivery::batch)
        .containsExactly(third);
  }

  @Test
  void anEmptyDrainEndsAfterItsPatience() throws Exception {
    assertThat(handover.drain(Duration.ofMillis(1))).isEmpty();
  }

  @Test
  void requestsWaitUntilThereIsRoom() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    handover.whenRoom(requests::incrementAndGet);
    handover.put(DOOR, batchOf(10), () -> {});
    handover.whenRoom(requests::incrementAndGet);
    assertThat(requests).hasValue(1);

    handover.drain(Duration.ZERO);

    assertThat(requests).hasValue(2);
    assertThat(handover.size()).isZero();
  }

  @Test
  void waitingRequestsAreLetGoOnlyAsFastAsTheirRepliesWouldFit() throws Exception {
    Handover roomy = new Handover(256, 5_000, Duration.ZERO);
    AtomicInteger requests = new AtomicInteger();
    roomy.put(DOOR, batchOf(256), () -> {});
    for (int device = 0; device < 100; device++) {
      roomy.whenRoom(requests::incrementAndGet);
    }

    roomy.drain(Duration.ZERO);
    assertThat(requests).hasValue(2);
    roomy.drain(Duration.ZERO);
    assertThat(requests).hasValue(4);
    roomy.whenRoom(requests::incrementAndGet);
    assertThat(requests).as("the one that found room, and one that waited").hasValue(6);
  }

  @Test
  void whatIsUnderWayIsTakenBeyondTheRoom() throws Exception {
    handover.put(DOOR, batchOf(10), () -> {});
    handover.put(DOOR, batchOf(4), () -> {});

    assertThat(handover.size()).isEqualTo(14);
    assertThat(handover.drain(Duration.ZERO)).hasSize(2);
  }

  @Test
  void aFailureEndsTheNextDrainAndWakesAWaitingOne() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    Thread task =
        new Thread(
            () -> {
              try {
                handover.drain(Duration.ofMinutes(1));
              } catch (ConnectException e) {
                failed.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    task.start();

    handover.fail(new OutOfMemoryError("heap"));

    failed.await();
    assertThatThrownBy(() -> handover.drain(Duration.ZERO))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("heap")
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
  }

  private static Batch batchOf(int records) {
    return Batch.of(Collections.nCopies(records, new Entry(null, Map::of)));
  }
}
