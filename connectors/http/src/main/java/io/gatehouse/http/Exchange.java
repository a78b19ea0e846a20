package io.gatehouse.http;

import io.gatehouse.http.Authentication.Verdict;
import io.gatehouse.http.Connections.Connection;
import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One call under way: priming, connecting, challenges, reading, all under one timeout. Lives on the
 * endpoint's event loop, and asks whether the caller has been answered before any byte leaves.
 */
final class Exchange {

  private static final int UNAUTHORIZED = 401;
  private static final int MOST_STALE_ANSWERS = 2;

  /** What has answered a harmless call within this time need not be primed. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Endpoint endpoint;
  private final Call call;
  private final Promise<Reply> promise = Promise.promise();
  private Optional<Connection> connection = Optional.empty();
  private boolean priming;
  private boolean sent;
  private boolean waiting;

  Exchange(Endpoint endpoint, Call call) {
    this.endpoint = endpoint;
    this.call = call;
    this.priming = call.primer().isPresent();
  }

  Future<Reply> run() {
    long start = System.nanoTime();
    Duration timeout = call.timeout().orElse(endpoint.limits().requestTimeout());
    long timer =
        endpoint.context().owner().setTimer(timeout.toMillis(), expired -> expire(timeout));
    prime().compose(primed -> attempt(call, 0)).onComplete(this::finish);
    return promise
        .future()
        .onComplete(
            done -> {
              endpoint.context().owner().cancelTimer(timer);
              endpoint.concluded();
              endpoint
                  .service(call.service())
                  .meters()
                  .record(kind(done), Duration.ofNanos(System.nanoTime() - start));
            });
  }

  private static Optional<Kind> kind(AsyncResult<Reply> done) {
    return Optional.ofNullable((HttpFailure) done.cause()).map(HttpFailure::kind);
  }

  private Future<Void> prime() {
    Endpoint.Service service = endpoint.service(call.service());
    Instant now = endpoint.clock().instant();
    return call.primerCall()
        .filter(primer -> service.wantsUnusedNonce() || !service.answeredSince(now.minus(FRESH)))
        .map(primer -> service.wantsUnusedNonce() ? fetchNonce(primer) : attempt(primer, 0))
        .map(Future::<Void>mapEmpty)
        .orElse(Future.succeededFuture())
        .onSuccess(primed -> priming = false);
  }

  /** Asks without saying who we are, so as to be challenged with a nonce that nobody has used. */
  private Future<Reply> fetchNonce(Call primer) {
    Authentication authentication = endpoint.service(call.service()).authentication();
    return transmit(primer, Optional.empty())
        .onSuccess(
            reply -> {
              if (reply.status() == UNAUTHORIZED) {
                authentication.challenged(Optional.empty(), challenges(reply));
              }
            });
  }

  private static List<Challenge> challenges(Reply reply) {
    return Challenge.parse(reply.headers().getAll("WWW-Authenticate"));
  }

  private Future<Reply> attempt(Call call, int challengesAnswered) {
    sent = false;
    Authentication authentication = endpoint.service(call.service()).authentication();
    return endpoint
        .onOwnLoop(authentication.authorization(call.method().name(), endpoint.target(call)))
        .recover(noToken -> Future.failedFuture(Failures.noToken(endpoint, call, noToken)))
        .compose(
            authorization ->
                transmit(call, authorization)
                    .compose(reply -> judge(call, authorization, challengesAnswered, reply)));
  }

  private Future<Reply> transmit(Call call, Optional<String> authorization) {
    waiting = true;
    return connect(call)
        .compose(
            taken ->
                roundTrip(taken, call, authorization)
                    .recover(
                        failure ->
                            diedWhileIdle(taken, call, failure)
                                ? reconnect().compose(c -> roundTrip(c, call, authorization))
                                : Future.failedFuture(failure)))
        .recover(
            failure -> {
              if (failure instanceof HttpFailure ours) {
                return Future.failedFuture(ours);
              }
              HttpFailure classified = Failures.transport(endpoint, call, failure, maybeSent());
              countUnanswered(classified);
              return Future.failedFuture(classified);
            });
  }

  /**
   * What must leave once, and has no primer to prove its connection alive, gets a new connection.
   */
  private Future<Connection> connect(Call call) {
    return call.single() && call.primer().isEmpty() ? reconnect() : endpoint.connections().take();
  }

  private Future<Connection> reconnect() {
    return endpoint.connections().open();
  }

  /**
   * A kept-alive connection that the device closed as we wrote: a GET may go again, on a new one.
   */
  private boolean diedWhileIdle(Connection taken, Call call, Throwable failure) {
    return taken.reused()
        && waiting
        && !call.single()
        && call.method().equals(HttpMethod.GET)
        && (failure instanceof HttpClosedException || failure instanceof IOException)
        && !promise.future().isComplete();
  }

  private Future<Reply> roundTrip(Connection taken, Call call, Optional<String> authorization) {
    connection = Optional.of(taken);
    return taken
        .http()
        .request(request(call, authorization))
        .compose(request -> send(call, request))
        .compose(response -> read(taken, response))
        .onFailure(failure -> taken.http().close());
  }

