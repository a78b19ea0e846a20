package io.gatehouse.http;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decorates a source with a cache; shared by the endpoints of one account, so it locks. */
final class CachedTokens implements TokenSource {

  private final TokenSource source;
  private final Clock clock;
  private final Duration early;
  private Optional<Token> current = Optional.empty();
  private Optional<Future<Token>> pending = Optional.empty();

  CachedTokens(TokenSource source, Clock clock, Duration early) {
    this.source = source;
    this.clock = clock;
    this.early = early;
  }

  @Override
  public Future<Token> token() {
    Future<Token> renewal;
    synchronized (this) {
      Instant now = clock.instant();
      if (current.filter(t -> now.isBefore(t.expires().minus(early))).isPresent()) {
        return Future.succeededFuture(current.get());
      }
      if (pending.isEmpty()) {
        pending = Optional.of(source.token());
        pending.get().onComplete(done -> renewed(done.result()));
      }
      // A source that answers at once has already taken its turn in renewed().
      renewal = pending.orElseGet(() -> Future.succeededFuture(current.orElseThrow()));
    }
    return renewal.recover(
        failure -> stillValid().map(Future::succeededFuture).orElse(Future.failedFuture(failure)));
  }

  private synchronized void renewed(Token token) {
    pending = Optional.empty();
    current = Optional.ofNullable(token).or(() -> current);
  }

  private synchronized Optional<Token> stillValid() {
    return current.filter(t -> clock.instant().isBefore(t.expires()));
  }

  @Override
  public void refused(Token token) {
    synchronized (this) {
      current = current.filter(t -> !t.equals(token));
    }
    source.refused(token);
  }
}
