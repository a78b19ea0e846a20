package io.gatehouse.http;

import io.gatehouse.http.Authentication.Verdict;
import io.gatehouse.http.HttpFailure.Kind;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Classifies every way in which a call can fail, and says what to do about it. */
final class Failures {

  private Failures() {}

  static HttpFailure closed(Endpoint endpoint, Call call) {
    return failure(Kind.FATAL, endpoint, call, "this endpoint has been closed", null, false);
  }

  static HttpFailure circuitOpen(Endpoint endpoint, Call call, Duration wait) {
    return new HttpFailure(
        Kind.TRANSIENT,
        text(
            endpoint,
            call,
            "not sent, the device did not answer before; next try in " + wait.toMillis() + " ms"),
        null,
        Optional.of(wait),
        false,
        Optional.empty());
  }

  static HttpFailure tooLate(Endpoint endpoint, Call call) {
    return failure(
        Kind.REJECTED,
        endpoint,
        call,
        "not sent, its time ran out before a connection was ready; see why the device is slow",
        null,
        false);
  }

  static HttpFailure timeout(Endpoint endpoint, Call call, Duration timeout, boolean maybeSent) {
    return failure(
        Kind.TRANSIENT,
        endpoint,
        call,
        "no whole reply within "
            + timeout.toMillis()
            + " ms; see whether the device is busy or gone",
        null,
        maybeSent);
  }

  static HttpFailure noToken(Endpoint endpoint, Call call, Throwable cause) {
    Kind kind = cause instanceof HttpFailure failure ? failure.kind() : Kind.TRANSIENT;
    return failure(kind, endpoint, call, "no token to send: " + cause.getMessage(), cause, false);
  }

  /** No answer, or not a whole one. */
  static HttpFailure transport(Endpoint endpoint, Call call, Throwable cause, boolean maybeSent) {
    if (endpoint.isClosed()) {
      return failure(Kind.FATAL, endpoint, call, "this endpoint has been closed", cause, maybeSent);
    }
    Optional<UntrustedCertificateException> untrusted =
        find(UntrustedCertificateException.class, cause);
    if (untrusted.isPresent()) {
      endpoint.distrusted(untrusted.get().fingerprint());
      return failure(
          Kind.FATAL,
          endpoint,
          call,
          "the device's certificate is not trusted, "
              + untrusted.get().getMessage()
              + "; it showed SHA-256 "
              + untrusted.get().fingerprint()
              + ": if that is the device's own, pin it",
          cause,
          maybeSent);
    }
    if (cause instanceof ReplyTooLargeException) {
      return failure(
          Kind.REJECTED,
          endpoint,
          call,
          cause.getMessage() + "; ask for less at a time, or raise the limit",
          cause,
          maybeSent);
    }
    if (find(NotSslRecordException.class, cause).isPresent()) {
      return failure(
          Kind.FATAL,
          endpoint,
          call,
          "the port does not speak TLS; write http:// or give the TLS port",
          cause,
          maybeSent);
    }
    Throwable root = root(cause);
    if (root instanceof SSLException && !isCut(root)) {
      return failure(
          Kind.FATAL,
          endpoint,
          call,
          "TLS failed, " + root.getMessage() + "; see the device's TLS settings",
          cause,
          maybeSent);
    }
    return failure(Kind.TRANSIENT, endpoint, call, unreachable(endpoint, root), cause, maybeSent);
  }

  /** Netty has no public type for a connection that closes during the handshake. */
  private static boolean isCut(Throwable root) {
    return root instanceof SslHandshakeTimeoutException
        || String.valueOf(root.getMessage()).startsWith("Connection closed");
  }

  private static String unreachable(Endpoint endpoint, Throwable root) {
    String host = endpoint.origin().getAuthority();
    if (root instanceof UnknownHostException) {
      return "no address is known for " + host + "; check the name and the DNS";
    }
    if (root instanceof HttpClosedException) {
      return "the device cut the connection before its reply was whole";
    }
    return "no reply from " + host + ", " + root.getMessage() + "; check address, port and power";
  }