  private RequestOptions request(Call call, Optional<String> authorization) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(call.method())
            .setURI(endpoint.target(call))
            .putHeader("Host", endpoint.origin().getRawAuthority())
            .putHeader("User-Agent", "Gatehouse");
    call.headers().forEach(request::putHeader);
    call.body().ifPresent(body -> request.putHeader("Content-Type", body.contentType()));
    authorization.ifPresent(value -> request.putHeader("Authorization", value));
    return request;
  }

  private Future<HttpClientResponse> send(Call call, HttpClientRequest request) {
    // What this handler is told, the response's future is told too; without it Vert.x logs errors.
    request.exceptionHandler(known -> {});
    if (promise.future().isComplete()) {
      return Future.failedFuture("the caller has been answered");
    }
    if (call.notAfter().filter(endpoint.clock().instant()::isAfter).isPresent()) {
      return Future.failedFuture(Failures.tooLate(endpoint, call));
    }
    sent = true;
    if (call.single()) {
      endpoint.service(call.service()).spent();
    }
    return call.body().map(body -> request.send(body.bytes())).orElseGet(request::send);
  }

  private Future<Reply> read(Connection taken, HttpClientResponse response) {
    waiting = false;
    endpoint.answered();
    Promise<Reply> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > endpoint.limits().maxReplyBytes()) {
            whole.tryFail(new ReplyTooLargeException(endpoint.limits().maxReplyBytes()));
            taken.http().close();
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.exceptionHandler(whole::tryFail);
    response.endHandler(
        end -> {
          if (staysOpen(response)) {
            endpoint.connections().giveBack(taken);
          } else {
            taken.http().close();
          }
          whole.tryComplete(new Reply(response.statusCode(), response.headers(), body));
        });
    return whole.future();
  }

  private static boolean staysOpen(HttpClientResponse response) {
    String wish = response.getHeader("Connection");
    return response.version() == HttpVersion.HTTP_1_0
        ? "keep-alive".equalsIgnoreCase(wish)
        : !"close".equalsIgnoreCase(wish);
  }

  private Future<Reply> judge(
      Call call, Optional<String> authorization, int challengesAnswered, Reply reply) {
    int status = reply.status();
    if (status >= 200 && status < 300) {
      Endpoint.Service service = endpoint.service(call.service());
      service
          .authentication()
          .accepted(Optional.ofNullable(reply.headers().get("Authentication-Info")));
      if (!call.single()) {
        service.answered(endpoint.clock().instant());
      }
      return Future.succeededFuture(reply);
    }
    if (status == UNAUTHORIZED) {
      return challenged(call, authorization, challengesAnswered, reply);
    }
    Optional<URI> secure = Redirect.toTls(endpoint.origin(), endpoint.target(call), reply);
    if (secure.isPresent()) {
      endpoint.moveTo(secure.get());
      return call.single()
          ? Future.failedFuture(Failures.moved(endpoint, call, reply))
          : attempt(call, 0);
    }
    return Future.failedFuture(Failures.status(endpoint, call, reply, maybeSent()));
  }

  /**
   * One honest answer to a fresh challenge; a stale nonce does not count against the credentials.
   */
  private Future<Reply> challenged(
      Call call, Optional<String> authorization, int answered, Reply reply) {
    List<Challenge> challenges = challenges(reply);
    Verdict verdict =
        endpoint.service(call.service()).authentication().challenged(authorization, challenges);
    boolean worthAnother =
        (verdict == Verdict.CHALLENGED && answered == 0)
            || (verdict == Verdict.STALE && answered < MOST_STALE_ANSWERS);
    if (worthAnother && !call.single()) {
      return attempt(call, answered + 1);
    }
    boolean onlyNonce =
        verdict == Verdict.STALE || (verdict == Verdict.CHALLENGED && authorization.isEmpty());
    if (onlyNonce && call.single()) {
      endpoint.service(call.service()).nonceWasRefused();
    }
    return Future.failedFuture(
        onlyNonce
            ? Failures.nonceAged(endpoint, call, reply)
            : Failures.unauthorized(endpoint, call, reply, challenges, verdict));
  }

  private boolean maybeSent() {
    return sent && !priming;
  }

  private void expire(Duration timeout) {
    HttpFailure failure = Failures.timeout(endpoint, call, timeout, maybeSent());
    countUnanswered(failure);
    promise.tryFail(failure);
    connection.ifPresent(busy -> busy.http().close());
  }

  private void countUnanswered(HttpFailure failure) {
    if (waiting && !promise.future().isComplete()) {
      endpoint.unanswered(failure);
    }
  }

  private void finish(AsyncResult<Reply> result) {
    if (result.succeeded()) {
      promise.tryComplete(result.result());
    } else if (result.cause() instanceof HttpFailure classified) {
      promise.tryFail(classified);
    } else {
      promise.tryFail(Failures.transport(endpoint, call, result.cause(), maybeSent()));
    }
  }
}
