package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/** Ids that look like the cloud's. */
final class HikConnectIds {

  private static final String TOKEN_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int TOKEN_LENGTH = 32;

  private HikConnectIds() {}

  /** Random, as most ids are: 16 bytes in 32 hexadecimal digits. */
  static String next(Random random) {
    return hex(random, 16);
  }

  /** The same for the same name. */
  static String of(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString().replace("-", "");
  }

  static String hex(Random random, int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  /** As in section 3.2. */
  static String token(Random random) {
    StringBuilder token = new StringBuilder("hcc.");
    for (int i = 0; i < TOKEN_LENGTH; i++) {
      token.append(TOKEN_CHARACTERS.charAt(random.nextInt(TOKEN_CHARACTERS.length())));
    }
    return token.toString();
  }
}
