package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.simulators.HikConnectSimulator.Moment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The wire of a cloud: its two addresses, their connections, its faults. */
final class HikConnectHttp {

  /** The faults of a cloud. */
  static final Set<Fault.Kind> FAULTS =
      EnumSet.complementOf(
          EnumSet.of(Fault.Kind.ERROR, Fault.Kind.EMPTY, Fault.Kind.BATCH, Fault.Kind.DUPLICATE));

  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Hik-Connect</title></head><body><h1>%s</h1></body></html>";

  /** Every field that a reply can have, each of a type that it never has. */
  private static final String WRONG_TYPES =
      """
      {"errorCode":"0","data":{"accessToken":["a"],"expireTime":{},"areaDomain":{},"batchId":{},\
      "remainingNumber":"many","alarmMsg":{},"events":"none","event":{},"totalNum":[],\
      "recordList":"none","operationResult":"none","alarmOutputOperation":"none","alarmOutput":{}}}""";

  private final Vertx vertx;
  private final HikConnectCloud cloud;
  private final TlsIdentity identity;
  private final Set<HttpConnection> connections = new HashSet<>();
  private List<HttpServer> servers = List.of();
  private int port;
  private int areaPort;

  /**
   * @param identity needed for HTTPS only, else null
   */
  HikConnectHttp(Vertx vertx, HikConnectCloud cloud, TlsIdentity identity) {
    this.vertx = vertx;
    this.cloud = cloud;
    this.identity = identity;
    this.port = cloud.options.port();
    this.areaPort = cloud.options.areaPort();
  }

  /** Listens, on the same ports as before if it did so before. */
  synchronized Future<Void> listen() {
    if (!servers.isEmpty()) {
      return Future.succeededFuture();
    }
    HttpServer login = server(true);
    HttpServer area = server(false);
    servers = List.of(login, area);
    return Future.all(
            login.listen(port, cloud.options.host()), area.listen(areaPort, cloud.options.host()))
        .map(listening -> keepPorts(login.actualPort(), area.actualPort()));
  }

  /** Stops listening and closes all connections. */
  synchronized Future<Void> close() {
    List<Future<Void>> closing = servers.stream().map(HttpServer::close).toList();
    servers = List.of();
    return Future.join(closing).mapEmpty();
  }

  void dropConnections() {
    List<HttpConnection> open;
    synchronized (connections) {
      open = List.copyOf(connections);
    }
    open.forEach(HttpConnection::close);
  }

  synchronized URI url() {
    return url(port);
  }

  synchronized URI areaUrl() {
    return url(areaPort);
  }

  private URI url(int port) {
    return URI.create(
        "%s://%s:%d".formatted(identity == null ? "http" : "https", cloud.options.host(), port));
  }

  private synchronized Void keepPorts(int login, int area) {
    port = login;
    areaPort = area;
    cloud.areaDomain(areaUrl().toString());
    return null;
  }

  private HttpServer server(boolean login) {
    HttpServerOptions options =
        new HttpServerOptions().setHttp2ClearTextEnabled(false).setUseAlpn(false);
    if (identity != null) {
      options.setSsl(true).setKeyCertOptions(identity.keyCertOptions());
    }
    return vertx
        .createHttpServer(options)
        .connectionHandler(this::connected)
        .requestHandler(request -> receive(request, login));
  }

  private void connected(HttpConnection connection) {
    synchronized (connections) {
      connections.add(connection);
    }
    connection.closeHandler(
        nothing -> {
          synchronized (connections) {
            connections.remove(connection);
          }
        });
  }

  private void receive(HttpServerRequest request, boolean login) {
    HikConnectCall call = new HikConnectCall(cloud, request, Vertx.currentContext());
    boolean admitted = cloud.limit.admit(System.nanoTime());
    request
        .body()
        .onSuccess(
            body -> {
              call.received(body);
              if (admitted) {
                serve(call, body, login);
              } else {
                call.retryAfter(cloud.options.retryAfterSeconds());
                call.answer(limited());
              }
            })
        .onFailure(e -> call.drop("caller gone"));
  }

  private void serve(HikConnectCall call, Buffer body, boolean login) {
    HttpServerRequest request = call.request();
    HikConnectApi.Function function = HikConnectApi.function(request.path());
    if (function == null || function.login() != login) {
      call.answer(HikConnectApi.error(404, "404", "no such API: " + request.path()));
    } else if (!function.method().equals(request.method())) {
      call.answer(HikConnectApi.error(405, "405", "no such method: " + request.method()));
    } else if (function.method().equals(HttpMethod.POST) && !isJson(request)) {
      call.answer(HikConnectApi.error(415, "415", "only application/json is supported"));
    } else {
      serve(call, function, body);
    }
  }

  private void serve(HikConnectCall call, HikConnectApi.Function function, Buffer body) {
    HttpServerRequest request = call.request();
    try {
      if (!function.login()) {
        cloud.checkToken(request.getHeader("Token"));
      }
      Fault fault = cloud.faults.take(request.path());
      if (fault != null && misbehave(call, fault)) {
        return;
      }
      call.fault(fault);
      JsonNode input = parse(body);
      call.goOn(Moment.BEFORE, () -> act(call, function, input));
    } catch (HikConnectError e) {
      call.answer(HikConnectApi.error(e));
    }
  }

  private void act(HikConnectCall call, HikConnectApi.Function function, JsonNode input) {
    Reply reply;
    try {
      reply = function.handler().handle(cloud, input);
    } catch (HikConnectError e) {
      reply = HikConnectApi.error(e);
    }
    Reply answer = reply;
    call.goOn(Moment.AFTER, () -> call.answer(answer));
  }

  /** Plays a fault that keeps the request from being acted on; false if it is of another kind. */
  private static boolean misbehave(HikConnectCall call, Fault fault) throws HikConnectError {
    switch (fault.kind()) {
      case RESET -> {
        call.drop("fault reset");
        Sabotage.reset(call.request().connection());
      }
      case SILENCE -> call.drop("fault silence");
      case HTML -> call.answer(Reply.html(200, PAGE.formatted("Welcome")));
      case STATUS -> {
        int status = (int) fault.value();
        call.retryAfter(status == 429 || status == 503 ? 1 : 0);
        call.answer(Reply.html(status, PAGE.formatted("Error " + status)));
      }
      case OVERSIZED -> {
        call.drop("fault oversized");
        Sabotage.sendOversized(
            call.request().response(), "{\"errorCode\":\"0\",\"data\":{", "}}", fault.value());
      }
      case CODE -> throw new HikConnectError(fault.code());
      case WRONG_TYPES -> call.answer(Reply.ok(Buffer.buffer(WRONG_TYPES)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private Reply limited() {
    String code = cloud.options.limitCode();
    return code == null
        ? HikConnectApi.error(429, "429", "too many requests")
        : HikConnectApi.error(200, code, "too many requests");
  }

  private static boolean isJson(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
  }

  private static JsonNode parse(Buffer body) throws HikConnectError {
    try {
      JsonNode input =
          body.length() == 0 ? Reply.JSON.createObjectNode() : Reply.JSON.readTree(body.getBytes());
      if (input.isObject()) {
        return input;
      }
    } catch (IOException e) {
      // told below, as the cloud tells it
    }
    throw new HikConnectError(HikConnectError.NOT_CONVERTIBLE);
  }
}
