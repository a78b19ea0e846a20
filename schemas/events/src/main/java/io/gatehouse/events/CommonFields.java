package io.gatehouse.events;

/**
 * Positions of the fields that all events begin with, for code that fills or reads them whatever
 * the event is: {@code record.put(CommonFields.EVENT_ID, id)}.
 */
public final class CommonFields {

  public static final int EVENT_ID = 0;
  public static final int VENDOR = 1;
  public static final int DEVICE_ID = 2;
  public static final int DEVICE_NAME = 3;
  public static final int SITE = 4;
  public static final int ZONE = 5;
  public static final int DOOR = 6;
  public static final int TYPE = 7;
  public static final int VENDOR_TYPE = 8;
  public static final int VENDOR_EVENT_ID = 9;
  public static final int OCCURRED_AT = 10;
  public static final int UTC_OFFSET_MINUTES = 11;
  public static final int RECEIVED_AT = 12;
  public static final int RECOVERED = 13;
  public static final int CLOCK_SKEW_MS = 14;
  public static final int SESSION = 15;
  public static final int RAW = 16;

  private CommonFields() {}
}
