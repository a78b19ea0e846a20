package io.gatehouse.simulators;

import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a device writes dates into its logs; the clients of real devices have met all four. */
public enum AkuvoxDateFormat {
  /** 2025-11-06, as in the manual. */
  ISO("uuuu-MM-dd"),
  /** 2025/11/06. */
  SLASHES("uuuu/MM/dd"),
  /** 06/11/2025. */
  DAY_FIRST("dd/MM/uuuu"),
  /** 20251106. */
  COMPACT("uuuuMMdd");

  private final DateTimeFormatter formatter;

  AkuvoxDateFormat(String pattern) {
    this.formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  DateTimeFormatter formatter() {
    return formatter;
  }
}
