package io.gatehouse.twon.relay;

import io.gatehouse.engine.PreparedCommand;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An order that is ready to leave.
 *
 * @param sending sends it, no later than it is told
 * @param looking looks for the effect; empty where the account, or the device, does not show it
 */
record TwonOrder(
    Function<Instant, Future<Void>> sending, Optional<Supplier<Future<Optional<String>>>> looking)
    implements PreparedCommand {

  @Override
  public Future<Void> send(Instant notAfter) {
    return sending.apply(notAfter);
  }

  @Override
  public boolean isConfirmable() {
    return looking.isPresent();
  }

  @Override
  public Future<Optional<String>> evidence() {
    return looking.map(Supplier::get).orElse(Future.succeededFuture(Optional.empty()));
  }
}
