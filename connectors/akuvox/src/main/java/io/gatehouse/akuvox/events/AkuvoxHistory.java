package io.gatehouse.akuvox.events;

/** The histories of a residence: manual 003, Get Akuvox Open Door History and Call History. */
public enum AkuvoxHistory {
  /** Who asked to pass. */
  OPEN_DOOR("open_door_history", "get_akuvox_open_door_history"),
  /** Calls. */
  CALL("call_history", "get_akuvox_call_history");

  private final String word;
  private final String command;

  AkuvoxHistory(String word, String command) {
    this.word = word;
    this.command = command;
  }

  /** The events' vendorType. */
  public String word() {
    return word;
  }

  /** The command that reads it. */
  public String command() {
    return command;
  }
}
