package io.gatehouse.hikconnect.events;

import io.gatehouse.hikconnect.events.HikConnectMeaning.Alarm;
import io.gatehouse.hikconnect.events.HikConnectMeaning.Call;
import io.gatehouse.hikconnect.events.HikConnectMeaning.State;

/**
 * The codes of manual 004: A.1.4 and A.1.5 (queues ALARM and COMBINE), A.1.7 (queue RAWMSG, with
 * {@code Msg} before them). What two queues call by two codes stands on one line. The codes of
 * A.1.7's vehicles, which the manual lost in print, are known from public code.
 */
final class HikConnectCodes {

  private static final String LOW = "LOW";
  private static final String MEDIUM = "MEDIUM";
  private static final String HIGH = "HIGH";
  private static final String CRITICAL = "CRITICAL";

  private HikConnectCodes() {}

  /**
   * What a code stands for.
   *
   * @param word "Msg110003", "Msg 110003" or "110003"
   * @return null for a code that is in no table, and for what is no code
   */
  static HikConnectMeaning meaningOf(String word) {
    String digits = digits(word);
    if (digits == null) {
      return null;
    }
    int code = Integer.parseInt(digits);
    HikConnectMeaning access = HikConnectAccessCodes.meaningOf(code);
    return access == null ? vehicle(code) : access;
  }

  /** A code without what may stand before it; null if it is none. */
  static String digits(String word) {
    if (word == null) {
      return null;
    }
    String digits = word.strip();
    if (digits.regionMatches(true, 0, "Msg", 0, 3)) {
      digits = digits.substring(3).strip();
    }
    boolean isCode =
        !digits.isEmpty()
            && digits.length() <= 9
            && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return isCode ? digits : null;
  }

  /** The authentication codes of A.1.7 are nothing without authResult; those of A.1.4 have none. */
  static boolean comesWithResult(String word) {
    String digits = digits(word);
    return digits != null && digits.startsWith("110");
  }

  private static HikConnectMeaning vehicle(int code) {
    return switch (code) {
      case 330001 -> new State("LOCATION", null, true);
      case 330407 -> new State("VEHICLE", "IGNITION_ON", true);
      case 330408 -> new State("VEHICLE", "IGNITION_OFF", true);
      case 330510 -> new State("VEHICLE", "FRONT_PASSENGER", true);
      case 100375, 335000 -> new State("VEHICLE", "DRIVER_MATCH", true);
      case 100370, 330101 -> new Alarm("PANIC", null, CRITICAL, "PULSE", true);
      case 100371, 330102 -> new Alarm("ALARM_INPUT", null, MEDIUM, "PULSE", true);
      case 100396, 330506 -> new Alarm("VIDEO_TAMPER", null, HIGH, "PULSE", true);
      case 100364, 330201 -> driving("FORWARD_COLLISION", MEDIUM);
      case 100365, 330202 -> driving("HEADWAY", LOW);
      case 100366, 330203 -> driving("LANE_DEVIATION", LOW);
      case 100367, 330204 -> driving("PEDESTRIAN_COLLISION", MEDIUM);
      case 100368, 330205 -> driving("SPEED_LIMIT", LOW);
      case 100369, 330301 -> driving("BLIND_SPOT", LOW);
      case 11012, 330401 -> driving("SHARP_TURN", LOW);
      case 11013, 330402 -> driving("SUDDEN_BRAKE", LOW);
      case 11014, 330403 -> driving("SUDDEN_ACCELERATION", LOW);
      case 11010, 330404 -> driving("ROLLOVER", CRITICAL);
      case 11009, 330405 -> driving("SPEEDING", MEDIUM);
      case 11011, 330406 -> driving("COLLISION", CRITICAL);
      case 100359, 330501 -> driving("SMOKING", LOW);
      case 100360, 330502 -> driving("PHONE", MEDIUM);
      case 100361, 330503 -> driving("FATIGUE", HIGH);
      case 100362, 330504 -> driving("DISTRACTION", MEDIUM);
      case 100363, 330505 -> driving("SEATBELT", MEDIUM);
      case 100372, 330507 -> driving("YAWNING", LOW);
      case 100373, 330508 -> driving("SUNGLASSES", LOW);
      case 100374, 330509 -> driving("DRIVER_ABSENT", MEDIUM);
      case 100376, 335001 -> driving("DRIVER_MISMATCH", HIGH);
      case 100351 -> pulse("DRIVING", "FENCE_ENTERED", MEDIUM);
      case 100352 -> pulse("DRIVING", "ROUTE_LEFT", MEDIUM);
      case 100398 -> pulse("DRIVING", "ROUTE_ENTERED", LOW);
      case 100377 -> pulse("DRIVING", "LICENSE_EXPIRED", MEDIUM);
      default -> video(code);
    };
  }

