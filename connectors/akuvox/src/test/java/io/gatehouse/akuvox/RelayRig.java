package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayDevice;
import io.gatehouse.engine.RelayDevices;
import io.gatehouse.engine.RelayDriver;
import io.gatehouse.events.RelayCommand;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One device, opened as the sink opens it. Its methods wait for what they ask for. */
public final class RelayRig implements AutoCloseable {

  private static final String DEVICE = "lobby";

  private final Clock clock;
  private final RelayDevices devices;
  private final RelayDevice device;

  /**
   * Opens the device.
   *
   * @param options of the sink, {@code devices.lobby.vendor} and so on
   */
  public RelayRig(Map<String, String> options, Clock clock) {
    Map<String, String> props = new HashMap<>(options);
    props.put("devices", DEVICE);
    Problems problems = new Problems();
    List<DeviceSpec> specs = RelayDevices.read(props, problems);
    assertThat(problems).hasToString("");
    this.clock = clock;
    devices = RelayDevices.of(specs, props, Tags.of("task", "0"), clock);
    device = devices.device(DEVICE);
  }

  public List<String> targets() throws Exception {
    return await(device.driver()::targets);
  }

  public PreparedCommand prepare(String action, String target, Map<String, String> params)
      throws Exception {
    RelayDriver driver = device.driver();
    return await(() -> driver.prepare(command(action, target, params)));
  }

  /** Sends a command that may take its time. */
  public void send(PreparedCommand command) throws Exception {
    await(() -> command.send(clock.instant().plusSeconds(60)));
  }

  /** Begins to send. */
  public Future<Void> sending(PreparedCommand command, Instant notAfter) {
    return onItsLoop(() -> command.send(notAfter));
  }

  public Optional<String> evidence(PreparedCommand command) throws Exception {
    return await(command::evidence);
  }

  private RelayCommand command(String action, String target, Map<String, String> params) {
    return RelayCommand.newBuilder()
        .setCommandId("c1")
        .setDeviceId(DEVICE)
        .setAction(action)
        .setTarget(target)
        .setParams(params)
        .setIssuedAt(clock.instant())
        .setExpiresAt(clock.instant().plusSeconds(60))
        .setRequestedBy("test")
        .build();
  }

  private <T> T await(Supplier<Future<T>> asked) throws Exception {
    return await(onItsLoop(asked));
  }

  /** What a future brings, or the failure that it fails with. */
  public static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private <T> Future<T> onItsLoop(Supplier<Future<T>> asked) {
    Promise<T> promise = Promise.promise();
    device.context().runOnContext(now -> asked.get().onComplete(promise));
    return promise.future();
  }

  @Override
  public void close() {
    devices.close();
  }
}
