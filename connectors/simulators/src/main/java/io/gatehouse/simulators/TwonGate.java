package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may call what (sections 2.3, 3 and 4). */
final class TwonGate {

  /**
   * Whoever was let in.
   *
   * @param user null where no authentication is asked for
   */
  record Caller(String user, Set<TwonPrivilege> privileges) {}

  private static final Caller ANYBODY = new Caller(null, EnumSet.allOf(TwonPrivilege.class));

  private final TwonDevice device;
  private final TwonOptions options;

  TwonGate(TwonDevice device) {
    this.device = device;
    this.options = device.options;
  }

  /** The function that a request wants, if this device has it and the method is right. */
  TwonApi.Function function(HttpServerRequest request) throws TwonError {
    TwonApi.Function function = TwonApi.FUNCTIONS.get(request.path());
    if (function == null) {
      throw TwonError.of(TwonError.INVALID_PATH);
    }
    Integer refusal = options.refusedFunctions().get(request.path());
    if (refusal != null) {
      throw TwonError.of(refusal);
    }
    if (!function.methods().contains(request.method().name())) {
      throw TwonError.of(TwonError.INVALID_METHOD);
    }
    return function;
  }

  Caller admit(TwonApi.Function function, HttpServerRequest request) throws TwonError {
    TwonOptions.Security security = options.security(function.service());
    if (!security.enabled()) {
      throw TwonError.of(TwonError.DISABLED);
    }
    if (security.httpsOnly() && !request.isSSL()) {
      throw TwonError.of(TwonError.INVALID_CONNECTION);
    }
    Caller caller = authenticate(security.authentication(), request);
    if (function.privilege() != null && !caller.privileges.contains(function.privilege())) {
      throw TwonError.of(TwonError.INSUFFICIENT_PRIVILEGES);
    }
    return caller;
  }

  /** The refusal of a request to this service, with a new challenge. */
  TwonError unauthorized(TwonService service, boolean stale, String why) {
    return unauthorized(options.security(service).authentication(), stale, why);
  }

  private Caller authenticate(Authentication wanted, HttpServerRequest request) throws TwonError {
    if (wanted == Authentication.NONE) {
      return ANYBODY;
    }
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization == null) {
      throw unauthorized(wanted, false, "no credentials");
    }
    String[] parts = authorization.split(" ", 2);
    if (parts.length < 2 || !parts[0].equalsIgnoreCase(wanted.name())) {
      throw TwonError.of(TwonError.INVALID_AUTHENTICATION);
    }
    return wanted == Authentication.BASIC
        ? basic(parts[1].trim())
        : digest(parts[1].trim(), request);
  }

  private Caller basic(String credentials) throws TwonError {
    try {
      String[] parts = new String(Base64.getDecoder().decode(credentials), UTF_8).split(":", 2);
      Optional<TwonAccount> account = account(parts[0]);
      if (parts.length == 2 && account.isPresent() && account.get().password().equals(parts[1])) {
        return caller(account.get());
      }
      throw unauthorized(Authentication.BASIC, false, "wrong user or password");
    } catch (IllegalArgumentException e) {
      throw unauthorized(Authentication.BASIC, false, "malformed credentials");
    }
  }

  private Caller digest(String credentials, HttpServerRequest request) throws TwonError {
    Digest.Result result =
        device.digest.check(
            credentials,
            request.method().name(),
            request.uri(),
            user -> account(user).map(TwonAccount::password),
            device.nanos());
    if (result.user() == null) {
      throw unauthorized(Authentication.DIGEST, result.stale(), result.refusal());
    }
    return caller(account(result.user()).orElseThrow());
  }

  private TwonError unauthorized(Authentication wanted, boolean stale, String why) {
    List<String> challenges = new ArrayList<>();
    if (wanted == Authentication.BASIC || options.offersBasic()) {
      challenges.add("Basic realm=\"HTTPAPI\", charset=\"UTF-8\"");
    }
    if (wanted == Authentication.DIGEST) {
      challenges.addAll(device.digest.challenges(stale, device.nanos()));
    }
    return TwonError.unauthorized(challenges, why);
  }

  private Optional<TwonAccount> account(String user) {
    return options.accounts().stream().filter(a -> a.user().equals(user)).findFirst();
  }

  private static Caller caller(TwonAccount account) {
    return new Caller(account.user(), account.privileges());
  }
}