  private static HikConnectMeaning video(int code) {
    return switch (code) {
      case 10001 -> pulse("VIDEO_TAMPER", null, HIGH);
      case 10002 -> pulse("MOTION", null, LOW);
      case 10016 -> new State("FACE", "CAPTURED", false);
      case 10019, 100105 -> pulse("PEOPLE_COUNT", "DENSITY", MEDIUM);
      case 10032 -> pulse("FIRE", null, CRITICAL);
      case 10033 -> pulse("TEMPERATURE", null, HIGH);
      case 10034 -> pulse("TEMPERATURE", "DIFFERENCE", HIGH);
      case 10035 -> pulse("OBJECT", null, LOW);
      case 10036 -> pulse("TEMPERATURE", "PRE_ALARM", MEDIUM);
      case 10100 -> pulse("LINE_CROSSING", null, MEDIUM);
      case 10101 -> pulse("INTRUSION", "REGION_ENTRANCE", MEDIUM);
      case 10102 -> pulse("INTRUSION", "REGION_EXIT", MEDIUM);
      case 10103 -> pulse("INTRUSION", null, HIGH);
      case 10106 -> pulse("INTRUSION", "FAST_MOVING", MEDIUM);
      case 10500 -> pulse("LICENSE_PLATE", "BLOCKLIST", HIGH);
      case 10501 -> new State("LICENSE_PLATE", "ALLOWLIST", false);
      case 10610 -> pulse("PEOPLE_COUNT", "QUEUE_TIME", LOW);
      case 10611 -> pulse("PEOPLE_COUNT", "QUEUE_LENGTH", LOW);
      case 100657 -> pulse("PEOPLE_COUNT", "QUEUE_LEFT", LOW);
      case 10621 -> pulse("PEOPLE_COUNT", "NUMBER", MEDIUM);
      case 10630 -> pulse("PEOPLE_COUNT", "POST_UNATTENDED", MEDIUM);
      case 10636 -> pulse("PEOPLE_COUNT", "DISTANCE", LOW);
      case 10635 -> pulse("FACE", "NO_MASK", LOW);
      default -> fault(code);
    };
  }

