package io.gatehouse.simulators;

/**
 * An event that a device wrote into its log (section 5.10.4).
 *
 * @param boot which start of the device this was, from 1; not on the wire
 * @param id 1 after a restart, then one more with every event
 * @param utcTime seconds since 1970 by the device's clock
 * @param upTime seconds since the start of the device
 * @param tzShift minutes from UTC to local time
 * @param params parameters as JSON text, or null if the event was sent without
 */
public record TwonEvent(
    String serialNumber,
    int boot,
    long id,
    long utcTime,
    long upTime,
    int tzShift,
    String type,
    String params) {}
