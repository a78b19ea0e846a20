package io.gatehouse.simulators;

import java.util.List;

/**
 * A residence with its devices.
 *
 * @param id as {@code r31adc223cc4b3bedb6bd4742dedcfa52}
 * @param accounts names of who lives there; at least one
 */
public record AkuvoxResidence(String id, List<AkuvoxCloudDevice> devices, List<String> accounts) {

  static final AkuvoxResidence EXAMPLE =
      new AkuvoxResidence(
          "r31adc223cc4b3bedb6bd4742dedcfa52",
          List.of(AkuvoxCloudDevice.doorphone("0C110508EF2E", "Front Door")),
          List.of("tom", "Zoë Müller"));

  /** A residence with a door of its own, two accounts, and an id that ends with this number. */
  static AkuvoxResidence numbered(int number) {
    return new AkuvoxResidence(
        "r%032d".formatted(number),
        List.of(AkuvoxCloudDevice.doorphone("0C1106%06X".formatted(number), "Door " + number)),
        EXAMPLE.accounts);
  }

  public AkuvoxResidence {
    if (devices.isEmpty() || accounts.isEmpty()) {
      throw new IllegalArgumentException("residence %s needs devices and accounts".formatted(id));
    }
    devices = List.copyOf(devices);
    accounts = List.copyOf(accounts);
  }
}
