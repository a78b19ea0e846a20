package io.gatehouse.simulators;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The listening ports of an Akuvox device or cloud, their connections, and what breaks there. */
final class AkuvoxServer {

  /** The faults that both can play. */
  static final Set<Fault.Kind> FAULTS =
      EnumSet.complementOf(EnumSet.of(Fault.Kind.ERROR, Fault.Kind.BATCH, Fault.Kind.DUPLICATE));

  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Akuvox</title></head><body><h1>%s</h1></body></html>";

  private final Vertx vertx;
  private final AkuvoxAddress address;
  private final TlsIdentity identity;
  private final Handler<HttpServerRequest> handler;
  private final Set<HttpConnection> connections = new HashSet<>(2);
  private List<HttpServer> servers = List.of();
  private int port;
  private int httpsPort;

  /**
   * @param identity needed for HTTPS only, else null
   */
  AkuvoxServer(
      Vertx vertx,
      AkuvoxAddress address,
      TlsIdentity identity,
      Handler<HttpServerRequest> handler) {
    this.vertx = vertx;
    this.address = address;
    this.identity = identity;
    this.handler = handler;
    this.port = address.port();
    this.httpsPort = address.httpsPort();
  }

  /** Listens, on the same ports as before if it did so before. */
  synchronized Future<Void> listen() {
    if (!servers.isEmpty()) {
      return Future.succeededFuture();
    }
    List<HttpServer> started = new ArrayList<>(2);
    List<Future<Void>> listening = new ArrayList<>(2);
    if (address.transport().hasHttp()) {
      HttpServer http = server(httpOptions());
      started.add(http);
      listening.add(http.listen(port, address.host()).map(s -> keepPort(s.actualPort())));
    }
    if (address.transport().hasHttps()) {
      HttpServer https =
          server(httpOptions().setSsl(true).setKeyCertOptions(identity.keyCertOptions()));
      started.add(https);
      listening.add(
          https.listen(httpsPort, address.host()).map(s -> keepHttpsPort(s.actualPort())));
    }
    servers = List.copyOf(started);
    return Future.all(listening).mapEmpty();
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

  /** The HTTP address, or the HTTPS address if there is no other. */
  URI url() {
    return address.transport().hasHttp() ? url("http", port()) : httpsUrl();
  }

  /**
   * The HTTPS address.
   *
   * @throws IllegalStateException if there is no HTTPS
   */
  URI httpsUrl() {
    var unused = identity();
    return url("https", httpsPort());
  }

  /**
   * The self-signed certificate.
   *
   * @throws IllegalStateException if there is no HTTPS
   */
  TlsIdentity identity() {
    if (identity == null) {
      throw new IllegalStateException("there is no HTTPS: start with a transport that has it");
    }
    return identity;
  }

  /** Plays a fault that keeps a request from being acted on; false if it is of another kind. */
  static boolean misbehave(AkuvoxCall call, Fault fault) {
    switch (fault.kind()) {
      case RESET -> {
        call.drop("fault reset");
        Sabotage.reset(call.request().connection());
      }
      case SILENCE -> call.drop("fault silence");
      case HTML -> call.answer(page(200, "Welcome", "fault"));
      case STATUS -> call.answer(page((int) fault.value(), "Error " + fault.value(), "fault"));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A web page, as a server sends where its API has no say. */
  static Reply page(int status, String title, String outcome) {
    return Reply.html(status, PAGE.formatted(title), outcome);
  }

  private synchronized int port() {
    return port;
  }

  private synchronized int httpsPort() {
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

  private URI url(String scheme, int port) {
    return URI.create("%s://%s:%d".formatted(scheme, address.host(), port));
  }

  private static HttpServerOptions httpOptions() {
    return new HttpServerOptions().setHttp2ClearTextEnabled(false).setUseAlpn(false);
  }

  private HttpServer server(HttpServerOptions options) {
    return vertx
        .createHttpServer(options)
        .connectionHandler(this::connected)
        .requestHandler(handler);
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
}
