package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A message that the cloud had for a queue, and what became of it. Safe for any thread. */
public final class HikConnectMessage {

  /** Where a message is. */
  public enum State {
    /** Nobody had subscribed to it: it never entered the queue. */
    UNHEARD,
    /** In the queue. */
    WAITING,
    /** In the batch that was given and not completed. */
    DELIVERED,
    /** In a batch that was completed. */
    COMPLETED,
    /** Waited longer than the cloud keeps messages. */
    EXPIRED,
    /** In the queue, or given and not completed, when the subscription ended. */
    DROPPED
  }

  private final HikConnectMq mq;
  private final String id;
  private final String type;
  private final byte[] json;
  private final Instant emittedAt;
  private final long emittedNanos;
  private State state = State.UNHEARD;
  private int deliveries;
  private boolean completed;

  HikConnectMessage(HikConnectMq mq, JsonNode message, Instant emittedAt, long emittedNanos) {
    this.mq = mq;
    this.id = mq.idOf(message);
    this.type = mq.typeOf(message);
    this.emittedAt = emittedAt;
    this.emittedNanos = emittedNanos;
    try {
      this.json = Reply.JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("message cannot be written as JSON", e);
    }
  }

  public HikConnectMq mq() {
    return mq;
  }

  /**
   * The vendor's id, or null if it has none: an alarm's guid, a combine event's eventId; of rawmsg
   * {@code DEVICESERIAL/serialNo} of an access, the uuid of an on-board message, the msgId of a
   * call.
   */
  public String id() {
    return id;
  }

  /** The vendor's type, as {@code 110003}, without the prefix Msg. */
  public String type() {
    return type;
  }

  /** The message as it is delivered. */
  public JsonNode json() {
    try {
      return Reply.JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text(), e);
    }
  }

  /** The message as it is delivered. */
  public String text() {
    return new String(json, UTF_8);
  }

  /** By the cloud's clock. */
  public Instant emittedAt() {
    return emittedAt;
  }

  public synchronized State state() {
    return state;
  }

  /** In how many replies it was. */
  public synchronized int deliveries() {
    return deliveries;
  }

  /** Whether a batch that it was in was ever completed. */
  public synchronized boolean completed() {
    return completed;
  }

  @Override
  public String toString() {
    return "HikConnectMessage[%s %s %s %s]".formatted(mq, type, id, state());
  }

  byte[] bytes() {
    return json;
  }

  long emittedNanos() {
    return emittedNanos;
  }

  synchronized void state(State state) {
    this.state = state;
    completed |= state == State.COMPLETED;
  }

  synchronized void delivered() {
    state = State.DELIVERED;
    deliveries++;
  }
}
