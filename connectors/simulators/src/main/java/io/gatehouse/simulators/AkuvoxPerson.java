package io.gatehouse.simulators;

import java.util.List;

/**
 * A person that a device knows.
 *
 * @param card as the door log has it, with leading zeros
 */
public record AkuvoxPerson(String name, String card, String pin) {

  static final List<AkuvoxPerson> EXAMPLES =
      List.of(
          new AkuvoxPerson("Alice", "0A5B8F01", "482913"),
          new AkuvoxPerson("Bob", "0095180C", "730256"),
          new AkuvoxPerson("Zoë Müller", "1F00C2D4", "915507"));

  @Override
  public String toString() {
    return "AkuvoxPerson[name=%s]".formatted(name);
  }
}
