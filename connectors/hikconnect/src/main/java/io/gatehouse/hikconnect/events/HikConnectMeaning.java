package io.gatehouse.hikconnect.events;

import java.util.List;

/** What the code of a message stands for, in our words. */
sealed interface HikConnectMeaning {

  /** Whether the queue RAWMSG tells of it too, so that two queues report one thing. */
  boolean isInRawmsg();

  /** What it is called where an alarm rule of the account was raised by it. */
  Alarm asAlarm();

  /**
   * Somebody asked to pass a door.
   *
   * @param decision GRANTED, DENIED or, where the code does not say, UNKNOWN
   * @param factors what had to be shown, in the words of AccessEvent.method; empty if unknown
   * @param reason why it was refused, or null
   */
  record Access(String decision, List<String> factors, String reason, boolean duress)
      implements HikConnectMeaning {

    /** Of a record whose code says nothing of an access. */
    static final Access UNKNOWN = new Access("UNKNOWN", List.of(), null, false);

    /** Never null: several factors are MULTIPLE. */
    String method() {
      return switch (factors.size()) {
        case 0 -> "UNKNOWN";
        case 1 -> factors.get(0);
        default -> "MULTIPLE";
      };
    }

    @Override
    public boolean isInRawmsg() {
      return true;
    }

    @Override
    public Alarm asAlarm() {
      if (duress) {
        return new Alarm("DURESS", null, "CRITICAL", "PULSE", true);
      }
      return new Alarm(
          "ACCESS", decision, decision.equals("DENIED") ? "MEDIUM" : "LOW", "PULSE", true);
    }
  }

  /** A call of a door station; what became of it is not in the code. */
  record Call() implements HikConnectMeaning {

    @Override
    public boolean isInRawmsg() {
      return true;
    }

    @Override
    public Alarm asAlarm() {
      return new Alarm("CALL", null, "LOW", "PULSE", true);
    }
  }

  /**
   * An alarm.
   *
   * @param subtype what exactly, where one type has several; else null
   * @param severity where the account gives it no priority
   * @param phase START and END of what has a code for its end, else PULSE
   */
  record Alarm(String type, String subtype, String severity, String phase, boolean isInRawmsg)
      implements HikConnectMeaning {

    boolean isPaired() {
      return !phase.equals("PULSE");
    }

    @Override
    public Alarm asAlarm() {
      return this;
    }
  }

  /**
   * Anything else that a device says.
   *
   * @param state in the words of DeviceEvent.state, or null
   */
  record State(String type, String state, boolean isInRawmsg) implements HikConnectMeaning {

    @Override
    public Alarm asAlarm() {
      return new Alarm(type, state, "LOW", "PULSE", isInRawmsg);
    }
  }
}
