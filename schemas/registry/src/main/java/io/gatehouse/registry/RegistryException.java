package io.gatehouse.registry;

/**
 * A schema registry did not give what it was asked for. The {@link #kind()} says why, and with it
 * whether asking again can help. Messages hold no secrets.
 */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a registry did not give what it was asked for. */
  public enum Kind {
    /** No URL answered in time, or every answer was a 5xx or not a registry's. Retriable. */
    OUTAGE,
    /** Status 429: too many requests. Retriable, later. */
    THROTTLED,
    /** Status 401 or 403: wrong credentials, or an account without the right. */
    UNAUTHORIZED,
    /** Status 404: no such subject, version, schema or id. */
    NOT_FOUND,
    /** Status 409: the schema breaks the compatibility rule of its subject. */
    INCOMPATIBLE,
    /** Status 422 and every other refusal: the registry understood the request and says no. */
    INVALID;

    /** Whether the same request can succeed later without anyone changing it. */
    public boolean retriable() {
      return this == OUTAGE || this == THROTTLED;
    }
  }

  private final Kind kind;

  RegistryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  RegistryException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why the registry did not give what it was asked for. */
  public Kind kind() {
    return kind;
  }
}
