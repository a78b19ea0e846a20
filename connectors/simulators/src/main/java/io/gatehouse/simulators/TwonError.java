package io.gatehouse.simulators;

import java.util.List;

/** A refusal by the API (section 2.3). */
final class TwonError extends Exception {

  static final int NOT_SUPPORTED = 1;
  static final int INVALID_PATH = 2;
  static final int INVALID_METHOD = 3;
  static final int DISABLED = 4;
  static final int INVALID_CONNECTION = 7;
  static final int INVALID_AUTHENTICATION = 8;
  static final int UNAUTHORIZED = 9;
  static final int INSUFFICIENT_PRIVILEGES = 10;
  static final int MISSING_PARAMETER = 11;
  static final int INVALID_VALUE = 12;
  static final int TOO_BIG = 13;
  static final int UNSPECIFIED = 14;
  static final int REJECTED = 18;

  private final int code;
  private final String param;
  private final List<String> challenges;
  private final String outcome;

  private TwonError(
      int code, String param, String description, List<String> challenges, String outcome) {
    super(description, null, false, false);
    this.code = code;
    this.param = param;
    this.challenges = challenges;
    this.outcome = outcome;
  }

  private TwonError(int code, String param, String description) {
    this(code, param, description, List.of(), "error " + code);
  }

  /**
   * The caller did not prove who it is.
   *
   * @param challenges values of {@code WWW-Authenticate}
   * @param why for the journal
   */
  static TwonError unauthorized(List<String> challenges, String why) {
    return new TwonError(
        UNAUTHORIZED, null, description(UNAUTHORIZED), challenges, "error 9, " + why);
  }

  static TwonError of(int code) {
    return new TwonError(code, null, description(code));
  }

  static TwonError of(int code, String description) {
    return new TwonError(code, null, description);
  }

  static TwonError missing(String param) {
    return new TwonError(MISSING_PARAMETER, param, description(MISSING_PARAMETER));
  }

  static TwonError invalid(String param) {
    return new TwonError(INVALID_VALUE, param, description(INVALID_VALUE));
  }

  static TwonError invalid(String param, String description) {
    return new TwonError(INVALID_VALUE, param, description);
  }

  int code() {
    return code;
  }

  /** The parameter at fault, or null. */
  String param() {
    return param;
  }

  List<String> challenges() {
    return challenges;
  }

  /** What the journal says of it. */
  String outcome() {
    return outcome;
  }

  private static String description(int code) {
    return switch (code) {
      case NOT_SUPPORTED -> "function is not supported";
      case INVALID_PATH -> "invalid request path";
      case INVALID_METHOD -> "invalid request method";
      case DISABLED -> "function is disabled";
      case 5 -> "function is licensed"; // manual 2.21, section 2.3
      case INVALID_CONNECTION -> "invalid connection type";
      case INVALID_AUTHENTICATION -> "invalid authentication method";
      case UNAUTHORIZED -> "authorisation required";
      case INSUFFICIENT_PRIVILEGES -> "insufficient user privileges";
      case MISSING_PARAMETER -> "missing mandatory parameter";
      case INVALID_VALUE -> "invalid parameter value";
      case TOO_BIG -> "parameter data too big";
      case UNSPECIFIED -> "unspecified processing error";
      case 15 -> "no data available";
      case 17 -> "parameter shouldn't be present";
      case REJECTED -> "request is rejected";
      case 19 -> "file version is lower than minimum";
      default -> "error " + code;
    };
  }
}
