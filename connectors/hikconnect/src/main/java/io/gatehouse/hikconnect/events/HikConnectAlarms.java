package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import io.gatehouse.engine.Seen;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.hikconnect.events.HikConnectMeaning.Alarm;
import java.time.temporal.ChronoUnit;

/**
 * Makes alarms of messages. An alarm rule's alarm says its phases by itself. Any other is a pulse,
 * but for the few kinds whose end has a code of its own.
 */
final class HikConnectAlarms {

  private static final Alarm UNKNOWN = new Alarm("UNKNOWN", null, "MEDIUM", "PULSE", false);

  private final HikConnectFrame frame;

  HikConnectAlarms(HikConnectFrame frame) {
    this.frame = frame;
  }

  /** What no alarm rule raised. */
  AlarmEvent told(HikConnectEvent event, Alarm alarm, boolean isSecond, Seen seen) {
    AlarmEvent result = alarm(event, alarm, seen);
    result.setPhase(isSecond ? "UPDATE" : alarm.phase());
    result.setSeverity(alarm.severity());
    return result;
  }

  /**
   * What an alarm rule raised: an alarm, whatever raised it.
   *
   * @param meaning null if it is not known
   */
  AlarmEvent raised(HikConnectEvent event, HikConnectMeaning meaning, Seen seen) {
    Alarm alarm = meaning == null ? UNKNOWN : meaning.asAlarm();
    HikConnectAlarmRule rule = new HikConnectAlarmRule(event);
    AlarmEvent result = alarm(event, alarm, seen);
    result.setPhase(event.again() ? "UPDATE" : rule.phase(alarm));
    result.setSeverity(rule.severity(alarm));
    return result;
  }

  private AlarmEvent alarm(HikConnectEvent event, Alarm alarm, Seen seen) {
    AlarmEvent result = frame.fill(new AlarmEvent(), event, alarm.type(), seen);
    result.put(CommonFields.DOOR, frame.doorIfAny(event));
    result.put(CommonFields.SESSION, event.serialNo());
    result.setAlarmId(alarmId(event, alarm, result));
    result.setAttachments(HikConnectAttachments.of(event, seen.receivedAt()));
    HikConnectAttributes attributes = frame.attributes(event);
    attributes.put("subtype", alarm.subtype());
    HikConnectPerson person = HikConnectPerson.of(event);
    attributes.put("personId", person.id());
    attributes.put("personName", person.name());
    new HikConnectAlarmRule(event).describe(attributes);
    result.setAttributes(attributes.values());
    return result;
  }

  /**
   * An alarm with a code for its end is named by what it is and where, since its end knows no more;
   * the next alarm of the kind has the same alarmId. One of an alarm rule is named by its guid, and
   * any other by its time too, which a second report has in common with the first.
   */
  private static String alarmId(HikConnectEvent event, Alarm alarm, AlarmEvent of) {
    String guid = text(event.json(), "guid");
    if (guid != null && event.isAlarmMessage() && !alarm.isPaired()) {
      return "guid:" + guid;
    }
    HikConnectTime start = event.startTime();
    if (start == null && !alarm.isPaired()) {
      return of.getEventId();
    }
    StringBuilder id = new StringBuilder(of.getDeviceId()).append('/').append(alarm.type());
    for (String part : new String[] {alarm.subtype(), event.sourceId()}) {
      if (part != null) {
        id.append('/').append(part);
      }
    }
    if (!alarm.isPaired()) {
      id.append('/').append(start.at().truncatedTo(ChronoUnit.SECONDS));
    }
    return id.toString();
  }
}
