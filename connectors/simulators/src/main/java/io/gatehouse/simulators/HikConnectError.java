package io.gatehouse.simulators;

/** A refusal by the API (section 3.3; Status and Error Code). */
final class HikConnectError extends Exception {

  static final String NO_SUCH_APP_KEY = "OPEN000001";
  static final String WRONG_SECRET_KEY = "OPEN000002";
  static final String TOKEN_EXPIRED = "OPEN000006";
  static final String TOKEN_UNKNOWN = "OPEN000007";
  static final String NOT_CONVERTIBLE = "OPEN000008";
  static final String INVALID_PARAMETER = "OPEN000010";
  static final String NO_SUCH_BATCH = "OPEN000012";
  static final String NOT_SUBSCRIBED = "OPEN000016";
  static final String PAGE_TOO_LARGE = "OPEN000025";
  static final String INVALID_TIME = "OPEN000026";
  static final String INVALID_VOLUME = "OPEN000029";
  static final String TIMES_REVERSED = "OPEN000030";
  static final String NO_SUCH_RESOURCE = "VMS000003";
  static final String NOT_PERMITTED = "VMS000005";
  static final String DEVICE_OFFLINE = "VMS022543";

  private final String code;

  /**
   * @param code any, known to the manual or not
   */
  HikConnectError(String code) {
    super(description(code), null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }

  private static String description(String code) {
    return switch (code) {
      case NO_SUCH_APP_KEY -> "AK does not exist";
      case WRONG_SECRET_KEY -> "incorrect SK";
      case TOKEN_EXPIRED -> "token expired";
      case TOKEN_UNKNOWN -> "token exception";
      case NOT_CONVERTIBLE -> "parameter conversion exception";
      case INVALID_PARAMETER -> "parameter verification exception";
      case NO_SUCH_BATCH -> "batchId does not exist";
      case NOT_SUBSCRIBED -> "not subscribed";
      case PAGE_TOO_LARGE -> "too many records on a page";
      case INVALID_TIME -> "incorrect time format";
      case INVALID_VOLUME -> "incorrect request volume";
      case TIMES_REVERSED -> "start time later than end time";
      case NO_SUCH_RESOURCE -> "resource does not exist";
      case NOT_PERMITTED -> "no permission to operate this resource";
      case DEVICE_OFFLINE -> "device offline";
      default -> "error " + code;
    };
  }
}
