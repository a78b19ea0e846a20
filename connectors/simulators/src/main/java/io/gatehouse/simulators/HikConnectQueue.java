package io.gatehouse.simulators;

import io.gatehouse.simulators.HikConnectMessage.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One message queue of the account: what waits, and the batch that was given and not yet completed.
 * Guarded by the cloud's lock; times are nanoseconds of the cloud's clock.
 */
final class HikConnectQueue {

  /** The batchId of an empty batch, which cannot be completed. */
  static final String EMPTY = "0";

  /**
   * What a pull gets.
   *
   * @param remaining how many messages wait behind it
   */
  record Batch(String id, List<HikConnectMessage> messages, int remaining) {}

  private final Duration retention;
  private final Duration lifetime;
  private final Random random;
  private final Deque<HikConnectMessage> waiting = new ArrayDeque<>();
  private List<HikConnectMessage> given = List.of();
  private String givenId = EMPTY;
  private boolean subscribed;
  private Set<String> types = Set.of();
  private long lastHeardOf;
  private boolean shuffleNext;

  HikConnectQueue(HikConnectOptions options, Random random) {
    this.retention = options.retention();
    this.lifetime = options.subscriptionLifetime();
    this.random = random;
  }

  /**
   * Begins a subscription, or changes what it is to; what waits stays.
   *
   * @param types without the prefix Msg; empty for all
   */
  void subscribe(Set<String> types, long now) {
    subscribed = true;
    this.types = Set.copyOf(types);
    lastHeardOf = now;
  }

  /** Ends the subscription, by request or because nobody pulled: what waits is lost. */
  void unsubscribe() {
    subscribed = false;
    waiting.forEach(message -> message.state(State.DROPPED));
    waiting.clear();
    given.forEach(message -> message.state(State.DROPPED));
    forgetBatch();
  }

  void offer(HikConnectMessage message) {
    if (subscribed && (types.isEmpty() || types.contains(message.type()))) {
      message.state(State.WAITING);
      waiting.add(message);
    }
  }

  /**
   * The batch that was not completed, or else a new one.
   *
   * @throws HikConnectError OPEN000016 without a subscription
   */
  Batch pull(int max, long now) throws HikConnectError {
    requireSubscription();
    lastHeardOf = now;
    if (given.isEmpty() && !waiting.isEmpty()) {
      given = next(max);
      givenId = newBatchId();
    }
    given.forEach(HikConnectMessage::delivered);
    return new Batch(givenId, given, waiting.size());
  }

  /**
   * Lets the batch be forgotten.
   *
   * @throws HikConnectError OPEN000016 without a subscription, OPEN000012 for any other batch
   */
  void complete(String batchId) throws HikConnectError {
    requireSubscription();
    if (given.isEmpty() || !givenId.equals(batchId)) {
      throw new HikConnectError(HikConnectError.NO_SUCH_BATCH);
    }
    given.forEach(message -> message.state(State.COMPLETED));
    forgetBatch();
  }

  /** Lets happen what time brings: the end of an unused subscription, and of old messages. */
  void passTime(long now) {
    if (subscribed && now - lastHeardOf > lifetime.toNanos()) {
      unsubscribe();
    }
    while (!waiting.isEmpty() && now - waiting.element().emittedNanos() > retention.toNanos()) {
      waiting.remove().state(State.EXPIRED);
    }
  }

  /** Puts messages that were delivered before in front of the queue, for new batches. */
  void putBack(List<HikConnectMessage> delivered) {
    forgetBatch();
    for (int i = delivered.size() - 1; i >= 0; i--) {
      delivered.get(i).state(State.WAITING);
      waiting.addFirst(delivered.get(i));
    }
  }

  void shuffleNext() {
    shuffleNext = true;
  }

  boolean subscribed() {
    return subscribed;
  }

  int waiting() {
    return waiting.size();
  }

  boolean hasUncompleted() {
    return !given.isEmpty();
  }

  private List<HikConnectMessage> next(int max) {
    List<HikConnectMessage> batch = new ArrayList<>(Math.min(max, waiting.size()));
    while (batch.size() < max && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
    if (shuffleNext) {
      shuffleNext = false;
      Collections.shuffle(batch, random);
    }
    return batch;
  }

  private void requireSubscription() throws HikConnectError {
    if (!subscribed) {
      throw new HikConnectError(HikConnectError.NOT_SUBSCRIBED);
    }
  }

  private void forgetBatch() {
    given = List.of();
    givenId = EMPTY;
  }

  /** As long as those in the manual. */
  private String newBatchId() {
    return HikConnectIds.hex(random, 48);
  }
}
