package io.gatehouse.hikconnect;

import io.gatehouse.engine.FeedFailure;
import io.gatehouse.http.HttpFailure.Kind;
import java.util.Set;

/** The cloud refused in its own words: manual 004, A.4. */
final class HikConnectError extends FeedFailure {

  private static final long serialVersionUID = 1L;

  private static final String TOKEN_EXPIRED = "OPEN000006";
  private static final String TOKEN_WRONG = "OPEN000007";
  private static final String NO_SUCH_BATCH = "OPEN000012";
  private static final String NOT_SUBSCRIBED = "OPEN000016";

  /** Wrong keys, or an account that may not do this. */
  private static final Set<String> UNAUTHORIZED =
      Set.of(
          "OPEN000001",
          "OPEN000002",
          "OPEN000003",
          "OPEN000004",
          "OPEN000005",
          "OPEN000021",
          "OPEN000022",
          "CCF000005",
          "VMS000005");

  /** The request is not to the cloud's liking, and will not be the next time. */
  private static final Set<String> REJECTED =
      Set.of("OPEN000008", "OPEN000010", "OPEN000029", "CCF000001", "VMS000001", "LAP000001");

  /** Something on the way broke or took too long: the device may have acted all the same. */
  private static final Set<String> UNCERTAIN =
      Set.of(
          "CCF000004",
          "CCF000007",
          "EVZ20008",
          "LAP000004",
          "OPEN000000",
          "OPEN000009",
          "OPEN000018",
          "OPEN000019",
          "OPEN000550",
          "OPEN000552",
          "OPEN000555",
          "VMS000000",
          "VMS000004",
          "VMS000007",
          "VMS000008",
          "VMS001000",
          "VMS022531",
          "VMS022533");

  private final String code;

  HikConnectError(String path, String code, String message) {
    super(
        kind(code),
        path
            + (UNCERTAIN.contains(code) ? " failed with " : " was refused with ")
            + code
            + " ("
            + message
            + ")"
            + remedy(code));
    this.code = code;
  }

  String code() {
    return code;
  }

  /** Whether what was asked for may have happened. */
  boolean isUncertain() {
    return UNCERTAIN.contains(code);
  }

  /**
   * The token is not taken, in the words of the manual: nothing that was asked for has happened.
   */
  boolean isTokenRefused() {
    return code.equals(TOKEN_EXPIRED) || code.equals(TOKEN_WRONG);
  }

  /** Expired, or unknown to the cloud; live accounts use more words for it than the manual has. */
  boolean isOfToken() {
    return isTokenRefused() || code.equals("TOKEN_NOT_FOUND") || code.equals("500004");
  }

  boolean isNotSubscribed() {
    return code.equals(NOT_SUBSCRIBED);
  }

  boolean isNoSuchBatch() {
    return code.equals(NO_SUCH_BATCH);
  }

  /** Everything that is not known to last is tried again soon. */
  private static Kind kind(String code) {
    if (UNAUTHORIZED.contains(code)) {
      return Kind.UNAUTHORIZED;
    }
    return REJECTED.contains(code) ? Kind.REJECTED : Kind.TRANSIENT;
  }

  private static String remedy(String code) {
    return switch (code) {
      case "OPEN000001" -> "; check " + HikConnectAccountOptions.APP_KEY;
      case "OPEN000002" -> "; check " + HikConnectAccountOptions.SECRET_KEY;
      case "OPEN000021", "OPEN000022", "CCF000005", "VMS000005" ->
          "; ask the owner of the account for this permission";
      case "VMS000003" -> "; see whether it was removed from the account";
      case "EVZ20007", "OPEN000554", "VMS021314", "VMS022543" ->
          "; the device is offline, see to its network";
      default -> "";
    };
  }
}
