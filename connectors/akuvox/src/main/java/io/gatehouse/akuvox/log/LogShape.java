package io.gatehouse.akuvox.log;

import java.util.Set;

/**
 * Which fields of a log's records are what, in lower case.
 *
 * @param date empty if the time has the date too
 * @param details what tells apart records of one second
 * @param secrets never part of what is remembered, nor is a detail that repeats one: who knows the
 *     rest of a record could find a PIN by a digest of it
 * @param pictures addresses that may be filled in later
 */
public record LogShape(
    String date, String time, Set<String> details, Set<String> secrets, Set<String> pictures) {

  /** Api doorlog get, Api calllog get. */
  public static final LogShape DEVICE =
      new LogShape(
          "date",
          "time",
          Set.of("name", "type", "status", "relay", "accessmode", "num", "number", "localidentity"),
          Set.of("code"),
          Set.of("picurl"));

  /** Get Akuvox Open Door History. */
  public static final LogShape OPEN_DOOR_HISTORY =
      new LogShape(
          "",
          "open_door_time",
          Set.of("open_door", "account_name", "device_name", "open_door_type"),
          Set.of(),
          Set.of("capture_thumbnail_url", "capture_picture_url"));

  /** Get Akuvox Call History. */
  public static final LogShape CALL_HISTORY =
      new LogShape("", "call_time", Set.of("call_name", "call_sip"), Set.of(), Set.of());
}
