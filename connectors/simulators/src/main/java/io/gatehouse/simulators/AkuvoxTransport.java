package io.gatehouse.simulators;

/** On which protocols an Akuvox device or cloud listens, each on a port of its own. */
public enum AkuvoxTransport {
  HTTP,
  HTTPS,
  BOTH,
  /** HTTP answers 308 with the address over HTTPS, as some firmware does. */
  REDIRECT;

  boolean hasHttp() {
    return this != HTTPS;
  }

  boolean hasHttps() {
    return this != HTTP;
  }
}
