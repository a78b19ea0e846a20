package io.gatehouse.http;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a call brought no good answer, classified once, where the bytes arrive. The message names the
 * device, the method, the path (without the query) and a remedy.
 */
public final class HttpFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the caller can do about it. */
  public enum Kind {
    /**
     * The same call may succeed later: refused or cut connection, timeout, unknown host, 5xx, 429,
     * open circuit.
     */
    TRANSIENT,
    /** The device does not let this account, or this address, do this: 401 and 403. */
    UNAUTHORIZED,
    /**
     * The device refuses this call, others may succeed: other 4xx, a redirect elsewhere, a reply
     * above the size limit.
     */
    REJECTED,
    /**
     * No call can succeed until the configuration changes: the TLS check failed, the endpoint is
     * closed.
     */
    FATAL
  }

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;
  private final boolean maybeSent;
  private final transient Optional<Reply> reply;

  HttpFailure(
      Kind kind,
      String message,
      Throwable cause,
      Optional<Duration> retryAfter,
      boolean maybeSent,
      Optional<Reply> reply) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.retryAfter = retryAfter;
    this.maybeSent = maybeSent;
    this.reply = reply;
  }

  public Kind kind() {
    return kind;
  }

  /** How long the device, or its open circuit, asks to be left alone. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /**
   * Whether the device may have acted on the call. False when no byte of it can have left, and when
   * the device itself refused it with a status from 300 to 499: sending it again cannot do it
   * twice.
   */
  public boolean maybeSent() {
    return maybeSent;
  }

  /** What the device answered, where it answered. */
  public Optional<Reply> reply() {
    return reply;
  }
}
