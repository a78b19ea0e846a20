package io.gatehouse.http;

import io.gatehouse.http.Password.Scheme;

/** What a device's challenges are answered with. Never prints a secret. */
public sealed interface Credentials permits NoCredentials, Password, Bearer {

  /** Nothing; a challenge is a failure. */
  static Credentials none() {
    return NoCredentials.NONE;
  }

  /**
   * Basic (RFC 7617) only, even over a connection that others can read: whoever writes this out
   * accepts that. Sent only after the device has asked for it, so that a device that wants Digest
   * never sees it.
   */
  static Credentials basic(String user, String password) {
    return new Password(Scheme.BASIC, user, password);
  }

  /** Digest (RFC 7616, RFC 2617, RFC 2069) only. */
  static Credentials digest(String user, String password) {
    return new Password(Scheme.DIGEST, user, password);
  }

  /**
   * What the device asks for: the strongest Digest offered, else Basic, and Basic only over TLS
   * with a checked certificate, since anyone in between could ask for it.
   */
  static Credentials auto(String user, String password) {
    return new Password(Scheme.AUTO, user, password);
  }

  /**
   * A bearer token (RFC 6750), sent with every call. A refused token is given up and asked for once
   * more.
   *
   * @param tokens asked before every call; wrap it in {@link TokenSource#cached}
   */
  static Credentials bearer(TokenSource tokens) {
    return new Bearer(tokens);
  }
}
