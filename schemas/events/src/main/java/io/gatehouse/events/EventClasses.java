package io.gatehouse.events;

import org.apache.avro.util.ClassSecurityValidator;

/** Lets Avro read the records of this package. */
public final class EventClasses {

  private static final String PACKAGE = EventClasses.class.getPackageName();

  private static boolean trusted;

  private EventClasses() {}

  /**
   * Adds this package to what Avro trusts; what was trusted before stays trusted. Call it once
   * before reading, further calls do nothing.
   *
   * <p>Avro 1.12.2 refuses to make an object of a class that nobody vouched for. The trust is one
   * setting of the whole JVM (of one class loader, in a Connect plugin): code that calls {@link
   * ClassSecurityValidator#setGlobal} afterwards must keep what it finds there.
   */
  public static synchronized void trust() {
    if (!trusted) {
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(
              ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(PACKAGE)));
      trusted = true;
    }
  }
}
