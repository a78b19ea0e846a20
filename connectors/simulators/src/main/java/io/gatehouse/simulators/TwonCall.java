package io.gatehouse.simulators;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One request, from its parameters to its reply. Lives on the event loop of its device. */
final class TwonCall {

  private final TwonDevice device;
  private final HttpServerRequest request;
  private final Context context;
  private final Instant receivedAt = Instant.now();
  private Map<String, String> params = Map.of();
  private TwonGate.Caller caller;
  private Fault fault;

  TwonCall(TwonDevice device, HttpServerRequest request, Context context) {
    this.device = device;
    this.request = request;
    this.context = context;
  }

  /** The caller was let in. */
  void admitted(TwonGate.Caller caller) {
    this.caller = caller;
  }

  /** The reply goes out as this fault wants it; null for a good one. */
  void fault(Fault fault) {
    this.fault = fault;
  }

  /** Reads the parameters; if one occurs more than once the last wins (section 2.2). */
  void readParams() {
    params = new HashMap<>();
    request.params().forEach(params::put);
    if (request.isExpectMultipart()) {
      request.formAttributes().forEach(params::put);
    }
  }

  TwonGate.Caller caller() {
    return caller;
  }

  /** The fault of this request, or null. */
  Fault fault() {
    return fault;
  }

  boolean hasFault(Fault.Kind kind) {
    return fault != null && fault.kind() == kind;
  }

  /** A parameter, or null. */
  String param(String name) {
    return params.get(name);
  }

  String required(String name) throws TwonError {
    String value = params.get(name);
    if (value == null) {
      throw TwonError.missing(name);
    }
    return value;
  }

  /** A required whole number. */
  long number(String name, long min, long max) throws TwonError {
    return parse(name, required(name), min, max);
  }

  /** A whole number, or what to take if it is missing. */
  long number(String name, long min, long max, long missing) throws TwonError {
    String value = params.get(name);
    return value == null ? missing : parse(name, value, min, max);
  }

  /** Runs a task on the event loop of this call's device. */
  void onEventLoop(Runnable task) {
    context.runOnContext(nothing -> task.run());
  }

  boolean isClosed() {
    return request.response().closed();
  }

  void onClose(Runnable task) {
    request.response().closeHandler(nothing -> task.run());
  }

  /** Answers, if the caller is still there. Call on the event loop. */
  void answer(Reply reply) {
    if (hasFault(Fault.Kind.DELAY)) {
      long millis = fault.value();
      fault = null;
      device.after(Duration.ofMillis(millis), () -> onEventLoop(() -> answer(reply)));
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
        .putHeader(HttpHeaders.SERVER, "HIP" + device.options.swVersion())
        .putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType())
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    reply.challenges().forEach(value -> response.headers().add("WWW-Authenticate", value));
    if (reply.status() == 429 || reply.status() == 503) {
      response.putHeader("Retry-After", "1");
    }
    if (hasFault(Fault.Kind.CUT) && fault.value() < body.length()) {
      drop("reply cut");
      Sabotage.cut(request, body.slice(0, (int) fault.value()));
      return;
    }
    journal(reply.status(), reply.outcome()); // first, so that who has the reply finds it there
    response.end(body);
  }

  /** Says in the journal that there was no whole reply. */
  void drop(String outcome) {
    journal(0, outcome);
  }

  HttpServerRequest request() {
    return request;
  }

  private void journal(int status, String outcome) {
    device.journal.add(
        new TwonJournal.Request(
            device.serialNumber(),
            device.boot(),
            receivedAt,
            request.method().name(),
            request.path(),
            request.query(),
            caller == null ? null : caller.user(),
            status,
            outcome));
  }

  private static long parse(String name, String value, long min, long max) throws TwonError {
    if (!value.isEmpty()
        && value.length() <= 10
        && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw TwonError.invalid(name);
  }
}
