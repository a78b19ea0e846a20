package io.gatehouse.akuvox.events;

/** The logs of a device: manual 002, Api doorlog and Api calllog. */
public enum AkuvoxLog {
  /** Who asked to pass. */
  DOORLOG("doorlog"),
  /** Calls that are over. */
  CALLLOG("calllog");

  private final String word;

  AkuvoxLog(String word) {
    this.word = word;
  }

  /** As paths of the API spell it, and the events' vendorType. */
  public String word() {
    return word;
  }
}
