package io.gatehouse.simulators;

import java.util.List;
import java.util.Random;

/**
 * Somebody in the account.
 *
 * @param id 18 digits, more than a double can hold
 * @param card padded with zeros
 */
record HikConnectPerson(
    String id, String code, String firstName, String lastName, String department, String card) {

  private static final List<HikConnectPerson> EXAMPLES =
      List.of(
          new HikConnectPerson(
              "655816174650934274", "1001", "Anna", "Berg", "Reception", "0000095180"),
          new HikConnectPerson(
              "655816174650934275", "1002", "Jan", "Novak", "Workshop", "0000095181"),
          new HikConnectPerson("655816174650934276", "1003", "Mei", "", "Office", "3305386219"));

  static HikConnectPerson any(Random random) {
    return EXAMPLES.get(random.nextInt(EXAMPLES.size()));
  }
}
