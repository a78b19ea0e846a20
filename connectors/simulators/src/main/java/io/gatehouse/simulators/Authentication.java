package io.gatehouse.simulators;

/** How a service of a device authenticates its callers (section 3). */
public enum Authentication {
  NONE,
  BASIC,
  DIGEST
}
