package io.gatehouse.engine;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** A command that a device can carry out. On the driver's event loop, as the driver itself. */
public interface PreparedCommand {

  /**
   * Sends it, once: what moves something leaves at most one time, whatever happens.
   *
   * @param notAfter the moment after which it must not leave any more, see {@link
   *     io.gatehouse.http.Call#notAfter}
   * @return when the device has taken it; or a failure: {@link DeviceRefusal} where it answered
   *     that it has not, an {@link io.gatehouse.http.HttpFailure} that knows whether it may have,
   *     anything else where nobody can tell
   */
  Future<Void> send(Instant notAfter);

  /** Whether {@link #evidence} can show the effect. */
  boolean isConfirmable();

  /**
   * Looks for the effect after the device took the command; it may be asked several times. It sends
   * only what moves nothing.
   *
   * @return what shows the effect, such as the device's status in its own words, or empty if it is
   *     not seen, or not yet
   */
  Future<Optional<String>> evidence();
}
