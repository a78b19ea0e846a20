package io.gatehouse.simulators;

import java.time.Duration;
import java.util.Arrays;

/** The relays and inputs of a device, at most three each (Api relay, Api input). */
final class AkuvoxRelays {

  static final int MAX = 3;
  private static final String NAMES = "ABC";

  private final AkuvoxDevice device;
  private final int[] relays;
  private final Timers.Timer[] closing;
  private final int[] inputs = new int[MAX];

  AkuvoxRelays(AkuvoxDevice device, int count) {
    this.device = device;
    this.relays = new int[count];
    this.closing = new Timers.Timer[count];
    Arrays.fill(inputs, 1); // idle, as inputs that trigger when low
  }

  int count() {
    return relays.length;
  }

  /** State of a relay, from 1: 1 while it is moved. */
  int relay(int number) {
    return relays[number - 1];
  }

  int input(int number) {
    return inputs[number - 1];
  }

  static char name(int number) {
    return NAMES.charAt(number - 1);
  }

  /** Moves a relay until {@code delay} has passed. */
  void trigger(int number, Duration delay) {
    set(number, 1);
    closing[number - 1] = device.after(delay, () -> relays[number - 1] = 0);
  }

  /** Moves a relay until it is moved again. */
  void set(int number, int level) {
    if (closing[number - 1] != null) {
      closing[number - 1].cancel();
      closing[number - 1] = null;
    }
    relays[number - 1] = level;
  }

  /**
   * @param name A, B or C
   * @param level of its pin, 0 or 1
   */
  void input(String name, int level) {
    if (name.length() != 1 || NAMES.indexOf(name) < 0 || level < 0 || level > 1) {
      throw new IllegalArgumentException(
          "an input is A, B or C with level 0 or 1, not %s with %d".formatted(name, level));
    }
    inputs[NAMES.indexOf(name)] = level;
  }

  void powerOff() {
    for (int number = 1; number <= relays.length; number++) {
      set(number, 0);
    }
  }
}
