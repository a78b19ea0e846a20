package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The wire of one device: what a request asks for, in whichever form, and the reply. */
final class AkuvoxHttp {

  private static final String API = "/api";

  /** Every field of a reply, each of a type that it never has. */
  private static final String WRONG_TYPES =
      """
      {"retcode":0,"action":{},"message":[],"data":{"num":"many","curPageNum":{},\
      "item":[7,"x",[],{"ID":{},"Date":1,"Time":[],"Name":{},"Code":[],"Type":{},"Status":[]}],\
      "SystemTime":"now","UpTime":{},"RelayA":"on","InputA":"off","Status":"fine"}}""";

  private final AkuvoxDevice device;
  private final AkuvoxGate gate;
  private final AkuvoxServer server;

  AkuvoxHttp(Vertx vertx, AkuvoxDevice device, TlsIdentity identity) {
    this.device = device;
    this.gate = new AkuvoxGate(device);
    this.server = new AkuvoxServer(vertx, device.options.address(), identity, this::receive);
  }

  AkuvoxServer server() {
    return server;
  }

  private void receive(HttpServerRequest request) {
    AkuvoxCall call =
        new AkuvoxCall(
            request, Vertx.currentContext(), device.journal, (t, task) -> device.after(t, task));
    Future<Buffer> body = request.body();
    body.onSuccess(
            bytes -> {
              synchronized (device) {
                serve(call, bytes);
              }
            })
        .onFailure(e -> call.drop("caller gone"));
  }

  private void serve(AkuvoxCall call, Buffer body) {
    HttpServerRequest request = call.request();
    if (device.options.address().transport() == AkuvoxTransport.REDIRECT && !request.isSSL()) {
      request.response().putHeader(HttpHeaders.LOCATION, server.httpsUrl() + request.uri());
      call.answer(AkuvoxServer.page(308, "308 Permanent Redirect", "redirected"));
      return;
    }
    if (!device.busy().admits(call, device.nanos())) {
      call.drop("locked up");
      return;
    }
    call.afterwards(() -> leave(call));
    call.delay(device.options.serviceTime());
    Optional<Reply> refusal = gate.refuse(call);
    if (refusal.isPresent()) {
      call.answer(refusal.get());
      return;
    }
    String path = request.path().replaceFirst("/+$", "");
    if (!isFunction(path) || !takesEndOf(request.path())) {
      call.answer(AkuvoxServer.page(404, "404 Not Found", "no such page"));
      return;
    }
    try {
      act(call, path.substring(API.length()), body);
    } catch (AkuvoxError e) {
      call.answer(failure(e.action(), e.getMessage()));
    }
  }

  private static boolean isFunction(String path) {
    return path.equals(API) || path.startsWith(API + "/");
  }

  private boolean takesEndOf(String path) {
    return !device.options.has(
        path.endsWith("/") ? AkuvoxTrait.SLASH_REFUSED : AkuvoxTrait.SLASH_REQUIRED);
  }

  private void leave(AkuvoxCall call) {
    synchronized (device) {
      device.busy().over(call);
    }
  }

  private void act(AkuvoxCall call, String path, Buffer body) throws AkuvoxError {
    Optional<JsonNode> json = json(call.request(), body);
    String name = path.isEmpty() ? wrappedName(json) : path.substring(1);
    Fault fault = device.faults.take(API + "/" + name);
    if (fault != null && (AkuvoxServer.misbehave(call, fault) || misbehave(call, name, fault))) {
      return;
    }
    call.fault(fault);
    boolean get = call.request().method().equals(HttpMethod.GET);
    AkuvoxApi.Function function = AkuvoxApi.function(device, name, get);
    AkuvoxParams params = params(call.request(), name, body, json);
    JsonNode data = function.handler().handle(device, call, params);
    call.answer(success(AkuvoxApi.action(name), data));
  }

  /** Plays what only the API can get wrong; false if it is another fault. */
  private boolean misbehave(AkuvoxCall call, String name, Fault fault) throws AkuvoxError {
    switch (fault.kind()) {
      case CODE -> throw AkuvoxError.failed(AkuvoxApi.action(name), fault.code());
      case WRONG_TYPES -> call.answer(reply(WRONG_TYPES, "fault"));
      case OVERSIZED -> {
        call.drop("fault oversized");
        Sabotage.sendOversized(
            call.request().response(),
            "{\"retcode\":0,\"action\":\"get\",\"message\":\"OK\",\"data\":{\"num\":0,\"item\":[",
            "]}}",
            fault.value());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The body if it is JSON, which it may be under any content type (HTTP API Method). */
  private Optional<JsonNode> json(HttpServerRequest request, Buffer body) throws AkuvoxError {
    if (!request.method().equals(HttpMethod.POST)
        || !body.toString().stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Reply.JSON.readTree(body.getBytes()));
    } catch (IOException e) {
      throw AkuvoxError.param("unknow");
    }
  }

  /** Target and action of a request to the API itself (Method: POST). */
  private static String wrappedName(Optional<JsonNode> json) throws AkuvoxError {
    JsonNode wrapped = json.orElseThrow(AkuvoxError::unsupportedAction);
    return wrapped.path("target").asText() + "/" + wrapped.path("action").asText();
  }

  private AkuvoxParams params(
      HttpServerRequest request, String name, Buffer body, Optional<JsonNode> json)
      throws AkuvoxError {
    AkuvoxParams params = new AkuvoxParams(AkuvoxApi.action(name));
    params.addQuery(request.params());
    boolean wrapped = json.isPresent() && json.get().path("target").isTextual();
    if (request.method().equals(HttpMethod.POST)
        && device.options.has(AkuvoxTrait.WRAPPED_ONLY)
        && !(wrapped && isJson(request))) {
      throw params.wrong();
    }
    if (wrapped) {
      params.addJson(json.get().path("data"));
    } else if (json.isPresent()) {
      params.addJson(json.get());
    } else if (body.length() > 0) {
      params.addForm(body.toString());
    }
    return params;
  }

  private static boolean isJson(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
  }

  /** Positive Reply, with or without parameters. */
  private Reply success(String action, JsonNode data) {
    ObjectNode reply =
        Reply.JSON.createObjectNode().put("retcode", 0).put("action", action).put("message", "OK");
    if (data != null) {
      reply.set("data", data);
    }
    return reply(reply.toString(), "ok");
  }

  /** Negative Reply. */
  private Reply failure(String action, String message) {
    ObjectNode reply =
        Reply.JSON
            .createObjectNode()
            .put("retcode", -1)
            .put("action", action)
            .put("message", message);
    return reply(reply.toString(), message);
  }

  private Reply reply(String json, String outcome) {
    String type =
        device.options.has(AkuvoxTrait.NO_CONTENT_TYPE)
            ? ""
            : device.options.has(AkuvoxTrait.JSON_AS_HTML) ? "text/html" : "application/json";
    return new Reply(200, type, Buffer.buffer(json), List.of(), outcome);
  }
}
