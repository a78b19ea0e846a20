package io.gatehouse.benchmarks;

/**
 * By what an event at a device is known again as a record.
 *
 * @param deviceId the device's serial number
 * @param vendorEventId the device's own number of the event
 */
record EventKey(String deviceId, String vendorEventId) {}
