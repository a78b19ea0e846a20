package io.gatehouse.akuvox.log;

import java.util.Set;

/**
 * Which fields of a log's records are what, in lower case.
 *
 * @param date empty if the time has the date too
 * @param details what tells apart records of one second. Codes are not among them, nor the names
 *     that may repeat a code: who knows the rest could find a PIN by its digest
 * @param pictures addresses that may be filled in later
 */
public record LogShape(String date, String time, Set<String> details, Set<String> pictures) {

  /** Api doorlog get, Api calllog get. */
  public static final LogShape DEVICE =
      new LogShape(
          "date",
          "time",
          Set.of("type", "status", "relay", "accessmode", "num", "number", "localidentity"),
          Set.of("picurl"));

  /** Get Akuvox Open Door History. */
  public static final LogShape OPEN_DOOR_HISTORY =
      new LogShape(
          "",
          "open_door_time",
          Set.of("open_door", "account_name", "device_name", "open_door_type"),
          Set.of("capture_thumbnail_url", "capture_picture_url"));

  /** Get Akuvox Call History. */
  public static final LogShape CALL_HISTORY =
      new LogShape("", "call_time", Set.of("call_name", "call_sip"), Set.of());
}
