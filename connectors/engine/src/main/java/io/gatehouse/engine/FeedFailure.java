package io.gatehouse.engine;

import io.gatehouse.http.HttpFailure;

/**
 * A device answered, but not with what was asked for: an error of the vendor's own, or something
 * that is no answer at all. Classified once, by the vendor's client.
 */
public class FeedFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpFailure.Kind kind;

  /**
   * A failure without a cause of its own.
   *
   * @param message what happened and the remedy, without secrets
   */
  public FeedFailure(HttpFailure.Kind kind, String message) {
    this(kind, message, null);
  }

  public FeedFailure(HttpFailure.Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public HttpFailure.Kind kind() {
    return kind;
  }
}
