package io.gatehouse.demo;

import io.gatehouse.events.RelayCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Commands of the demo's own: opens the doors of every vendor in turn. */
final class CommandTraffic {

  private static final Duration LIFETIME = Duration.ofSeconds(10);

  private final List<List<Commanded>> vendors;
  private final Duration pause;
  private Instant next = Instant.MIN;
  private int count;

  /**
   * @param perMinute commands to the devices of each vendor; 0 for none
   */
  CommandTraffic(List<Commanded> devices, int perMinute) {
    vendors =
        List.copyOf(
            devices.stream()
                .collect(
                    Collectors.groupingBy(Commanded::vendor, TreeMap::new, Collectors.toList()))
                .values());
    int commands = perMinute * vendors.size();
    pause = commands < 1 ? null : Duration.ofMinutes(1).dividedBy(commands);
  }

  /** The command that it is time for, if any. */
  Optional<RelayCommand> due(Instant now) {
    if (pause == null || now.isBefore(next)) {
      return Optional.empty();
    }
    next = now.plus(pause);
    List<Commanded> vendor = vendors.get(count % vendors.size());
    Commanded device = vendor.get(count / vendors.size() % vendor.size());
    count++;
    return Optional.of(
        new RelayCommand(
            UUID.randomUUID().toString(),
            device.id(),
            Verb.OPEN.action(device.vendor()),
            device.target(null),
            Map.of(),
            now,
            now.plus(LIFETIME),
            "demo",
            null));
  }
}
