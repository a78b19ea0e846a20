package io.gatehouse.hikconnect;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.Target;
import io.gatehouse.hikconnect.HikConnectOrder.Kind;
import io.gatehouse.hikconnect.HikConnectRelayClient.Resource;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The doors and alarm outputs of one device, found in the account's lists by the device's serial
 * number. A list is kept, and asked for again when something is not in it. Belongs to one event
 * loop.
 */
final class HikConnectTargets {

  private final HikConnectRelayClient client;
  private final String serial;
  private final Set<String> names;
  private final Map<Kind, Set<String>> known = new EnumMap<>(Kind.class);

  /**
   * Targets of a device.
   *
   * @param serial its serial number, or the cloud's id of it, or both with a comma in between
   */
  HikConnectTargets(HikConnectRelayClient client, String serial) {
    this.client = client;
    this.serial = serial;
    this.names =
        Arrays.stream(serial.split(",", -1))
            .map(HikConnectTargets::key)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
  }

  /** All of them, as commands name them, asked anew. */
  Future<List<String>> all() {
    return read(Kind.DOOR)
        .compose(doors -> read(Kind.OUTPUT))
        .map(outputs -> known.values().stream().flatMap(Collection::stream).toList());
  }

  /**
   * Makes sure that a target is the device's.
   *
   * @return a failure {@link CommandRejected} where it is not
   */
  Future<Void> require(Kind kind, Target target) {
    if (known.getOrDefault(kind, Set.of()).contains(target.toString())) {
      return Future.succeededFuture();
    }
    return read(kind)
        .map(
            now -> {
              if (now.isEmpty()) {
                throw new CommandRejected(
                    CommandRejected.UNKNOWN_TARGET,
                    "target '%s' is none of the device's: the account lists no %s of %s; check its serial"
                        .formatted(target, kind.word(), serial));
              }
              target.requireOneOf(now);
              return null;
            });
  }

  private Future<Set<String>> read(Kind kind) {
    Future<List<Resource>> list =
        switch (kind) {
          case DOOR -> client.doors();
          case OUTPUT -> client.alarmOutputs();
        };
    return list.map(
        all -> {
          Set<String> ours =
              all.stream()
                  .filter(this::isOurs)
                  .map(resource -> kind.word() + "/" + resource.id())
                  .collect(Collectors.toCollection(TreeSet::new));
          known.put(kind, ours);
          return ours;
        });
  }

  private boolean isOurs(Resource resource) {
    return resource.id() != null
        && Stream.of(resource.deviceSerial(), resource.deviceId())
            .anyMatch(name -> name != null && names.contains(key(name)));
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
