package io.gatehouse.relay;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.engine.RelayContext;
import io.gatehouse.engine.RelayDriver;
import io.gatehouse.engine.RelayVendor;
import io.gatehouse.engine.Target;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.http.Call;
import io.gatehouse.http.Endpoint;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.config.AbstractConfig;

/** Doors that do what a test says; found by the id of their device. */
public final class ScriptedRelayVendor implements RelayVendor {

  private static final Map<String, Door> DOORS = new ConcurrentHashMap<>();

  /** The same for every task of this process, as a real door would be. */
  static Door door(String device) {
    return DOORS.computeIfAbsent(device, id -> new Door());
  }

  static void forgetDoors() {
    DOORS.clear();
  }

  /** One door. What is not scripted succeeds at once, and shows no effect. */
  static final class Door {
    /** Ids of commands that moved it. */
    final List<String> moved = new CopyOnWriteArrayList<>();

    final List<Instant> lastMoments = new CopyOnWriteArrayList<>();
    volatile Function<RelayCommand, Future<Void>> prepare = command -> Future.succeededFuture();
    volatile Function<RelayCommand, Future<Void>> send = command -> Future.succeededFuture();
    volatile boolean confirmable;
    volatile Supplier<Future<Optional<String>>> evidence =
        () -> Future.succeededFuture(Optional.empty());
    volatile Endpoint endpoint;

    /** What a device that is away brings. */
    Future<Void> nobodyAnswers() {
      return endpoint.send(Call.get("/")).mapEmpty();
    }
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public RelayDriver open(DeviceSpec device, AbstractConfig config, RelayContext context) {
    Door door = door(device.id());
    door.endpoint = context.endpoint();
    return new RelayDriver() {
      @Override
      public Future<List<String>> targets() {
        return Future.succeededFuture(List.of("door/1"));
      }

      @Override
      public Future<PreparedCommand> prepare(RelayCommand command) {
        Target.of(command.getTarget()).requireOneOf(List.of("door/1"));
        if (!command.getAction().equals("UNLOCK")) {
          throw new CommandRejected(CommandRejected.UNSUPPORTED_ACTION, "UNLOCK only");
        }
        return door.prepare.apply(command).map(ready -> new Prepared(door, command));
      }

      @Override
      public Future<Void> close() {
        return Future.succeededFuture();
      }
    };
  }

  private record Prepared(Door door, RelayCommand command) implements PreparedCommand {

    @Override
    public Future<Void> send(Instant notAfter) {
      door.lastMoments.add(notAfter);
      door.moved.add(command.getCommandId());
      return door.send.apply(command);
    }

    @Override
    public boolean isConfirmable() {
      return door.confirmable;
    }

    @Override
    public Future<Optional<String>> evidence() {
      return door.evidence.get();
    }
  }
}
