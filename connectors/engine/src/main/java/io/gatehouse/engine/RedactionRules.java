package io.gatehouse.engine;

/** A vendor's knowledge of what in its payloads is secret. */
@FunctionalInterface
public interface RedactionRules {

  /** What becomes of one value. */
  enum Treatment {
    KEEP,
    /** A PIN or a password: it leaves no trace, not even its length. */
    REMOVE,
    /** A card number or another lasting credential: a keyed token takes its place. */
    TOKEN
  }

  /**
   * Decides on one scalar of a payload.
   *
   * @param key the key as the vendor spells it; the nearest one above for the elements of an array
   * @param value the scalar as text
   */
  Treatment treatmentOf(String key, String value);
}
