package io.gatehouse.akuvox.cloud;

import io.gatehouse.engine.FeedFailure;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import java.util.Locale;

/**
 * The cloud refused. Manual 003 has no list of its errors, so all that is known is whether it is
 * the token that it does not like.
 */
final class AkuvoxCloudError extends FeedFailure {

  private static final long serialVersionUID = 1L;

  private static final int HTTP_UNAUTHORIZED = 401;
  private static final String NEW_TOKEN =
      "; " + AkuvoxCloudConfig.TOKEN + " is wrong or has expired, give a new one";
  private static final String RIGHTS =
      "; check " + AkuvoxCloudConfig.RESIDENCES + " and what the account may do";

  private final String code;

  private AkuvoxCloudError(Kind kind, String code, String message, Throwable cause) {
    super(kind, message, cause);
    this.code = code;
  }

  /** The cloud's own, or the HTTP status; where there is neither, success=false. */
  String code() {
    return code;
  }

  /**
   * {@code success} is false.
   *
   * @param code the cloud's, or blank
   * @param words the cloud's, without the token
   */
  static AkuvoxCloudError unsuccessful(String command, String code, String words) {
    boolean isToken = words.toLowerCase(Locale.ROOT).contains("token");
    return new AkuvoxCloudError(
        isToken ? Kind.UNAUTHORIZED : Kind.REJECTED,
        code.isBlank() ? "success=false" : code,
        command + " was refused (" + words + ")" + (isToken ? NEW_TOKEN : RIGHTS),
        null);
  }

  /**
   * HTTP status 401 or 403.
   *
   * @param words the cloud's, without the token
   */
  static AkuvoxCloudError unauthorized(
      String command, int status, String words, HttpFailure cause) {
    return new AkuvoxCloudError(
        Kind.UNAUTHORIZED,
        Integer.toString(status),
        command
            + " was refused with status "
            + status
            + " ("
            + words
            + ")"
            + (status == HTTP_UNAUTHORIZED ? NEW_TOKEN : RIGHTS),
        cause);
  }
}
