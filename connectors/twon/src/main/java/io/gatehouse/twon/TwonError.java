package io.gatehouse.twon;

import io.gatehouse.engine.FeedFailure;
import io.gatehouse.http.HttpFailure.Kind;

/** An error that the device itself reported, {@code success: false} (manual 000, 2.3). */
public final class TwonError extends FeedFailure {

  private static final long serialVersionUID = 1L;

  /** A parameter value is invalid; for a channel: it is unknown, lapsed or closed. */
  static final int INVALID_PARAMETER_VALUE = 12;

  private final int code;

  TwonError(String path, int code, String parameter, String description) {
    super(
        kindOf(code),
        path
            + " was refused with code "
            + code
            + (parameter == null ? "" : " for parameter " + parameter)
            + " ("
            + description
            + ")"
            + remedy(code));
    this.code = code;
  }

  /** The number of the manual's table, 0 if the device gave none. */
  public int code() {
    return code;
  }

  private static Kind kindOf(int code) {
    return switch (code) {
      case 8, 9, 10 -> Kind.UNAUTHORIZED;
      // 14 is a catch-all, 15 "no data" and 18 "cannot be processed now" pass by themselves.
      case 14, 15, 18 -> Kind.TRANSIENT;
      case 1, 2, 3, 4, 7, 11, 12, 13, 17, 19 -> Kind.REJECTED;
      default -> Kind.TRANSIENT;
    };
  }

  private static String remedy(int code) {
    return switch (code) {
      case 1, 2 -> "; this model or firmware lacks the function";
      case 4 -> "; enable the service on the device's page Services / HTTP API";
      case 7 -> "; write https:// in the device's url";
      case 8 -> "; the service wants another authentication: set authentication=auto or digest";
      case 9 -> "; set user and password of a device account";
      case 10 -> "; give the account the privilege on the page Services / HTTP API";
      default -> "";
    };
  }
}
