package io.gatehouse.simulators;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * The token of the account (sections 3.2, 5.1.1). Guarded by the cloud's lock; times are
 * nanoseconds of the cloud's clock.
 */
final class HikConnectTokens {

  private final String appKey;
  private final String secretKey;
  private final Duration lifetime;
  private final Random random;
  private final Set<String> expired = new HashSet<>();
  private String current;
  private long expiresAt;

  HikConnectTokens(HikConnectOptions options, Random random) {
    this.appKey = options.appKey();
    this.secretKey = options.secretKey();
    this.lifetime = options.tokenLifetime();
    this.random = random;
  }

  /** The token that is valid, extended, or a new one. */
  String login(String appKey, String secretKey, long now) throws HikConnectError {
    if (!this.appKey.equals(appKey)) {
      throw new HikConnectError(HikConnectError.NO_SUCH_APP_KEY);
    }
    if (!this.secretKey.equals(secretKey)) {
      throw new HikConnectError(HikConnectError.WRONG_SECRET_KEY);
    }
    passTime(now);
    if (current == null) {
      current = HikConnectIds.token(random);
    }
    expiresAt = now + lifetime.toNanos();
    return current;
  }

  void check(String token, long now) throws HikConnectError {
    passTime(now);
    if (token == null || !token.equals(current)) {
      throw new HikConnectError(
          expired.contains(token) ? HikConnectError.TOKEN_EXPIRED : HikConnectError.TOKEN_UNKNOWN);
    }
  }

  void expire() {
    if (current != null) {
      expired.add(current);
      current = null;
    }
  }

  private void passTime(long now) {
    if (current != null && now - expiresAt >= 0) {
      expire();
    }
  }
}
