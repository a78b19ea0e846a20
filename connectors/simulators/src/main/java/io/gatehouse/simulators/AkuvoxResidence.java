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

  public AkuvoxResidence {
    if (devices.isEmpty() || accounts.isEmpty()) {
      throw new IllegalArgumentException("residence %s needs devices and accounts".formatted(id));
    }
    devices = List.copyOf(devices);
    accounts = List.copyOf(accounts);
  }
}
