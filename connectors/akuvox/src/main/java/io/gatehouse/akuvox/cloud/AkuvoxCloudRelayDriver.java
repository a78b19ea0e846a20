package io.gatehouse.akuvox.cloud;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.engine.RelayDriver;
import io.gatehouse.engine.Target;
import io.gatehouse.events.RelayCommand;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Opens the doors of one device through the cloud. */
final class AkuvoxCloudRelayDriver implements RelayDriver {

  private static final String TRIGGER = "TRIGGER";

  private final AkuvoxCloudDirectory directory;

  AkuvoxCloudRelayDriver(AkuvoxCloudDirectory directory) {
    this.directory = directory;
  }

  @Override
  public Future<List<String>> targets() {
    return directory.find().map(AkuvoxCloudDoor::targets).recover(this::refused);
  }

  @Override
  public Future<PreparedCommand> prepare(RelayCommand command) {
    try {
      Target target = Target.of(command.getTarget());
      check(command);
      return directory
          .find(target.toString())
          .<PreparedCommand>map(
              door -> {
                target.requireOneOf(door.targets());
                return new Prepared(door, target.name());
              })
          .recover(this::refused);
    } catch (CommandRejected rejected) {
      return Future.failedFuture(rejected);
    }
  }

  private static void check(RelayCommand command) {
    if (!command.getAction().equals(TRIGGER)) {
      throw new CommandRejected(
          CommandRejected.UNSUPPORTED_ACTION,
          "a relay cannot " + command.getAction() + " through the cloud; its action is " + TRIGGER);
    }
    if (!command.getParams().isEmpty()) {
      throw new CommandRejected(
          CommandRejected.BAD_PARAMETER,
          TRIGGER
              + " through the cloud has no parameter "
              + command.getParams().keySet().iterator().next()
              + "; leave it out");
    }
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  private <T> Future<T> refused(Throwable failure) {
    if (failure instanceof AkuvoxCloudError error) {
      directory.forget();
      return Future.failedFuture(new DeviceRefusal(error.code(), error.getMessage(), error));
    }
    return Future.failedFuture(failure);
  }

  /** An order to a relay that the device has. The manual names no way to see its effect. */
  private final class Prepared implements PreparedCommand {

    private final AkuvoxCloudDoor door;
    private final String relayId;

    Prepared(AkuvoxCloudDoor door, String relayId) {
      this.door = door;
      this.relayId = relayId;
    }

    @Override
    public Future<Void> send(Instant notAfter) {
      return door.residence()
          .openDoor(door.mac(), relayId, notAfter)
          .recover(AkuvoxCloudRelayDriver.this::refused);
    }

    @Override
    public boolean isConfirmable() {
      return false;
    }

    @Override
    public Future<Optional<String>> evidence() {
      return Future.succeededFuture(Optional.empty());
    }
  }
}
