package io.gatehouse.hikconnect.events;

import io.gatehouse.hikconnect.events.HikConnectMeaning.Access;
import java.util.List;

/**
 * The codes of card swiping (manual 004, A.1.4) and of authentication (A.1.7), with what had to be
 * shown and why it was refused. A code that refuses without a reason has none here.
 */
final class HikConnectAccessCodes {

  private static final String CARD = "CARD";
  private static final String CODE = "CODE";
  private static final String FINGER = "FINGER";
  private static final String FACE = "FACE";
  private static final String TIMED_OUT = "TIMED_OUT";

  private HikConnectAccessCodes() {}

  /** Null for a code of anything else. */
  static Access meaningOf(int code) {
    return switch (code) {
      case 80001, 110003 -> granted(CARD);
      case 80002, 110004 -> granted(CARD, CODE);
      case 80021, 110002 -> granted(CARD, FINGER, CODE);
      case 80025, 110001 -> granted(CARD, FINGER);
      case 80032, 110005 -> granted(FINGER);
      case 80034, 110006 -> granted(FINGER, CODE);
      case 80072, 110008 -> granted(FACE, FINGER);
      case 80075, 110009 -> granted(FACE, CODE);
      case 80078, 110010 -> granted(FACE, CARD);
      case 80081, 110011 -> granted(FACE, CODE, FINGER);
      case 80084, 110012 -> granted(FACE, CARD, FINGER);
      case 80093, 110013 -> granted(FACE);
      case 80147, 110018 -> granted("MULTIPLE");
      case 100344, 110020 -> granted(CODE);
      case 100620, 110022 -> granted("MOBILE_KEY");
      case 100571, 110023 -> granted("QR_CODE");
      case 80273, 110024 -> granted("KEYFOB");
      case 80036, 110007 -> new Access("UNKNOWN", List.of(), null, true);
      default -> denied(code);
    };
  }

  private static Access denied(int code) {
    return switch (code) {
      case 80008, 110501 -> denied("CARD_ENCRYPTION", CARD);
      case 80009, 110502 -> denied("TOO_MANY_ATTEMPTS", CARD);
      case 80016, 110505 -> denied("CARD_EXPIRED", CARD);
      case 80017, 110506 -> denied(TIMED_OUT, CARD, CODE);
      case 80018, 110507 -> denied("DOOR_LOCKED_OR_INACTIVE");
      case 80020, 110509 -> denied(null, CARD, CODE);
      case 80022, 110510 -> denied(TIMED_OUT, CARD, FINGER, CODE);
      case 80023, 110511 -> denied(null, CARD, FINGER, CODE);
      case 80024, 110512 -> denied(null, CARD, FINGER);
      case 80026, 110513 -> denied(TIMED_OUT, CARD, FINGER);
      case 80027, 110514 -> denied("NO_ACCESS_LEVEL");
      case 80028, 110515 -> denied("UNKNOWN_CARD", CARD);
      case 80029, 110516 -> denied("OUTSIDE_SCHEDULE");
      case 80030, 110517 -> denied("UNKNOWN_FINGERPRINT", FINGER);
      case 80031, 110518 -> denied(null, FINGER);
      case 80033, 110519 -> denied(null, FINGER, CODE);
      case 80035, 110520 -> denied(TIMED_OUT, FINGER, CODE);
      case 80073, 110521 -> denied(null, FACE, FINGER);
      case 80074, 110522 -> denied(TIMED_OUT, FACE, FINGER);
      case 80076, 110523 -> denied(null, FACE, CODE);
      case 80077, 110524 -> denied(TIMED_OUT, FACE, CODE);
      case 80079, 110525 -> denied(null, FACE, CARD);
      case 80080, 110526 -> denied(TIMED_OUT, FACE, CARD);
      case 80082, 110527 -> denied(null, FACE, CODE, FINGER);
      case 80083, 110528 -> denied(TIMED_OUT, FACE, CODE, FINGER);
      case 80085, 110529 -> denied(null, FACE, CARD, FINGER);
      case 80086, 110530 -> denied(TIMED_OUT, FACE, CARD, FINGER);
      case 80094, 110531 -> denied(null, FACE);
      case 80099, 110533 -> denied("NO_LIVE_FACE", FACE);
      case 80148, 110545 -> denied(TIMED_OUT, "MULTIPLE");
      case 80152, 110546 -> denied("INVALID_CARD", CARD);
      case 80153, 110547 -> denied("CARD_ENCRYPTION", CARD);
      case 80154, 110548, 80155, 110549, 80156, 110550, 80157, 110551 ->
          denied("CARD_KIND_DISABLED", CARD);
      case 80173, 110552 -> denied("METHOD_MISMATCH");
      case 110554 -> denied("TOO_MANY_ATTEMPTS", CARD, CODE);
      case 80263, 110555 -> denied("WRONG_CODE", CODE);
      case 80264, 110556 -> denied("UNKNOWN_PERSON");
      case 110557 -> denied("SLEEP_SCHEDULE");
      case 100345, 110559 -> denied("CARD_ENCRYPTION", CARD);
      case 100348, 110561 -> denied("ABNORMAL_FEATURES");
      case 100621, 110564 -> denied(null, "MOBILE_KEY");
      case 100572, 110565 -> denied(null, "QR_CODE");
      case 100574, 110566 -> denied("QR_CODE_ENCRYPTION", "QR_CODE");
      case 80274, 110567 -> denied(null, "KEYFOB");
      default -> null;
    };
  }

  private static Access granted(String... factors) {
    return new Access("GRANTED", List.of(factors), null, false);
  }

  private static Access denied(String reason, String... factors) {
    return new Access("DENIED", List.of(factors), reason, false);
  }
}
