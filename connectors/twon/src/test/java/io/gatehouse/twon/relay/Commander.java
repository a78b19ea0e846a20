package io.gatehouse.twon.relay;

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
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Commands a device as the sink does, on a clock that the test moves. */
class Commander implements AutoCloseable {

  final MovingClock clock = new MovingClock();
  private final RelayDevices devices;
  private final RelayDevice relay;

  Commander(URI url, String password) {
    Map<String, String> options = new HashMap<>(options(url, password));
    options.put("devices", "lobby");
    Problems problems = new Problems();
    List<DeviceSpec> specs = RelayDevices.read(options, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.toString());
    }
    devices = RelayDevices.of(specs, options, Tags.of("task", "0"), clock);
    relay = devices.device("lobby");
  }

  /** How a sink is told of the device, which is called lobby, and of its account, admin. */
  static Map<String, String> options(URI url, String password) {
    return Map.of(
        "devices.lobby.vendor", "twon",
        "devices.lobby.url", url.toString(),
        "credentials.default.username", "admin",
        "credentials.default.password", password,
        "http.request.timeout.ms", "5000");
  }

  List<String> targets() {
    return await(relay.driver()::targets);
  }

  PreparedCommand prepare(String action, String target, Map<String, String> params) {
    RelayCommand command =
        RelayCommand.newBuilder()
            .setCommandId("c1")
            .setDeviceId("lobby")
            .setAction(action)
            .setTarget(target)
            .setParams(params)
            .setIssuedAt(clock.instant())
            .setExpiresAt(clock.instant().plusSeconds(30))
            .setRequestedBy("test")
            .build();
    return await(() -> relay.driver().prepare(command));
  }

  PreparedCommand prepare(String action, String target) {
    return prepare(action, target, Map.of());
  }

  void send(PreparedCommand prepared) {
    await(() -> prepared.send(clock.instant().plusSeconds(10)));
  }

  Optional<String> evidence(PreparedCommand sent) {
    return await(sent::evidence);
  }

  /** Prepares and sends. */
  PreparedCommand command(String action, String target, Map<String, String> params) {
    PreparedCommand prepared = prepare(action, target, params);
    send(prepared);
    return prepared;
  }

  PreparedCommand command(String action, String target) {
    return command(action, target, Map.of());
  }

  private <T> T await(Supplier<Future<T>> asked) {
    Promise<T> promise = Promise.promise();
    relay.context().runOnContext(now -> asked.get().onComplete(promise));
    try {
      return promise
          .future()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  @Override
  public void close() {
    devices.close();
  }
}
