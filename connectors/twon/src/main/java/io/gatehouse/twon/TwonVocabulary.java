package io.gatehouse.twon;

import java.util.Locale;

/** Our words for the vendor's. Upper and lower case are the same; no word stays null. */
final class TwonVocabulary {

  private TwonVocabulary() {}

  /** The vendor has four ways to say it: vendor manual 000, 5.10.4, and what devices send. */
  static Boolean truth(String word) {
    if (word == null) {
      return null;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true", "1", "in", "on", "active", "opened" -> true;
      case "false", "0", "out", "off", "inactive", "closed" -> false;
      default -> null;
    };
  }

  /** One word for true, one for false; the vendor's where it means neither. */
  static String either(String word, String ifTrue, String ifFalse) {
    Boolean truth = truth(word);
    if (truth == null) {
      return word;
    }
    return truth ? ifTrue : ifFalse;
  }

  /** Which way a person goes. */
  static String direction(String word) {
    if (word == null) {
      return null;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "in" -> "IN";
      case "out" -> "OUT";
      case "any" -> "ANY";
      default -> null;
    };
  }

  /** Which way a call goes. */
  static String callDirection(String word) {
    if (word == null) {
      return null;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "incoming" -> "INCOMING";
      case "outgoing" -> "OUTGOING";
      default -> null;
    };
  }

  static String callState(String word) {
    if (word == null) {
      return null;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "connecting" -> "CONNECTING";
      case "ringing" -> "RINGING";
      case "connected" -> "CONNECTED";
      case "terminated" -> "TERMINATED";
      default -> "UNKNOWN";
    };
  }

  static String testResult(String word) {
    if (word == null) {
      return null;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "passed" -> "PASSED";
      case "failed" -> "FAILED";
      default -> word;
    };
  }
}
