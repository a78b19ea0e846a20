package io.gatehouse.http;

import java.net.URI;
import java.util.Objects;

/**
 * Where a device is and how to prove who we are, and who it is.
 *
 * @param id the device's name in messages and logs; not blank
 * @param url {@code http://host[:port][/prefix]} or {@code https://…}; the prefix goes before every
 *     path
 * @param credentials what the device's challenges are answered with
 * @param tls how the device's certificate is checked; unused while the URL is {@code http} and the
 *     device does not redirect to {@code https}
 */
public record EndpointConfig(String id, URI url, Credentials credentials, Tls tls) {

  /** Refuses an address that cannot be one, in one sentence that never repeats a password. */
  public EndpointConfig {
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(tls, "tls");
    if (id.isBlank()) {
      throw new IllegalArgumentException("A device needs an id; the one at this address is blank.");
    }
    if (String.valueOf(url.getRawAuthority()).contains("@")) {
      throw new IllegalArgumentException(
          "The URL of device "
              + id
              + " carries a user or password; take it out of the URL and give it as credentials.");
    }
    if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException(
          "The URL "
              + url
              + " of device "
              + id
              + " has no usable scheme; write http://host or https://host.");
    }
    if (url.getHost() == null) {
      throw new IllegalArgumentException(
          "The URL "
              + url
              + " of device "
              + id
              + " names no host; write http://host[:port], with letters, digits, dots and hyphens.");
    }
    if (url.getPort() == 0 || url.getPort() > 65535) {
      throw new IllegalArgumentException(
          "The URL " + url + " of device " + id + " has a port outside 1 to 65535.");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "The URL of device "
              + id
              + " has a query or fragment; give only scheme, host, port and a path prefix.");
    }
  }

  EndpointConfig at(URI url) {
    return new EndpointConfig(id, url, credentials, tls);
  }
}
