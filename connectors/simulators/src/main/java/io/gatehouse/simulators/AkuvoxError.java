package io.gatehouse.simulators;

/** A request that the API of a device refuses: HTTP 200 with a negative retcode. */
final class AkuvoxError extends Exception {

  private final String action;

  private AkuvoxError(String action, String message) {
    super(message, null, false, false);
    this.action = action;
  }

  /** No such target or action (Negative Reply). */
  static AkuvoxError unsupportedAction() {
    return new AkuvoxError("unknow", "unsupport action"); // the device's spelling
  }

  /** The model lacks the function. */
  static AkuvoxError unsupportedApi(String action) {
    return new AkuvoxError(action, "Api unsupported");
  }

  static AkuvoxError param(String action) {
    return new AkuvoxError(action, "Error param");
  }

  static AkuvoxError failed(String action, String message) {
    return new AkuvoxError(action, message);
  }

  String action() {
    return action;
  }
}
