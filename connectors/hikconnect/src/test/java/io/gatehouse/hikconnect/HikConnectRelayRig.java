package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.MovingClock;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayDevice;
import io.gatehouse.engine.RelayDevices;
import io.gatehouse.events.RelayCommand;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One device as a sink opens it, and a clock that tests move. */
final class HikConnectRelayRig implements AutoCloseable {

  final MovingClock clock = new MovingClock();
  private final RelayDevices devices;
  private final RelayDevice device;

  /** Opens a device. */
  HikConnectRelayRig(Map<String, String> sink) {
    Map<String, String> props = new HashMap<>(sink);
    props.put("devices", "lobby");
    Problems problems = new Problems();
    List<DeviceSpec> specs = RelayDevices.read(props, problems);
    assertThat(problems).hasToString("");
    devices = RelayDevices.of(specs, props, Tags.empty(), clock);
    device = devices.device("lobby");
  }

  RelayDevice device() {
    return device;
  }

  /** In ten seconds. */
  Instant soon() {
    return clock.instant().plus(Duration.ofSeconds(10));
  }

  Supplier<Future<PreparedCommand>> preparing(String action, String target) {
    RelayCommand command =
        RelayCommand.newBuilder()
            .setCommandId("c1")
            .setDeviceId("lobby")
            .setAction(action)
            .setTarget(target)
            .setParams(Map.of())
            .setIssuedAt(clock.instant())
            .setExpiresAt(soon())
            .setRequestedBy("test")
            .build();
    return () -> device.driver().prepare(command);
  }

  PreparedCommand prepare(String action, String target) {
    return await(preparing(action, target));
  }

  /** Asks on the device's event loop; when this returns, it was asked there. */
  <T> Future<T> ask(Supplier<Future<T>> asked) {
    Promise<Future<T>> begun = Promise.promise();
    device.context().runOnContext(now -> begun.complete(asked.get()));
    return result(begun.future());
  }

  <T> T await(Supplier<Future<T>> asked) {
    return result(ask(asked));
  }

  Throwable failure(Supplier<? extends Future<?>> asked) {
    return failure(ask(() -> asked.get().<Object>map(result -> result)));
  }

  static Throwable failure(Future<?> asked) {
    return result(
        asked
            .<Throwable>map(result -> new AssertionError("succeeded: " + result))
            .recover(Future::succeededFuture));
  }

  static <T> T result(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("failed: " + e.getCause(), e.getCause());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    devices.close();
  }
}
