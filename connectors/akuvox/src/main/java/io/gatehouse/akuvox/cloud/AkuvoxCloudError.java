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
      "; check " + AkuvoxCloudConfig.RESIDENCES + " and what the account may read";

  private AkuvoxCloudError(Kind kind, String message, Throwable cause) {
    super(kind, message, cause);
  }

  /**
   * {@code success} is false.
   *
   * @param words the cloud's, without the token
   */
  static AkuvoxCloudError unsuccessful(String command, String words) {
    boolean isToken = words.toLowerCase(Locale.ROOT).contains("token");
    return new AkuvoxCloudError(
        isToken ? Kind.UNAUTHORIZED : Kind.REJECTED,
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
