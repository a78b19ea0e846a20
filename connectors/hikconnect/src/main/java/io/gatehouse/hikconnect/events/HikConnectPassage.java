package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectEvent.firstOf;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One passage at a door, as far as it takes to find it again: a queue's message and the access
 * record of the same passage share {@link #marks()}.
 *
 * @param recordGuid the cloud's id of the record, or null
 * @param deviceId the cloud's id of the device, or null
 * @param deviceSerial the device's serial number, or null
 * @param door the cloud's id of the door, or null
 * @param serialNo the device's own number of the event, or null
 * @param time null where the cloud tells no zone, or no time at all
 * @param namesPerson whether it is said who passed
 */
public record HikConnectPassage(
    String recordGuid,
    String deviceId,
    String deviceSerial,
    String door,
    String serialNo,
    Instant time,
    boolean namesPerson) {

  /** The passage that a message or a record tells of, if it tells of one. */
  public static HikConnectPassage of(HikConnectEvent event) {
    HikConnectTime time = event.time();
    HikConnectPerson person = HikConnectPerson.of(event);
    return new HikConnectPassage(
        firstOf(text(event.json(), "recordGuid"), text(event.passage(), "recordGuid")),
        event.deviceId(),
        event.deviceSerial(),
        event.sourceId(),
        event.serialNo(),
        time == null || time.isAssumed() ? null : time.at(),
        firstOf(person.id(), person.name()) != null);
  }

  /**
   * What a record may be found by. A message without the device's number is found by door and time;
   * one with it is not, since two persons may pass in one second.
   */
  public List<String> marks() {
    List<String> marks = numbered();
    if (serialNo == null && atDoor() != null) {
      marks.add(atDoor());
    }
    return marks;
  }

  /** What to look for: all that a message may have been marked with. */
  public List<String> wanted() {
    List<String> wanted = numbered();
    if (atDoor() != null) {
      wanted.add(atDoor());
    }
    return wanted;
  }

  private List<String> numbered() {
    List<String> marks = new ArrayList<>();
    if (recordGuid != null) {
      marks.add(HikConnectIdentity.hash("record|" + recordGuid));
    }
    for (String device : new String[] {deviceId, deviceSerial}) {
      if (device != null && serialNo != null) {
        marks.add(HikConnectIdentity.hash("number|" + device + "|" + serialNo));
      }
    }
    return marks;
  }

  private String atDoor() {
    return door == null || time == null
        ? null
        : HikConnectIdentity.hash("door|" + door + "|" + time.getEpochSecond());
  }
}
