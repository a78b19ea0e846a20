package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Who is let in (HTTP API Authentication Method). */
final class AkuvoxGate {

  private final AkuvoxDevice device;
  private final AkuvoxOptions options;

  AkuvoxGate(AkuvoxDevice device) {
    this.device = device;
    this.options = device.options;
  }

  /** The refusal of a call; empty if it is let in. */
  Optional<Reply> refuse(AkuvoxCall call) {
    if (options.apiDisabled()) {
      return Optional.of(AkuvoxServer.page(403, "403 Forbidden", "API disabled"));
    }
    return switch (options.authMode()) {
      case NONE -> Optional.empty();
      case WHITELIST -> whitelist(call.request());
      case BASIC -> basic(call);
      case DIGEST -> digest(call);
    };
  }

  private Optional<Reply> whitelist(HttpServerRequest request) {
    String caller = request.remoteAddress().hostAddress();
    return options.whitelist().contains(caller)
        ? Optional.empty()
        : Optional.of(AkuvoxServer.page(403, "403 Forbidden", "not in the whitelist"));
  }

  private Optional<Reply> basic(AkuvoxCall call) {
    Optional<String> credentials = credentials(call.request(), "Basic");
    if (credentials.isEmpty()) {
      return basicChallenge("no credentials");
    }
    try {
      String given = new String(Base64.getDecoder().decode(credentials.get()), UTF_8);
      if (!given.equals(options.user() + ":" + options.password())) {
        return basicChallenge("wrong user or password");
      }
    } catch (IllegalArgumentException e) {
      return basicChallenge("malformed credentials");
    }
    call.account(options.user());
    return Optional.empty();
  }

  private Optional<Reply> digest(AkuvoxCall call) {
    HttpServerRequest request = call.request();
    Optional<String> credentials = credentials(request, "Digest");
    if (credentials.isEmpty()) {
      return digestChallenge(false, "no credentials");
    }
    Digest.Result result =
        device.digest.check(
            credentials.get(),
            request.method().name(),
            request.uri(),
            user ->
                user.equals(options.user()) ? Optional.of(options.password()) : Optional.empty(),
            device.nanos());
    if (result.user() == null) {
      return digestChallenge(result.stale(), result.refusal());
    }
    call.account(result.user());
    return Optional.empty();
  }

  private static Optional<String> credentials(HttpServerRequest request, String scheme) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .map(value -> value.split(" ", 2))
        .filter(parts -> parts.length == 2 && parts[0].equalsIgnoreCase(scheme))
        .map(parts -> parts[1].trim());
  }

  private static Optional<Reply> basicChallenge(String why) {
    return Optional.of(unauthorized(List.of("Basic realm=\"HTTPAPI\""), why));
  }

  private Optional<Reply> digestChallenge(boolean stale, String why) {
    return Optional.of(unauthorized(device.digest.challenges(stale, device.nanos()), why));
  }

  private static Reply unauthorized(List<String> challenges, String why) {
    return new Reply(401, "text/html", Buffer.buffer("401 Unauthorized"), challenges, why);
  }
}
