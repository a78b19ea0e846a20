package io.gatehouse.twon.relay;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.engine.RelayDriver;
import io.gatehouse.engine.Target;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.http.Endpoint;
import io.gatehouse.twon.TwonClient;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Commands a 2N device. It leaves nothing there, and has therefore nothing to close. */
final class TwonRelayDriver implements RelayDriver {

  /** A look into the log must not hold an order up for long. */
  private static final Duration LOG_TIMEOUT = Duration.ofSeconds(3);

  private final List<TwonKind> kinds;

  TwonRelayDriver(Endpoint endpoint) {
    TwonRelayClient client = new TwonRelayClient(endpoint);
    TwonLogbook logbook = new TwonLogbook(new TwonClient(endpoint, LOG_TIMEOUT));
    kinds =
        List.of(
            new TwonSwitches(client, logbook),
            new TwonOutputs(client),
            new TwonAccessPoints(client, logbook),
            new TwonLift(client, logbook));
  }

  /**
   * What the account may not ask for is not told, although it can be commanded; only where the
   * device tells nothing at all it is a failure.
   */
  @Override
  public Future<List<String>> targets() {
    List<Future<List<String>>> asked = kinds.stream().map(kind -> kind.targets().list()).toList();
    return Future.join(asked)
        .transform(
            all -> {
              Optional<Throwable> failure =
                  asked.stream()
                      .filter(Future::failed)
                      .map(Future::cause)
                      .filter(cause -> !(cause instanceof DeviceRefusal))
                      .findFirst();
              if (failure.isPresent() || asked.stream().allMatch(Future::failed)) {
                return Future.failedFuture(failure.orElseGet(asked.get(0)::cause));
              }
              return Future.succeededFuture(
                  asked.stream()
                      .filter(Future::succeeded)
                      .flatMap(told -> told.result().stream())
                      .toList());
            });
  }

  @Override
  public Future<PreparedCommand> prepare(RelayCommand command) {
    try {
      Target target = Target.of(command.getTarget());
      return kind(target)
          .prepare(new TwonCommand(target, command.getAction(), command.getParams()));
    } catch (CommandRejected rejected) {
      return Future.failedFuture(rejected);
    }
  }

  private TwonKind kind(Target target) {
    return kinds.stream()
        .filter(kind -> kind.targets().kind().equals(target.kind()))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandRejected(
                    CommandRejected.UNKNOWN_TARGET,
                    "target '"
                        + target
                        + "' must be one of switch/<number>, output/<port>,"
                        + " accesspoint/<number>, lift/1"));
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
