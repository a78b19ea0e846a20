package io.gatehouse.akuvox.log;

import java.util.Set;

/**
 * Which fields of a log's records are more than content, in lower case.
 *
 * @param date empty if the time has the date too
 * @param ids numbers that firmware may give anew
 * @param pictures addresses that may be filled in later
 */
public record LogShape(String date, String time, Set<String> ids, Set<String> pictures) {

  /** Api doorlog get, Api calllog get. */
  public static final LogShape DEVICE =
      new LogShape("date", "time", Set.of("id"), Set.of("picurl"));

  /** Get Akuvox Open Door History. */
  public static final LogShape OPEN_DOOR_HISTORY =
      new LogShape(
          "", "open_door_time", Set.of(), Set.of("capture_thumbnail_url", "capture_picture_url"));

  /** Get Akuvox Call History. */
  public static final LogShape CALL_HISTORY = new LogShape("", "call_time", Set.of(), Set.of());
}
