package io.gatehouse.hikconnect;

import java.time.Instant;
import java.util.List;

/**
 * One message that was written, as a position remembers it.
 *
 * @param key of its identity
 * @param passage what a sweep finds it by; null if it is no passage, or sweeps do not look for it
 */
record HikConnectDelivery(String key, Passage passage) {

  private static final String PARTS = ":";
  private static final String MARKS = "+";

  /**
   * A passage that a queue delivered and no sweep has found yet.
   *
   * @param time until when a sweep may still find it; whole seconds
   * @param unnamed its event id, if the queue did not say who passed; else null
   */
  record Passage(Instant time, List<String> marks, String unnamed) {

    /** As a position spells it: seconds since 1970, marks and perhaps the event id. */
    String text() {
      String text = time.getEpochSecond() + PARTS + String.join(MARKS, marks);
      return unnamed == null ? text : text + PARTS + unnamed;
    }

    /**
     * What {@link #text()} wrote.
     *
     * @throws IllegalArgumentException naming what is not
     */
    static Passage of(String text) {
      String[] parts = text.split(PARTS, -1);
      if (parts.length < 2 || parts.length > 3 || !parts[0].matches("-?[0-9]{1,12}")) {
        throw new IllegalArgumentException(
            "'" + text + "' in 'unswept' is not <seconds>:<marks>; leave it as it was, or out");
      }
      return new Passage(
          Instant.ofEpochSecond(Long.parseLong(parts[0])),
          List.of(parts[1].split("\\+")),
          parts.length == 3 ? parts[2] : null);
    }
  }
}