  static HttpFailure status(Endpoint endpoint, Call call, Reply reply, boolean maybeSent) {
    int status = reply.status();
    if (status >= 500 || status == 408 || status == 429) {
      return answered(
          Kind.TRANSIENT,
          endpoint,
          call,
          reply,
          "status " + status + "; the device cannot do it now",
          maybeSent && status >= 500);
    }
    if (status == 403) {
      return answered(
          Kind.UNAUTHORIZED,
          endpoint,
          call,
          reply,
          "status 403; give the account this right on the device, or put this address on its allow list",
          false);
    }
    if (status >= 400) {
      return answered(
          Kind.REJECTED,
          endpoint,
          call,
          reply,
          "status "
              + status
              + "; check that the device has this function and that it is switched on",
          false);
    }
    return answered(
        Kind.REJECTED,
        endpoint,
        call,
        reply,
        "status "
            + status
            + ", redirected to "
            + Redirect.destination(reply)
            + "; give that address if it is the device's",
        false);
  }

  static HttpFailure moved(Endpoint endpoint, Call call, Reply reply) {
    return answered(
        Kind.TRANSIENT,
        endpoint,
        call,
        reply,
        "the device wants https, which is used from now on; send it again",
        false);
  }

  static HttpFailure nonceAged(Endpoint endpoint, Call call, Reply reply) {
    return answered(
        Kind.TRANSIENT,
        endpoint,
        call,
        reply,
        call.single()
            ? "challenged, and it must not be sent twice; prime it, and send it again"
            : "the device calls every nonce stale",
        false);
  }

  static HttpFailure unauthorized(
      Endpoint endpoint, Call call, Reply reply, List<Challenge> challenges, Verdict verdict) {
    String what =
        verdict == Verdict.UNANSWERABLE
            ? unanswerable(endpoint.credentials(), challenges)
            : "the device refuses the credentials "
                + endpoint.credentials()
                + "; check user and password";
    return answered(Kind.UNAUTHORIZED, endpoint, call, reply, what, false);
  }

  private static String unanswerable(Credentials credentials, List<Challenge> challenges) {
    String asked =
        challenges.isEmpty()
            ? "credentials without saying which"
            : challenges.stream().map(Challenge::describe).collect(Collectors.joining(" or "));
    boolean keptBack =
        credentials instanceof Password password
            && password.scheme() == Password.Scheme.AUTO
            && challenges.stream().anyMatch(challenge -> challenge.is("basic"));
    return "the device asks for "
        + asked
        + ", which the credentials "
        + credentials
        + " do not answer; "
        + (keptBack
            ? "Basic would show the password to anyone in between:"
                + " use https with a checked certificate, or write basic"
            : "set the service to Digest on the device, or give credentials that fit");
  }

  private static HttpFailure answered(
      Kind kind, Endpoint endpoint, Call call, Reply reply, String what, boolean maybeSent) {
    return new HttpFailure(
        kind,
        text(endpoint, call, what),
        null,
        retryAfter(reply, endpoint.clock().instant()),
        maybeSent,
        Optional.of(reply));
  }

  private static HttpFailure failure(
      Kind kind, Endpoint endpoint, Call call, String what, Throwable cause, boolean maybeSent) {
    return new HttpFailure(
        kind, text(endpoint, call, what), cause, Optional.empty(), maybeSent, Optional.empty());
  }

  private static String text(Endpoint endpoint, Call call, String what) {
    return endpoint.id() + ": " + call + ": " + what + ".";
  }

  /** Seconds or a date (RFC 9110, 10.2.3); anything else is as if it were not there. */
  private static Optional<Duration> retryAfter(Reply reply, Instant now) {
    String value = reply.headers().get("Retry-After");
    if (value == null) {
      return Optional.empty();
    }
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, date)).filter(wait -> !wait.isNegative());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }

  private static <T extends Throwable> Optional<T> find(Class<T> type, Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}
