package io.gatehouse.akuvox.events;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How somebody asked to pass, from the vendor's word. Manual 002, Api doorlog, has five as digits;
 * devices send words instead, and newer ones words that no manual lists.
 *
 * @param factors in the words of AccessEvent.method; empty if unknown, several if all had to be
 *     shown
 */
record AkuvoxMethod(List<String> factors) {

  /** The first that fits counts: a QR code is no PIN, and what names a PIN is no mere card. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("QR_CODE", "\\bqr"),
          new Rule("FACE", "\\bfac(e|ial)"),
          new Rule("FINGER", "finger"),
          new Rule("LICENSE_PLATE", "plate"),
          new Rule("MOBILE_KEY", "bluetooth|\\bble\\b|\\bnfc\\b"),
          new Rule(
              "CODE", "\\bpin(code)?\\b|private|public|passw|passcode|keypad|temp(orary)? ?key"),
          new Rule("CARD", "card|\\brfid"),
          new Rule("CODE", "\\bcode\\b"),
          new Rule("DTMF", "dtmf"),
          new Rule("CALL", "\\bcall"),
          new Rule("BUTTON", "button|\\bexit|\\binput"),
          new Rule("REMOTE", "http|remote|smartplus"));

  /** Two that are asked for together, such as a face and a PIN. */
  private static final Pattern TOGETHER = Pattern.compile("[+&]|\\band\\b");

  private record Rule(String method, Pattern word) {
    Rule(String method, String word) {
      this(method, Pattern.compile(word));
    }
  }

  /**
   * Type of a door log's record.
   *
   * @param type null if it has none
   */
  static AkuvoxMethod ofDoorLog(String type) {
    return type == null
        ? of(null)
        : switch (type) {
          case "1" -> new AkuvoxMethod(List.of("CARD"));
          case "2", "3" -> new AkuvoxMethod(List.of("CODE"));
          case "4" -> new AkuvoxMethod(List.of("FACE"));
          default -> of(type);
        };
  }

  /**
   * A word for a way to open a door.
   *
   * @param type null if there is none
   */
  static AkuvoxMethod of(String type) {
    if (type == null) {
      return new AkuvoxMethod(List.of());
    }
    String words = type.toLowerCase(Locale.ROOT).replaceAll("[_-]", " ");
    return new AkuvoxMethod(
        TOGETHER.splitAsStream(words).flatMap(AkuvoxMethod::factor).distinct().toList());
  }

  private static Stream<String> factor(String words) {
    return RULES.stream()
        .filter(rule -> rule.word.matcher(words).find())
        .map(Rule::method)
        .limit(1);
  }

  /** Never null: several factors are MULTIPLE. */
  String word() {
    return switch (factors.size()) {
      case 0 -> "UNKNOWN";
      case 1 -> factors.get(0);
      default -> "MULTIPLE";
    };
  }

  /** Which ones, where there are several; else null. */
  String several() {
    return factors.size() > 1 ? String.join(",", factors) : null;
  }

  /** Whether the record's code can be nothing but the number of a card. */
  boolean isCard() {
    return factors.equals(List.of("CARD"));
  }
}
