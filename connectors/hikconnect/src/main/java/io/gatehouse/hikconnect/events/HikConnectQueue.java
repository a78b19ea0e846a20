package io.gatehouse.hikconnect.events;

import java.util.Locale;

/** The message queues of an account, each with its own functions and shape of messages. */
public enum HikConnectQueue {
  /** Alarms that the account's alarm rules raised: manual 004, 5.3.1. */
  ALARM("alarmMsg"),
  /** Events of all kinds, those of doors without the person: manual 004, 5.3.2. */
  COMBINE("events"),
  /** What devices say by themselves, such as who passed a door: manual 004, 5.4.1. */
  RAWMSG("event");

  private final String listKey;

  HikConnectQueue(String listKey) {
    this.listKey = listKey;
  }

  /** As paths and configuration spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the reply calls the list of messages. */
  public String listKey() {
    return listKey;
  }
}
