package io.gatehouse.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.events.RelayCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is refused without asking a device. What only the device or its driver knows, such as its
 * targets, is refused later.
 *
 * @param lifetime longest time from issuedAt to expiresAt
 * @param tolerance how far in the future issuedAt may be, for clocks that differ
 */
record Rules(Set<String> devices, AllowList allowed, Duration lifetime, Duration tolerance) {

  /** What is wrong with a command, if anything. */
  Optional<Verdict> judge(Object key, RelayCommand command, Instant now) {
    String device = command.getDeviceId();
    if (!isKey(key, device)) {
      return rejected(
          "wrong_key",
          "the record's key must be the deviceId '"
              + device
              + "', which keeps a device's commands in order");
    }
    if (command.getIssuedAt() == null || command.getExpiresAt() == null) {
      return rejected("undated", "issuedAt and expiresAt are mandatory; set both");
    }
    Duration life = Duration.between(command.getIssuedAt(), command.getExpiresAt());
    if (life.isNegative() || life.isZero() || life.compareTo(lifetime) > 0) {
      return rejected(
          "lifetime",
          "expires "
              + life
              + " after it was issued; that must be more than nothing and at most "
              + lifetime);
    }
    if (command.getIssuedAt().isAfter(now.plus(tolerance))) {
      return rejected(
          "from_the_future",
          "issued at "
              + command.getIssuedAt()
              + ", but it is "
              + now
              + " here; set the clocks, which may differ by "
              + tolerance);
    }
    if (now.isAfter(command.getExpiresAt())) {
      return Optional.of(Verdict.expired(command, "before it came here"));
    }
    if (!devices.contains(device)) {
      return rejected(
          "unknown_device",
          "device '" + device + "' is not described; add it to the connector's devices");
    }
    if (!allowed.allows(device, command.getTarget(), command.getAction())) {
      return rejected(
          "not_allowed",
          "no rule of 'allow' permits "
              + device
              + ":"
              + command.getTarget()
              + ":"
              + command.getAction());
    }
    return Optional.empty();
  }

  private static Optional<Verdict> rejected(String rule, String message) {
    return Optional.of(Verdict.rejected(rule, message));
  }

  private static boolean isKey(Object key, String device) {
    return device.equals(key instanceof byte[] bytes ? new String(bytes, UTF_8) : key);
  }
}
