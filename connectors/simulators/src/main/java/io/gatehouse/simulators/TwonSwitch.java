package io.gatehouse.simulators;

/**
 * How a switch is configured (section 5.4.1). A switch drives the output {@code relay} of its
 * number.
 *
 * @param number 1 to 4
 * @param onDuration seconds that a monostable switch stays on
 */
public record TwonSwitch(int number, boolean enabled, boolean bistable, int onDuration) {

  public static TwonSwitch monostable(int number, int onDuration) {
    return new TwonSwitch(number, true, false, onDuration);
  }

  public static TwonSwitch bistable(int number) {
    return new TwonSwitch(number, true, true, 0);
  }

  public static TwonSwitch disabled(int number) {
    return new TwonSwitch(number, false, false, 0);
  }
}
