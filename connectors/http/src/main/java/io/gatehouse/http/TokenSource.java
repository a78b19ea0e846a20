package io.gatehouse.http;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Where bearer tokens come from. Safe to call from any event loop. */
@FunctionalInterface
public interface TokenSource {

  /** A token that is good now. */
  Future<Token> token();

  /** The server refused this token: do not hand it out again. */
  default void refused(Token token) {}

  /**
   * Keeps a token until shortly before it expires; many callers share one request for the next.
   * While a new token cannot be had, the old one serves as long as it is valid.
   *
   * @param early how long before its expiry a token is renewed
   */
  static TokenSource cached(TokenSource source, Clock clock, Duration early) {
    return new CachedTokens(source, clock, early);
  }

  /**
   * A bearer token. Never prints its value.
   *
   * @param expires the first instant at which it no longer serves
   */
  record Token(String value, Instant expires) {

    public Token {
      Objects.requireNonNull(expires, "expires");
      if (value.isBlank() || value.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
        throw new IllegalArgumentException(
            "The bearer token is empty or has characters outside printable ASCII.");
      }
    }

    @Override
    public String toString() {
      return "Token[expires=" + expires + "]";
    }
  }
}
