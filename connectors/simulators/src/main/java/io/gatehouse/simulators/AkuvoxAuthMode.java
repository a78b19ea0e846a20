package io.gatehouse.simulators;

/** How an Akuvox device lets callers in (HTTP API Configuration, Auth Mode). */
public enum AkuvoxAuthMode {
  NONE,
  /** By address: 403 without a challenge for all others. */
  WHITELIST,
  BASIC,
  /** MD5 only. */
  DIGEST
}
