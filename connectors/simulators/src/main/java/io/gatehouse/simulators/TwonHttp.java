package io.gatehouse.simulators;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The wire of one device: its listening ports, its connections, its faults. */
final class TwonHttp {

  /** The faults of a 2N device. */
  static final Set<Fault.Kind> FAULTS =
      EnumSet.complementOf(EnumSet.of(Fault.Kind.CODE, Fault.Kind.WRONG_TYPES, Fault.Kind.EMPTY));

  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>2N</title></head><body><h1>%s</h1></body></html>";

  private final Vertx vertx;
  private final TwonDevice device;
  private final TwonGate gate;
  private final TlsIdentity identity;
  private final TwonApi.Target target;
  private final Set<HttpConnection> connections = new HashSet<>(2);
  private List<HttpServer> servers = List.of();
  private int port;
  private int httpsPort;

  /**
   * @param identity needed for HTTPS only, else null
   * @param restart what /api/system/restart does
   */
  TwonHttp(Vertx vertx, TwonDevice device, TlsIdentity identity, Runnable restart) {
    this.vertx = vertx;
    this.device = device;
    this.gate = new TwonGate(device);
    this.identity = identity;
    this.target = new TwonApi.Target(device, gate, restart);
    this.port = device.options.port();
    this.httpsPort = device.options.httpsPort();
  }

  /** Listens, on the same ports as before if it did so before. */
  synchronized Future<Void> listen() {
    if (!servers.isEmpty()) {
      return Future.succeededFuture();
    }
    TwonOptions.Transport transport = device.options.transport();
    List<HttpServer> started = new ArrayList<>(1);
    Future<Void> listening = Future.succeededFuture();
    if (transport != TwonOptions.Transport.HTTPS) {
      HttpServer http = server(httpOptions());
      started.add(http);
      listening = http.listen(port, device.options.host()).map(s -> keepPort(s.actualPort()));
    }
    if (transport != TwonOptions.Transport.HTTP) {
      HttpServer https =
          server(httpOptions().setSsl(true).setKeyCertOptions(identity.keyCertOptions()));
      started.add(https);
      Future<Void> both =
          https.listen(httpsPort, device.options.host()).map(s -> keepHttpsPort(s.actualPort()));
      listening = Future.all(listening, both).mapEmpty();
    }
    servers = List.copyOf(started);
    return listening;
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

  synchronized int port() {
    return port;
  }

  synchronized int httpsPort() {
    return httpsPort;
  }

  private synchronized Void keepPort(int actualPort) {
    port = actualPort;
    return null;
  }

  private synchronized Void keepHttpsPort(int actualPort) {
    httpsPort = actualPort;
    return null;
  }

  /** Devices speak HTTP/1.1 only. */
  private static HttpServerOptions httpOptions() {
    return new HttpServerOptions().setHttp2ClearTextEnabled(false).setUseAlpn(false);
  }

  private HttpServer server(HttpServerOptions options) {
    return vertx
        .createHttpServer(options)
        .connectionHandler(this::connected)
        .requestHandler(this::receive);
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

  private void receive(HttpServerRequest request) {
    TwonCall call = new TwonCall(device, request, Vertx.currentContext());
    if (hasBody(request) && isForm(contentType(request))) {
      request.setExpectMultipart(true);
      request.exceptionHandler(e -> call.answer(Reply.error(TwonError.of(TwonError.TOO_BIG))));
    }
    request.endHandler(nothing -> serve(call));
  }

  private void serve(TwonCall call) {
    HttpServerRequest request = call.request();
    synchronized (device) {
      try {
        TwonApi.Function function = gate.function(request);
        call.admitted(gate.admit(function, request));
        Fault fault = device.faults.take(request.path());
        if (fault != null && misbehave(call, function, fault)) {
          return;
        }
        call.fault(fault);
        if (hasBody(request) && !isAcceptable(contentType(request))) {
          throw TwonError.of(TwonError.UNSPECIFIED, "Unsupported Content-Type");
        }
        call.readParams();
        function.handler().handle(target, call);
      } catch (TwonError e) {
        call.answer(Reply.error(e));
      }
    }
  }

  /** Plays a fault that keeps the request from being acted on; false if it is of another kind. */
  private boolean misbehave(TwonCall call, TwonApi.Function function, Fault fault)
      throws TwonError {
    switch (fault.kind()) {
      case RESET -> {
        call.drop("fault reset");
        Sabotage.reset(call.request().connection());
      }
      case SILENCE -> call.drop("fault silence");
      case HTML -> call.answer(Reply.html(200, PAGE.formatted("Welcome")));
      case STATUS ->
          call.answer(Reply.html((int) fault.value(), PAGE.formatted("Error " + fault.value())));
      case OVERSIZED -> {
        call.drop("fault oversized");
        Sabotage.sendOversized(
            call.request().response(),
            "{\"success\":true,\"result\":{\"events\":[",
            "]}}",
            fault.value());
      }
      case ERROR ->
          throw fault.value() == TwonError.UNAUTHORIZED
              ? gate.unauthorized(function.service(), false, "fault")
              : TwonError.of((int) fault.value());
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean hasBody(HttpServerRequest request) {
    return request.method().equals(HttpMethod.POST) || request.method().equals(HttpMethod.PUT);
  }

  /** The media type without its parameters; empty if none was sent. */
  private static String contentType(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return header == null ? "" : header.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
  }

  private static boolean isForm(String contentType) {
    return contentType.equals("application/x-www-form-urlencoded")
        || contentType.equals("multipart/form-data");
  }

  /**
   * Real devices take JSON too, although the manual names forms only; they read nothing from it.
   */
  private static boolean isAcceptable(String contentType) {
    return isForm(contentType) || contentType.equals("application/json");
  }
}
