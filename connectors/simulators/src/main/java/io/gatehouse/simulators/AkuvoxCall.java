package io.gatehouse.simulators;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;

/** One request to a device or a cloud, until its reply. Lives on the event loop of its server. */
final class AkuvoxCall {

  /** Does something when so much time of the device or cloud has gone by, in any thread. */
  interface Later {
    void after(Duration delay, Runnable task);
  }

  private final HttpServerRequest request;
  private final Context context;
  private final AkuvoxJournal<?> journal;
  private final Later later;
  private final Instant receivedAt = Instant.now();
  private Runnable afterwards = () -> {};
  private Duration delay = Duration.ZERO;
  private String account;
  private String command;
  private Fault fault;
  private boolean lost;
  private boolean done;

  AkuvoxCall(HttpServerRequest request, Context context, AkuvoxJournal<?> journal, Later later) {
    this.request = request;
    this.context = context;
    this.journal = journal;
    this.later = later;
    request.response().closeHandler(nothing -> drop("caller gone"));
  }

  HttpServerRequest request() {
    return request;
  }

  /** Who was let in. */
  void account(String account) {
    this.account = account;
  }

  String account() {
    return account;
  }

  /** What it asks for, where the path does not tell: the journal has this in its place. */
  void command(String command) {
    this.command = command;
  }

  /** The reply goes out as this fault wants it; null for a good one. */
  void fault(Fault fault) {
    this.fault = fault;
    if (hasFault(Fault.Kind.DELAY)) {
      delay = delay.plusMillis(fault.value());
    }
  }

  /** How long the reply takes. */
  void delay(Duration delay) {
    this.delay = delay;
  }

  /** What is to be done when this call is over, however it ends. */
  void afterwards(Runnable task) {
    this.afterwards = task;
  }

  /** The reply is never sent, whatever it would have been. */
  void lose() {
    lost = true;
  }

  /** Answers, if the caller is still there. Call on the event loop. */
  void answer(Reply reply) {
    if (delay.isZero()) {
      send(reply);
    } else {
      later.after(delay, () -> context.runOnContext(nothing -> send(reply)));
    }
  }

  /** Ends the call without a whole reply. */
  void drop(String outcome) {
    end(0, outcome);
  }

  private void send(Reply reply) {
    if (done) {
      return;
    }
    if (lost) {
      drop("locked up");
      return;
    }
    Buffer body = reply.body();
    if (hasFault(Fault.Kind.TRUNCATED_JSON)) {
      body = body.slice(0, body.length() / 2);
    }
    HttpServerResponse response =
        request
            .response()
            .setStatusCode(reply.status())
            .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    if (!reply.contentType().isEmpty()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
    }
    reply.challenges().forEach(value -> response.headers().add("WWW-Authenticate", value));
    if (reply.status() == 429 || reply.status() == 503) {
      response.putHeader("Retry-After", "1");
    }
    if (hasFault(Fault.Kind.CUT) && fault.value() < body.length()) {
      drop("reply cut");
      Sabotage.cut(request, body.slice(0, (int) fault.value()));
      return;
    }
    end(reply.status(), reply.outcome()); // first, so that who has the reply finds it there
    response.end(body);
  }

  boolean hasFault(Fault.Kind kind) {
    return fault != null && fault.kind() == kind;
  }

  private void end(int status, String outcome) {
    if (done) {
      return;
    }
    done = true;
    journal.add(
        new AkuvoxJournal.Request(
            receivedAt,
            request.method().name(),
            command == null ? request.path() : "/" + command,
            request.query(),
            account,
            status,
            outcome));
    afterwards.run();
  }
}
