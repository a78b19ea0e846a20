package io.gatehouse.hikconnect;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The token of an account (manual 004, 5.1.1), which all of its readers share: one login serves
 * them all. Safe for use by several threads.
 */
final class HikConnectSession {

  /** A token is renewed in the last seventh of its life, which is a day of the usual seven. */
  private static final int PARTS = 7;

  /** A login that is not answered by then was somebody's who has ended. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Clock clock;
  private HikConnectToken token;
  private Instant renewAt;
  private Future<HikConnectToken> login;
  private Instant loginSince;

  HikConnectSession(Clock clock) {
    this.clock = clock;
  }

  /**
   * A token that serves now. While a new one cannot be had, the old one serves to its end.
   *
   * @param ask logs in; its future may complete on any thread, and so may the returned one
   */
  synchronized Future<HikConnectToken> token(Supplier<Future<HikConnectToken>> ask) {
    Instant now = clock.instant();
    if (token != null && now.isBefore(renewAt)) {
      return Future.succeededFuture(token);
    }
    if (login == null || login.isComplete() || now.isAfter(loginSince.plus(PATIENCE))) {
      loginSince = now;
      login = ask.get().onSuccess(this::keep);
    }
    HikConnectToken old = token;
    return login.recover(
        cause ->
            old != null && clock.instant().isBefore(old.expires()) && isKept(old)
                ? Future.succeededFuture(old)
                : Future.failedFuture(cause));
  }

  /** The cloud does not take this token, whatever its expiry says. */
  synchronized void refused(HikConnectToken refused) {
    if (refused.equals(token)) {
      token = null;
    }
  }

  private synchronized void keep(HikConnectToken fresh) {
    Instant now = clock.instant();
    Duration life = Duration.between(now, fresh.expires());
    renewAt = now.plus(life.multipliedBy(PARTS - 1).dividedBy(PARTS));
    token = fresh;
  }

  private synchronized boolean isKept(HikConnectToken old) {
    return old.equals(token);
  }
}
