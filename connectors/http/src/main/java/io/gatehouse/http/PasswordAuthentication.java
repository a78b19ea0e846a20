package io.gatehouse.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.http.Password.Scheme;
import io.vertx.core.Future;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Answers Basic and Digest challenges, and from then on sends the answer ahead of the next one. */
final class PasswordAuthentication implements Authentication {

  private final Password account;
  private final boolean deviceVerified;
  private Optional<Digest> digest = Optional.empty();
  private Optional<String> basic = Optional.empty();
  private volatile String scheme = "";

  PasswordAuthentication(Password account, boolean deviceVerified) {
    this.account = account;
    this.deviceVerified = deviceVerified;
  }

  @Override
  public Future<Optional<String>> authorization(String method, String uri) {
    return Future.succeededFuture(digest.map(d -> d.authorization(method, uri)).or(() -> basic));
  }

  @Override
  public Verdict challenged(Optional<String> sent, List<Challenge> challenges) {
    digest =
        account.scheme() == Scheme.BASIC ? Optional.empty() : Digest.strongest(challenges, account);
    basic = digest.isEmpty() && mayUseBasic(challenges) ? Optional.of(basic()) : Optional.empty();
    scheme = digest.map(Digest::scheme).orElse(basic.isPresent() ? "Basic" : "");
    if (digest.isEmpty() && basic.isEmpty()) {
      return Verdict.UNANSWERABLE;
    }
    return digest.filter(Digest::stale).isPresent() ? Verdict.STALE : Verdict.CHALLENGED;
  }

  private boolean mayUseBasic(List<Challenge> challenges) {
    boolean allowed =
        account.scheme() == Scheme.BASIC || (account.scheme() == Scheme.AUTO && deviceVerified);
    return allowed && challenges.stream().anyMatch(challenge -> challenge.is("basic"));
  }

  private String basic() {
    byte[] pair = (account.user() + ":" + account.password()).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public void accepted(Optional<String> authenticationInfo) {
    authenticationInfo
        .map(info -> Challenge.parse(List.of("Digest " + info)))
        .flatMap(parsed -> parsed.get(0).parameter("nextnonce"))
        .ifPresent(nonce -> digest.ifPresent(d -> d.next(nonce)));
  }

  @Override
  public Optional<String> scheme() {
    return Optional.of(scheme).filter(name -> !name.isEmpty());
  }
}
