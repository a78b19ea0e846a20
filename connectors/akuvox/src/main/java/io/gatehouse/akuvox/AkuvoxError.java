package io.gatehouse.akuvox;

import io.gatehouse.engine.FeedFailure;
import io.gatehouse.http.HttpFailure.Kind;
import java.util.Locale;

/**
 * An error that the device itself reported: {@code retcode} is not 0 (manual 002, Negative Reply).
 */
final class AkuvoxError extends FeedFailure {

  private static final long serialVersionUID = 1L;

  private final String retcode;

  AkuvoxError(String path, String retcode, String message) {
    super(
        kindOf(message),
        path
            + " was refused with retcode "
            + retcode
            + " ("
            + message
            + ")"
            + (kindOf(message) == Kind.REJECTED
                ? "; this model or firmware lacks the function"
                : ""));
    this.retcode = retcode;
  }

  /** As the device wrote it: -1 in all that is documented. */
  String retcode() {
    return retcode;
  }

  /** "unsupport action" and "Api unsupported" stay; "Failed" and the like may pass. */
  private static Kind kindOf(String message) {
    return message.toLowerCase(Locale.ROOT).contains("unsupport") ? Kind.REJECTED : Kind.TRANSIENT;
  }
}
