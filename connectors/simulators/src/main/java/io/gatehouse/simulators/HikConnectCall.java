package io.gatehouse.simulators;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;

/** One request, from its arrival to its reply. Lives on the cloud's event loop. */
final class HikConnectCall {

  private final HikConnectCloud cloud;
  private final HttpServerRequest request;
  private final Context context;
  private final Instant receivedAt = Instant.now();
  private int requestBytes;
  private int retryAfterSeconds;
  private Fault fault;

  HikConnectCall(HikConnectCloud cloud, HttpServerRequest request, Context context) {
    this.cloud = cloud;
    this.request = request;
    this.context = context;
  }

  HttpServerRequest request() {
    return request;
  }

  void received(Buffer body) {
    requestBytes = body.length();
  }

  /** The reply goes out as this fault wants it; null for a good one. */
  void fault(Fault fault) {
    this.fault = fault;
  }

  /** The reply says {@code Retry-After}; 0 for not. */
  void retryAfter(int seconds) {
    this.retryAfterSeconds = seconds;
  }

  /** Goes on at once, or when a test releases what it holds here; not if the caller has gone. */
  void goOn(HikConnectSimulator.Moment moment, Runnable next) {
    Runnable resume = () -> context.runOnContext(nothing -> ifCallerIsThere(next));
    if (cloud.holds.keep(request.path(), moment, resume)) {
      request
          .response()
          .closeHandler(
              nothing -> {
                cloud.holds.forget(resume);
                drop("caller gone");
              });
    } else {
      next.run();
    }
  }

  /** Answers, if the caller is still there. Call on the event loop. */
  void answer(Reply reply) {
    if (hasFault(Fault.Kind.DELAY)) {
      long millis = fault.value();
      fault = null;
      cloud.after(Duration.ofMillis(millis), () -> context.runOnContext(nothing -> answer(reply)));
      return;
    }
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      drop("caller gone");
      return;
    }
    Buffer body = reply.body();
    if (hasFault(Fault.Kind.TRUNCATED_JSON)) {
      body = body.slice(0, body.length() / 2);
    }
    response
        .setStatusCode(reply.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType())
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    if (retryAfterSeconds > 0) {
      response.putHeader("Retry-After", Integer.toString(retryAfterSeconds));
    }
    if (hasFault(Fault.Kind.CUT) && fault.value() < body.length()) {
      drop("reply cut");
      Sabotage.cut(request, body.slice(0, (int) fault.value()));
      return;
    }
    journal(reply.status(), reply.outcome(), body.length()); // first: who has the reply finds it
    response.end(body);
  }

  /** Says in the journal that there was no whole reply. */
  void drop(String outcome) {
    journal(0, outcome, 0);
  }

  private void ifCallerIsThere(Runnable next) {
    if (!request.response().closed()) {
      request.response().closeHandler(null);
      next.run();
    }
  }

  private boolean hasFault(Fault.Kind kind) {
    return fault != null && fault.kind() == kind;
  }

  private void journal(int status, String outcome, int replyBytes) {
    cloud.journal.add(
        new HikConnectJournal.Request(
            receivedAt,
            request.method().name(),
            request.path(),
            status,
            outcome,
            requestBytes,
            replyBytes));
  }
}
