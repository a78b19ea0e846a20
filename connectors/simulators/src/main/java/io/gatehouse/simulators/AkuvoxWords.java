package io.gatehouse.simulators;

import java.util.Locale;

/** What {@code Type} and {@code Status} can be, as words and as digits (Api doorlog, calllog). */
final class AkuvoxWords {

  /** A word of the wire and its digit. */
  interface Word {
    String word();

    int digit();
  }

  /** How a door was opened; what the table does not list is 0 as a digit. */
  enum Door implements Word {
    UNKNOWN("Unknown", 0),
    CARD("Card", 1),
    PRIVATE_PIN("Private PIN", 2),
    PUBLIC_PIN("Public", 3),
    FACE("Face", 4),
    CALL("Call", 0),
    DTMF("DTMF", 0);

    private final String word;
    private final int digit;

    Door(String word, int digit) {
      this.word = word;
      this.digit = digit;
    }

    @Override
    public String word() {
      return word;
    }

    @Override
    public int digit() {
      return digit;
    }
  }

  enum Status implements Word {
    SUCCESS("Succ", 0),
    FAILED("Failed", 1);

    private final String word;
    private final int digit;

    Status(String word, int digit) {
      this.word = word;
      this.digit = digit;
    }

    @Override
    public String word() {
      return word;
    }

    @Override
    public int digit() {
      return digit;
    }
  }

  /** All is a filter only; the others are what became of a call. */
  enum Call implements Word {
    ALL("All", 0),
    DIALED("Dialed", 1),
    RECEIVED("Received", 2),
    MISSED("Missed", 3),
    FORWARDED("Forwarded", 4),
    UNKNOWN("Unknow", 5); // the manual's spelling

    private final String word;
    private final int digit;

    Call(String word, int digit) {
      this.word = word;
      this.digit = digit;
    }

    @Override
    public String word() {
      return word;
    }

    @Override
    public int digit() {
      return digit;
    }

    /** The filter that a caller named by word or by digit, or null if there is none such. */
    static Call named(String name) {
      for (Call call : values()) {
        if (call.word.equalsIgnoreCase(name) || name.equals(Integer.toString(call.digit))) {
          return call;
        }
      }
      return null;
    }
  }

  private final boolean digits;
  private final boolean lowerCase;

  AkuvoxWords(AkuvoxOptions options) {
    this.digits = options.has(AkuvoxTrait.DIGITS);
    this.lowerCase = options.has(AkuvoxTrait.LOWER_CASE);
  }

  /** A word as this device writes it. */
  String write(Word word) {
    if (digits) {
      return Integer.toString(word.digit());
    }
    return lowerCase ? word.word().toLowerCase(Locale.ROOT) : word.word();
  }
}
