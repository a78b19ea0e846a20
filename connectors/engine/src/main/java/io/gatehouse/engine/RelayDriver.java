package io.gatehouse.engine;

import io.gatehouse.events.RelayCommand;
import io.vertx.core.Future;
import java.util.List;

/**
 * Commands one device. The engine calls it on the event loop of its endpoint, one command at a
 * time; it never blocks.
 */
public interface RelayDriver {

  /**
   * Asks the device what can be commanded there, without moving anything.
   *
   * @return targets as a command names them, such as {@code switch/1}
   */
  Future<List<String>> targets();

  /**
   * Makes ready to send a command: says what is wrong with it, and asks the device something
   * harmless, which proves that it answers and brings a fresh nonce. Nothing is moved yet.
   *
   * @return a command that needs nothing but {@link PreparedCommand#send}; or a failure: {@link
   *     CommandRejected} where it cannot be carried out there, {@link DeviceRefusal} where the
   *     device does not let us, an {@link io.gatehouse.http.HttpFailure} where it does not answer
   */
  Future<PreparedCommand> prepare(RelayCommand command);

  /** Leaves the device as if nobody had been there. */
  Future<Void> close();
}
