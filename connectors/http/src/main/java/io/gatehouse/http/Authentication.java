package io.gatehouse.http;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** How one service of one device is authenticated with. Owned by the endpoint's event loop. */
interface Authentication {

  /** What a 401 means. */
  enum Verdict {
    /** There is an answer to this challenge. */
    CHALLENGED,
    /** The credentials were good, only the nonce had aged. */
    STALE,
    /** These credentials cannot answer what is asked. */
    UNANSWERABLE
  }

  /** The Authorization header for the next request, as far as one is known by now. */
  Future<Optional<String>> authorization(String method, String uri);

  /**
   * Takes the challenges of a 401.
   *
   * @param sent the Authorization header that the 401 answers
   */
  Verdict challenged(Optional<String> sent, List<Challenge> challenges);

  /** Takes the Authentication-Info of a good reply. */
  default void accepted(Optional<String> authenticationInfo) {}

  /** The scheme that the service asked for last, such as {@code Digest SHA-256}. Any thread. */
  Optional<String> scheme();

  static Authentication with(Credentials credentials, boolean deviceVerified) {
    if (credentials instanceof Password password) {
      return new PasswordAuthentication(password, deviceVerified);
    }
    if (credentials instanceof Bearer bearer) {
      return new BearerAuthentication(bearer.tokens());
    }
    return new NoAuthentication();
  }
}
