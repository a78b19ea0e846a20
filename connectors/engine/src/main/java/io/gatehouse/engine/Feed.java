package io.gatehouse.engine;

import io.vertx.core.Future;

/**
 * A vendor's stream of events from one device or queue. The engine calls it on one event loop, one
 * call at a time; it never blocks.
 */
public interface Feed {

  /**
   * Reads on from {@link #position()}. Connecting, and connecting again after a failure, is part of
   * reading. A failed reading has moved nothing: the next one brings what it would have brought.
   *
   * @return what came, perhaps nothing; or a failure, best an {@link
   *     io.gatehouse.http.HttpFailure}, whose kind decides how long the engine waits
   */
  Future<Batch> read();

  /** Behind the last event that was read. */
  Position position();

  /** What is known of the device, for the inventory; the engine fills in whether it is online. */
  DeviceFacts facts();

  /** Called when every record of the batch is durable in Kafka. */
  default Future<Void> acknowledge(Batch batch) {
    return Future.succeededFuture();
  }

  /** Leaves the device as if nobody had been there. */
  Future<Void> close();
}
