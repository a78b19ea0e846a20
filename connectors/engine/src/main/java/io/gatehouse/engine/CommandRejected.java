package io.gatehouse.engine;

/** A command that Gatehouse does not carry out; nothing was sent. */
public final class CommandRejected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The target is none of the device's; the message names those that are. */
  public static final String UNKNOWN_TARGET = "unknown_target";

  /** The target cannot do that; the message names what it can. */
  public static final String UNSUPPORTED_ACTION = "unsupported_action";

  /** A parameter that is unknown, missing or out of its range. */
  public static final String BAD_PARAMETER = "bad_parameter";

  private final String rule;

  /**
   * A refusal.
   *
   * @param rule the word that the outcome tells
   * @param message the value and the remedy, without secrets
   */
  public CommandRejected(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }
}
