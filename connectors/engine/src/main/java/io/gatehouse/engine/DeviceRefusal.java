package io.gatehouse.engine;

/** A device, or its cloud, answered that it does not carry out what was asked. */
public final class DeviceRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * A refusal.
   *
   * @param code the vendor's own, such as {@code 12} or {@code VMS000003}
   * @param message what happened and the remedy, without secrets
   */
  public DeviceRefusal(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