  private static HikConnectMeaning fault(int code) {
    return switch (code) {
      case 10057 -> start("DEVICE_OFFLINE", "CAMERA", MEDIUM);
      case 10056 -> end("DEVICE_OFFLINE", "CAMERA", MEDIUM);
      case 11017 -> start("DEVICE_OFFLINE", "ON_BOARD", MEDIUM);
      case 11016 -> end("DEVICE_OFFLINE", "ON_BOARD", MEDIUM);
      case 50101 -> start("DEVICE_OFFLINE", null, MEDIUM);
      case 50120 -> end("DEVICE_OFFLINE", null, MEDIUM);
      case 300002 -> start("NETWORK", "SIGNAL", MEDIUM);
      case 300001 -> end("NETWORK", "SIGNAL", MEDIUM);
      case 10000 -> pulse("VIDEO_LOSS", null, MEDIUM);
      case 50002 -> pulse("DISK", "RECORDING", MEDIUM);
      case 20002 -> pulse("DISK", "BAD_SECTOR", MEDIUM);
      case 20003 -> pulse("DISK", "HIGH_TEMPERATURE", MEDIUM);
      case 20005 -> pulse("DISK", "IMPACT", MEDIUM);
      case 20006 -> pulse("DISK", "FAILURE", HIGH);
      case 50102, 50109 -> pulse("DISK", "FULL", MEDIUM);
      case 50103, 50112 -> pulse("DISK", "READ_WRITE", MEDIUM);
      case 50110, 50111 -> pulse("ILLEGAL_LOGIN", null, HIGH);
      case 50104 -> pulse("DEVICE_FAULT", "VIDEO_STANDARD", LOW);
      case 300003 -> pulse("DEVICE_FAULT", "GPS", LOW);
      case 70205 -> pulse("DEVICE_FAULT", "RESET", MEDIUM);
      case 70308 -> pulse("DEVICE_FAULT", "RADIO", MEDIUM);
      case 70203 -> pulse("POWER", "MAINS_LOST", HIGH);
      case 70204 -> pulse("POWER", "BATTERY_LOW", MEDIUM);
      case 70311 -> pulse("POWER", "BATTERY_FAULT", MEDIUM);
      case 70253 -> pulse("POWER", "DETECTOR_BATTERY_LOW", LOW);
      case 70310 -> pulse("POWER", "SOUNDER_BATTERY_LOW", LOW);
      case 70451 -> pulse("POWER", "PERIPHERAL_BATTERY_LOW", LOW);
      case 70223 -> pulse("NETWORK", "CELLULAR", MEDIUM);
      case 70309 -> pulse("NETWORK", "CELLULAR_DATA_EXCEEDED", LOW);
      case 70224 -> pulse("NETWORK", "WIRED", MEDIUM);
      case 70307 -> pulse("NETWORK", "WIFI", MEDIUM);
      case 70302 -> pulse("NETWORK", "IP_CONFLICT", MEDIUM);
      case 70221 -> pulse("PERIPHERAL_OFFLINE", "EXPANDER", MEDIUM);
      case 70250 -> pulse("PERIPHERAL_OFFLINE", "DETECTOR", MEDIUM);
      case 70255 -> pulse("PERIPHERAL_OFFLINE", "CAMERA", MEDIUM);
      case 70402 -> pulse("PERIPHERAL_OFFLINE", "REPEATER", MEDIUM);
      case 70452 -> pulse("PERIPHERAL_OFFLINE", null, MEDIUM);
      case 70502 -> pulse("PERIPHERAL_OFFLINE", "SOUNDER", MEDIUM);
      default -> other(code);
    };
  }

  private static HikConnectMeaning other(int code) {
    return switch (code) {
      case 140001 -> new Call();
      case 50000 -> start("ALARM_INPUT", null, MEDIUM);
      case 20008 -> end("ALARM_INPUT", null, MEDIUM);
      case 70118 -> start("KEYPAD_LOCKED", null, MEDIUM);
      case 70119 -> end("KEYPAD_LOCKED", null, MEDIUM);
      case 70113 -> pulse("DURESS", null, CRITICAL);
      case 70200 -> pulse("TAMPER", null, HIGH);
      case 70007 -> pulse("ARMING", "LATE_TO_DISARM", MEDIUM);
      case 70213 -> pulse("ARMING", "AUTO_ARMING_FAILED", MEDIUM);
      case 70001 -> new State("ARMING", "DISARMED", false);
      case 70002 -> new State("ARMING", "ARMED", false);
      case 70003 -> new State("ARMING", "ARMED_INSTANT", false);
      case 70004 -> new State("ARMING", "ARMED_STAY", false);
      case 70006 -> new State("ARMING", "ALARMS_CLEARED", false);
      case 100302 -> new State("ARMING", "BYPASS_ON", false);
      case 100303 -> new State("ARMING", "BYPASS_OFF", false);
      case 70453 -> new State("HARDWARE", "REMOVED", false);
      case 70454 -> new State("HARDWARE", "ADDED", false);
      case 100346, 110560 -> new State("PERSON", "ABSENT", true);
      case 110019 -> new State("PERSON", "TEMPERATURE_MEASURED", true);
      default -> null;
    };
  }

  private static Alarm driving(String subtype, String severity) {
    return new Alarm("DRIVING", subtype, severity, "PULSE", true);
  }

  private static Alarm pulse(String type, String subtype, String severity) {
    return new Alarm(type, subtype, severity, "PULSE", false);
  }

  private static Alarm start(String type, String subtype, String severity) {
    return new Alarm(type, subtype, severity, "START", false);
  }

  private static Alarm end(String type, String subtype, String severity) {
    return new Alarm(type, subtype, severity, "END", false);
  }
}
