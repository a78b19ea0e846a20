package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectEvent.isFalse;
import static io.gatehouse.hikconnect.events.HikConnectEvent.isTrue;
import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.hikconnect.events.HikConnectMeaning.Alarm;

/**
 * What only an alarm of an alarm rule says: its phase and priority, and which rule it was. Manual
 * 004, A.3.20 and A.3.25.
 */
record HikConnectAlarmRule(HikConnectEvent event) {

  /** Where an alarm's own code means an end, all that is said of it comes after that end. */
  String phase(Alarm alarm) {
    String phase = event.alarmPhase();
    if (isTrue(phase)) {
      if (alarm.isPaired()) {
        return alarm.phase();
      }
      return isTrue(text(event.json(), "pulseAlarm")) ? "PULSE" : "START";
    }
    if (isFalse(phase)) {
      return alarm.phase().equals("END") ? "UPDATE" : "END";
    }
    return "2".equals(phase) ? "ACKNOWLEDGED" : "UPDATE";
  }

  /** By the account's priority, 1 being the highest, where there is one. */
  String severity(Alarm alarm) {
    String level = text(at(event.json(), "alarmPriority"), "level");
    if (level == null) {
      return alarm.severity();
    }
    return switch (level) {
      case "1" -> alarm.severity().equals("CRITICAL") ? "CRITICAL" : "HIGH";
      case "2" -> "MEDIUM";
      case "3" -> "LOW";
      default -> alarm.severity();
    };
  }

  /** Adds the rule, when the alarm began, who has dealt with it, and the queue that it is about. */
  void describe(HikConnectAttributes attributes) {
    JsonNode json = event.json();
    attributes.put("guid", text(json, "guid"));
    attributes.put("rule", text(at(json, "alarmRule"), "name"));
    attributes.put("startTime", text(at(json, "timeInfo"), "startTime"));
    if (isTrue(text(json, "affirmedState"))) {
      attributes.put("acknowledged", "true");
    }
    if (isTrue(text(json, "markState"))) {
      attributes.put("marked", "true");
    }
    JsonNode queue = at(at(event.data(), "queueRelatedInfo", "queueReletedInfo"), "queueInfo");
    attributes.put("region", text(queue, "regionName", "regionID"));
    attributes.put("waitSeconds", text(queue, "waitTime"));
  }
}
