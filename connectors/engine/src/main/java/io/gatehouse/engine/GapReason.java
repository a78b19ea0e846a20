package io.gatehouse.engine;

/** Why events are or may be lost before Gatehouse could read them. */
public enum GapReason {
  DEVICE_RESTART,
  RING_OVERFLOW,
  SUBSCRIPTION_LAPSED,
  QUEUE_RETENTION,
  LOG_CLEARED,
  DEVICE_REPLACED,
  HISTORY_UNAVAILABLE
}
