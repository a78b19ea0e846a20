package io.gatehouse.akuvox.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.akuvox.log.LogTime;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.DeviceEvent;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What records of a residence's histories mean: manual 003, Get Akuvox Open Door History and Get
 * Akuvox Call History. A function of the record, the residence's devices and how the record came to
 * be seen. Belongs to one event loop.
 *
 * <p>An event is of the device that the operator described by the MAC or the name; else of the MAC,
 * if the residence has exactly one device of the name that the record tells; else of the residence.
 */
public final class AkuvoxCloudEvents {

  private final AkuvoxResidence residence;
  private final AkuvoxFrame frame;

  /**
   * A mapping for one residence.
   *
   * @param residence its id
   * @param devices as the operator described them, each with its MAC or its name in the cloud as
   *     {@code serial}
   */
  public AkuvoxCloudEvents(String residence, List<DeviceSpec> devices, Redactor redactor) {
    this.residence = new AkuvoxResidence(residence, devices);
    this.frame = new AkuvoxFrame(redactor);
  }

  /**
   * Learns which MAC goes with which device name, in place of what was known. To be called before
   * the first record, lest a device's deviceId change.
   *
   * @param deviceList the result of get_akuvox_device_list
   */
  public void meet(JsonNode deviceList) {
    residence.meet(deviceList);
  }

  /**
   * One record of a history: an {@link AccessEvent} of the open door history, a {@link CallEvent}
   * of the call history. What is no JSON object is {@link #unmapped}.
   *
   * @param time null where the record has no usable date
   */
  public SpecificRecord map(AkuvoxHistory history, JsonNode item, LogTime time, Seen seen) {
    if (!item.isObject()) {
      return unmapped(history, item, seen);
    }
    return switch (history) {
      case OPEN_DOOR -> access(AkuvoxItem.of(item), time, seen);
      case CALL -> call(AkuvoxItem.of(item), time, seen);
    };
  }

  /**
   * The same record, now with its picture: not to be counted.
   *
   * @param firstEventId id of the event that told it first
   */
  public SpecificRecord pictured(
      AkuvoxHistory history, JsonNode item, LogTime time, Seen seen, String firstEventId) {
    return AkuvoxFrame.again(map(history, item, time, seen), firstEventId);
  }

  /** Nothing but the vendor's JSON, where mapping failed. */
  public DeviceEvent unmapped(AkuvoxHistory history, JsonNode item, Seen seen) {
    DeviceEvent event = frame.unmapped(residence.itself(), history.word(), item, seen);
    event.getAttributes().put("source", "cloud");
    return event;
  }

  private AccessEvent access(AkuvoxItem item, LogTime time, Seen seen) {
    AkuvoxPlace place = residence.device(item.text("devicename"));
    AccessEvent event =
        frame.fill(new AccessEvent(), place, "DECISION", AkuvoxHistory.OPEN_DOOR.word(), seen);
    frame.add(event, item, time);
    String type = item.text("opendoortype");
    AkuvoxMethod method = AkuvoxMethod.of(type);
    frame.add(event, item, method);
    String status = item.text("opendoor");
    event.setDecision(AkuvoxVocabulary.opened(status));
    event.setPersonName(item.text("accountname"));
    event.setAttributes(
        AkuvoxAttributes.of(item, time)
            .put("source", "cloud")
            .put("type", type)
            .put("status", status)
            .put("factors", method.several())
            .put("picture", item.text("capturepictureurl", "picurl"))
            .put("thumbnail", item.text("capturethumbnailurl"))
            .values());
    return event;
  }

  /** The history tells neither who called nor what became of it. */
  private CallEvent call(AkuvoxItem item, LogTime time, Seen seen) {
    String name = item.text("callname");
    AkuvoxPlace place = residence.caller(name);
    CallEvent event = frame.fill(new CallEvent(), place, "CALL", AkuvoxHistory.CALL.word(), seen);
    frame.add(event, item, time);
    event.setState("UNKNOWN");
    event.setPeer(item.text("callsip"));
    event.setAttributes(
        AkuvoxAttributes.of(item, time).put("source", "cloud").put("name", name).values());
    return event;
  }
}
