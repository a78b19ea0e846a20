package io.gatehouse.http;

import io.gatehouse.http.TokenSource.Token;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

final class BearerAuthentication implements Authentication {

  private final TokenSource tokens;
  private Optional<Token> latest = Optional.empty();

  BearerAuthentication(TokenSource tokens) {
    this.tokens = tokens;
  }

  @Override
  public Future<Optional<String>> authorization(String method, String uri) {
    return Future.succeededFuture()
        .compose(now -> tokens.token())
        .map(
            token -> {
              latest = Optional.of(token);
              return Optional.of(header(token));
            });
  }

  @Override
  public Verdict challenged(Optional<String> sent, List<Challenge> challenges) {
    // Where another call has renewed the token meanwhile, the new one is not to blame.
    latest.filter(token -> sent.equals(Optional.of(header(token)))).ifPresent(tokens::refused);
    return Verdict.CHALLENGED;
  }

  private static String header(Token token) {
    return "Bearer " + token.value();
  }

  @Override
  public Optional<String> scheme() {
    return Optional.of("Bearer");
  }
}
