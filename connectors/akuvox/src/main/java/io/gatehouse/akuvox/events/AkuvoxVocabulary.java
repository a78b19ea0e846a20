package io.gatehouse.akuvox.events;

import java.util.Locale;

/** Our words for the vendor's. Upper and lower case are the same; null is a word not sent. */
final class AkuvoxVocabulary {

  private AkuvoxVocabulary() {}

  /** Status of a door log's record: manual 002, Api doorlog, where 0 is success. */
  static String decision(String status) {
    return switch (lower(status)) {
      case "0", "succ", "success" -> "GRANTED";
      case "1", "fail", "failed" -> "DENIED";
      default -> "UNKNOWN";
    };
  }

  /** open_door of the cloud: manual 003, Get Akuvox Open Door History, where true is success. */
  static String opened(String openDoor) {
    return switch (lower(openDoor)) {
      case "true", "1" -> "GRANTED";
      case "false", "0" -> "DENIED";
      default -> "UNKNOWN";
    };
  }

  /**
   * What became of a call: manual 002, Api calllog. The log tells of calls that are over, so one
   * that was dialed or received is TERMINATED; whether a dialed one was answered it does not say.
   */
  static String callState(String type) {
    return switch (lower(type)) {
      case "1", "dialed", "2", "received" -> "TERMINATED";
      case "3", "missed" -> "MISSED";
      case "4", "forwarded" -> "FORWARDED";
      default -> "UNKNOWN";
    };
  }

  /** Null where the word does not say who called, as of a forwarded call. */
  static String callDirection(String type) {
    return switch (lower(type)) {
      case "1", "dialed" -> "OUTGOING";
      case "2", "received", "3", "missed" -> "INCOMING";
      default -> null;
    };
  }

  private static String lower(String word) {
    return word == null ? "" : word.toLowerCase(Locale.ROOT);
  }
}
