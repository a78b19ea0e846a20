package io.gatehouse.http;

import java.time.Duration;

/**
 * What one device may cost: time, memory, attempts.
 *
 * @param connectTimeout longest wait for a TCP connection, and again for the TLS handshake; above
 *     zero
 * @param requestTimeout longest time from {@link Endpoint#send} to the last byte of the reply, for
 *     calls that set none of their own; above zero
 * @param maxReplyBytes longest reply body read; a longer one is cut off and fails; above zero
 * @param keepAlive how long an unused connection stays fit for reuse; zero means no reuse
 * @param circuitFailures consecutive transport failures that open a device's circuit; above zero
 * @param circuitOpen how long a circuit stays open the first time; doubles with each failed trial
 * @param circuitOpenMax longest time that a circuit stays open; at least {@code circuitOpen}
 */
public record HttpLimits(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxReplyBytes,
    Duration keepAlive,
    int circuitFailures,
    Duration circuitOpen,
    Duration circuitOpenMax) {

  /**
   * 5 s to connect, 30 s a request, 4 MiB a reply, 30 s of keep-alive; a circuit opens after 5
   * failures for 2 s, at most 1 minute.
   */
  public static final HttpLimits DEFAULTS =
      new HttpLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          4 * 1024 * 1024,
          Duration.ofSeconds(30),
          5,
          Duration.ofSeconds(2),
          Duration.ofMinutes(1));

  /** Refuses limits under which nothing could be sent. */
  public HttpLimits {
    positive("connect timeout", connectTimeout);
    positive("request timeout", requestTimeout);
    positive("circuit's open time", circuitOpen);
    if (maxReplyBytes <= 0) {
      throw new IllegalArgumentException(
          "The largest reply is " + maxReplyBytes + " bytes; give a number above zero.");
    }
    if (keepAlive.isNegative()) {
      throw new IllegalArgumentException("The keep-alive is " + keepAlive + "; give zero or more.");
    }
    if (circuitFailures <= 0) {
      throw new IllegalArgumentException(
          "A circuit cannot open after " + circuitFailures + " failures; give 1 or more.");
    }
    if (circuitOpenMax.compareTo(circuitOpen) < 0) {
      throw new IllegalArgumentException(
          "The circuit's longest open time "
              + circuitOpenMax
              + " is shorter than its first one, "
              + circuitOpen
              + ".");
    }
  }

  public HttpLimits withConnectTimeout(Duration timeout) {
    return new HttpLimits(
        timeout,
        requestTimeout,
        maxReplyBytes,
        keepAlive,
        circuitFailures,
        circuitOpen,
        circuitOpenMax);
  }

  public HttpLimits withRequestTimeout(Duration timeout) {
    return new HttpLimits(
        connectTimeout,
        timeout,
        maxReplyBytes,
        keepAlive,
        circuitFailures,
        circuitOpen,
        circuitOpenMax);
  }

  public HttpLimits withMaxReplyBytes(int bytes) {
    return new HttpLimits(
        connectTimeout,
        requestTimeout,
        bytes,
        keepAlive,
        circuitFailures,
        circuitOpen,
        circuitOpenMax);
  }

  public HttpLimits withKeepAlive(Duration time) {
    return new HttpLimits(
        connectTimeout,
        requestTimeout,
        maxReplyBytes,
        time,
        circuitFailures,
        circuitOpen,
        circuitOpenMax);
  }

  public HttpLimits withCircuit(int failures, Duration open, Duration openMax) {
    return new HttpLimits(
        connectTimeout, requestTimeout, maxReplyBytes, keepAlive, failures, open, openMax);
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "The " + name + " is " + value + "; give at least one millisecond.");
    }
  }
}
