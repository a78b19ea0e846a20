package io.gatehouse.hikconnect;

import java.net.URI;
import java.time.Instant;

/**
 * What a login brought. Never prints the token.
 *
 * @param value goes into the header {@code Token}
 * @param area where all further calls go
 * @param expires the first instant at which it no longer serves
 */
record HikConnectToken(String value, URI area, Instant expires) {

  @Override
  public String toString() {
    return "HikConnectToken[area=" + area + ", expires=" + expires + "]";
  }
}
