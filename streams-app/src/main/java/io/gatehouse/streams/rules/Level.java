package io.gatehouse.streams.rules;

/** Whose facts a rule sees together. */
public enum Level {
  /** Those of one device. */
  DEVICE,
  /** Those of one zone of a site; of a device that has no zone, its own. */
  ZONE,
  /** The accesses of one credential, or of one person where no credential is told. */
  HOLDER
}
