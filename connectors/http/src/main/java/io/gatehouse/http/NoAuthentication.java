package io.gatehouse.http;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

final class NoAuthentication implements Authentication {

  @Override
  public Future<Optional<String>> authorization(String method, String uri) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Verdict challenged(Optional<String> sent, List<Challenge> challenges) {
    return Verdict.UNANSWERABLE;
  }

  @Override
  public Optional<String> scheme() {
    return Optional.empty();
  }
}
