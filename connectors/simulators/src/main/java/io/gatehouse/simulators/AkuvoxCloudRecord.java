package io.gatehouse.simulators;

import java.time.Instant;

/**
 * A record of the history of a residence.
 *
 * @param number 1 for the first record of the cloud, then one more; not on the wire
 * @param at by the cloud's clock; the wire has a time without zone only
 * @param json as it is on the wire, once its pictures are there
 */
public record AkuvoxCloudRecord(
    History history, String residence, long number, Instant at, String json) {

  /** The histories of a residence, each with the command that reads it. */
  public enum History {
    OPEN_DOOR("get_akuvox_open_door_history"),
    CALL("get_akuvox_call_history");

    private final String command;

    History(String command) {
      this.command = command;
    }

    /** The command that reads it. */
    public String command() {
      return command;
    }
  }
}
