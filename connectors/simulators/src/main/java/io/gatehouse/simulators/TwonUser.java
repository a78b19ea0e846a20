package io.gatehouse.simulators;

import java.util.List;
import java.util.Set;

/**
 * A person in the directory of a device.
 *
 * @param uuid unique id, in the form 8-4-4-4-12
 * @param card card id, 6 to 16 hexadecimal digits
 * @param code PIN
 * @param authId Mobile Key id
 * @param accessPoints where the person may pass: 0 entry, 1 exit
 */
public record TwonUser(
    String uuid, String name, String card, String code, String authId, Set<Integer> accessPoints) {

  static final List<TwonUser> EXAMPLES =
      List.of(
          new TwonUser(
              "54877b0e-4cc3-c645-9530-6c7850f47a9c",
              "Joseph Gruber",
              "4BD9E903",
              "1234",
              "48c48155eed7ea1dbb0b4d534b7459b9",
              Set.of(0, 1)),
          new TwonUser(
              "8fa29ebc-2fe8-4a8c-9a3b-d8b0351fb6f8",
              "Alice Gruberov\u00e1",
              "3F00F318E7",
              "708142",
              "f2cae955c9b4e81cd00e3a096e52543b",
              Set.of(0, 1)),
          new TwonUser(
              "621a5a49-1f8b-d34c-9a8b-881055864deb",
              "Night Guard",
              "01045E31BB",
              "9317",
              "8f6e5d4c3b2a19870f1e2d3c4b5a6978",
              Set.of(0)));
}
