package io.gatehouse.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of events: the same facts always give the same id. */
public final class EventIds {

  private static final int ID_BYTES = 16;

  private EventIds() {}

  /**
   * Makes an id.
   *
   * @param facts what identifies the event, such as vendor, serial number and record number
   * @return 32 hex digits of their SHA-256
   */
  public static String of(Object... facts) {
    MessageDigest digest = sha256();
    for (Object fact : facts) {
      digest.update(String.valueOf(fact).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
