package io.gatehouse.simulators;

import java.time.Duration;
import java.util.Locale;

/**
 * One way in which a device misbehaves at a request. Faults befall authenticated requests only, so
 * that "the next two" are counted without the 401 of a handshake.
 *
 * @param value what the kind says of it, else 0
 * @param code of the error, for {@link Kind#CODE}, else null
 */
public record Fault(Kind kind, long value, String code) {

  /** What happens. "Acted" means that the request took effect at the device all the same. */
  public enum Kind {
    /** Acted, the reply comes late; value: milliseconds of device time. */
    DELAY,
    /** Acted, then the connection ends after so many bytes of the body; 0: no reply at all. */
    CUT,
    /** Acted, the second half of the JSON is missing under a matching length. */
    TRUNCATED_JSON,
    /** Not acted: the connection is reset (TCP RST). */
    RESET,
    /** Not acted: no reply, the connection stays open. */
    SILENCE,
    /** Not acted: a web page where JSON belongs. */
    HTML,
    /** Not acted: a valid reply made long with spaces; value: bytes. */
    OVERSIZED,
    /** Not acted: an HTTP status; value: the status. 429 and 503 ask to retry after 1 s. */
    STATUS,
    /** 2N. Not acted: an error of the API; value: its code (section 2.3); 9 comes with HTTP 401. */
    ERROR,
    /**
     * Hik-Connect. Not acted: HTTP 200 with an error code, known to the manual or not. Akuvox: HTTP
     * 200 with the code as message of a failure.
     */
    CODE,
    /**
     * Hik-Connect, Akuvox. Not acted: a success whose fields all have types that nobody expects.
     */
    WRONG_TYPES,
    /** Akuvox. Acted, but a log, a history or a list comes as if there was nothing in it. */
    EMPTY,
    /** For log/pull: as many events in one reply as value says, if there are. */
    BATCH,
    /** For log/pull: the events of this reply stay in the channel and come once more. */
    DUPLICATE
  }

  public Fault {
    boolean valid =
        switch (kind) {
          case DELAY, CUT -> value >= 0;
          case OVERSIZED, BATCH -> value > 0;
          case STATUS -> value >= 200 && value <= 599;
          case ERROR -> value >= 1 && value <= 19;
          default -> value == 0;
        };
    if (!valid) {
      throw new IllegalArgumentException(
          "fault %s cannot have the value %d"
              .formatted(kind.name().toLowerCase(Locale.ROOT), value));
    }
    if ((kind == Kind.CODE) != (code != null)) {
      throw new IllegalArgumentException(
          "fault %s cannot have the code %s".formatted(kind.name().toLowerCase(Locale.ROOT), code));
    }
  }

  /** A fault without a code. */
  public Fault(Kind kind, long value) {
    this(kind, value, null);
  }

  public static Fault delay(Duration duration) {
    return new Fault(Kind.DELAY, duration.toMillis());
  }

  public static Fault cut(long bytes) {
    return new Fault(Kind.CUT, bytes);
  }

  public static Fault truncatedJson() {
    return new Fault(Kind.TRUNCATED_JSON, 0);
  }

  public static Fault reset() {
    return new Fault(Kind.RESET, 0);
  }

  public static Fault silence() {
    return new Fault(Kind.SILENCE, 0);
  }

  public static Fault html() {
    return new Fault(Kind.HTML, 0);
  }

  public static Fault oversized(long bytes) {
    return new Fault(Kind.OVERSIZED, bytes);
  }

  public static Fault status(int status) {
    return new Fault(Kind.STATUS, status);
  }

  public static Fault error(int code) {
    return new Fault(Kind.ERROR, code);
  }

  public static Fault code(String code) {
    return new Fault(Kind.CODE, 0, code);
  }

  public static Fault wrongTypes() {
    return new Fault(Kind.WRONG_TYPES, 0);
  }

  public static Fault empty() {
    return new Fault(Kind.EMPTY, 0);
  }

  public static Fault batch(int events) {
    return new Fault(Kind.BATCH, events);
  }

  public static Fault duplicate() {
    return new Fault(Kind.DUPLICATE, 0);
  }
}
