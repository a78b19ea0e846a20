package io.gatehouse.akuvox.events;

import java.util.Locale;

/** What a device of the cloud is called: by its MAC, or by its name. */
public final class AkuvoxName {

  private AkuvoxName() {}

  /**
   * The same for all spellings: a MAC as the cloud writes it, twelve digits without anything
   * between; a name in any case.
   */
  public static String key(String name) {
    String mac = name.replaceAll("[:.\\s-]", "").toUpperCase(Locale.ROOT);
    return mac.matches("[0-9A-F]{12}") ? mac : name.strip().toUpperCase(Locale.ROOT);
  }
}
