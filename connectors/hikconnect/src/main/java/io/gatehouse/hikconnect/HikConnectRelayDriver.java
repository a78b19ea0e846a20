package io.gatehouse.hikconnect;

import static io.gatehouse.hikconnect.events.HikConnectJson.number;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.engine.RelayDriver;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.hikconnect.HikConnectOrder.Kind;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Commands one device through the account. An order costs one request of the account's budget:
 * token and lists are at hand, or are brought by preparing it.
 */
final class HikConnectRelayDriver implements RelayDriver {

  private final HikConnectRelayClient client;
  private final HikConnectTargets targets;
  private final Runnable onClose;

  /**
   * A driver that has not asked for anything.
   *
   * @param onClose called once, when this driver asks for nothing more
   */
  HikConnectRelayDriver(HikConnectRelayClient client, HikConnectTargets targets, Runnable onClose) {
    this.client = client;
    this.targets = targets;
    this.onClose = onClose;
  }

  @Override
  public Future<List<String>> targets() {
    return targets.all();
  }

  @Override
  public Future<PreparedCommand> prepare(RelayCommand command) {
    HikConnectOrder order;
    try {
      order = HikConnectOrder.of(command);
    } catch (CommandRejected rejected) {
      return Future.failedFuture(rejected);
    }
    return targets
        .require(order.kind(), order.target())
        .compose(known -> client.token())
        .<PreparedCommand>map(token -> new Prepared(order, token))
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof HikConnectError error ? refusal(error) : cause));
  }

  @Override
  public Future<Void> close() {
    client.close();
    onClose.run();
    return Future.succeededFuture();
  }

  private static DeviceRefusal refusal(HikConnectError error) {
    return new DeviceRefusal(error.code(), error.getMessage(), error);
  }

  private final class Prepared implements PreparedCommand {

    private final HikConnectOrder order;
    private final HikConnectToken token;

    Prepared(HikConnectOrder order, HikConnectToken token) {
      this.order = order;
      this.token = token;
    }

    @Override
    public Future<Void> send(Instant notAfter) {
      String id = order.target().name();
      Future<Void> taken =
          switch (order.kind()) {
            case DOOR -> client.control(order.operation(), id, token, notAfter);
            case OUTPUT -> client.switchOutput(order.operation(), id, token, notAfter);
          };
      return taken.recover(
          cause ->
              Future.failedFuture(
                  cause instanceof HikConnectError error && !error.isUncertain()
                      ? refusal(error)
                      : cause));
    }

    /** The cloud does not tell what a door does. */
    @Override
    public boolean isConfirmable() {
      return order.kind() == Kind.OUTPUT;
    }

    @Override
    public Future<Optional<String>> evidence() {
      return isConfirmable()
          ? client.outputState(order.target().name()).map(this::evidence)
          : Future.succeededFuture(Optional.empty());
    }

    /** Status 1 is on, 0 is off, of an output that has no error. */
    private Optional<String> evidence(JsonNode state) {
      String error = text(state, "errorCode");
      Long status = number(state, "status");
      boolean isOn = order.operation() != 0;
      boolean seen =
          status != null && (status == 1) == isOn && (error == null || error.equals("0"));
      return seen ? Optional.of(state.toString()) : Optional.empty();
    }
  }
}
