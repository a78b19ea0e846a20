package io.gatehouse.akuvox;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.engine.RelayDriver;
import io.gatehouse.events.RelayCommand;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Commands the relays of one device. */
final class AkuvoxRelayDriver implements RelayDriver {

  private final AkuvoxRelayClient client;

  AkuvoxRelayDriver(AkuvoxRelayClient client) {
    this.client = client;
  }

  @Override
  public Future<List<String>> targets() {
    return client.status().map(AkuvoxOrder::targets);
  }

  @Override
  public Future<PreparedCommand> prepare(RelayCommand command) {
    try {
      AkuvoxOrder order = AkuvoxOrder.of(command);
      return targets()
          .map(
              targets -> {
                order.target().requireOneOf(targets);
                return new Prepared(order);
              });
    } catch (CommandRejected rejected) {
      return Future.failedFuture(rejected);
    }
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  /** An order to a relay that the device has. */
  private final class Prepared implements PreparedCommand {

    private final AkuvoxOrder order;

    Prepared(AkuvoxOrder order) {
      this.order = order;
    }

    @Override
    public Future<Void> send(Instant notAfter) {
      return client.trig(order.params(), notAfter);
    }

    @Override
    public boolean isConfirmable() {
      return order.isConfirmable();
    }

    @Override
    public Future<Optional<String>> evidence() {
      return client.status().map(s -> Optional.of(s.toString()).filter(text -> order.isSeenIn(s)));
    }
  }
}
