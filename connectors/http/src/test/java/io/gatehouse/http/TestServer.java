package io.gatehouse.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server on loopback that keeps a journal of what arrived. */
final class TestServer implements AutoCloseable {

  /** What arrived: one line a request, before anything was checked. */
  record Received(String method, String uri, String authorization, SocketAddress from) {}

  private final Vertx vertx = Vertx.vertx();
  private final List<Received> journal = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final String scheme;

  TestServer(Handler<HttpServerRequest> handler) {
    this(new HttpServerOptions(), handler);
  }

  TestServer(HttpServerOptions options, Handler<HttpServerRequest> handler) {
    String host =
        options.getHost().equals(HttpServerOptions.DEFAULT_HOST) ? "127.0.0.1" : options.getHost();
    scheme = options.isSsl() ? "https" : "http";
    server =
        TestGateway.await(
            vertx
                .createHttpServer(options)
                .requestHandler(
                    request -> {
                      journal.add(
                          new Received(
                              request.method().name(),
                              request.uri(),
                              request.getHeader("Authorization"),
                              request.remoteAddress()));
                      handler.handle(request);
                    })
                .listen(options.getPort() == 80 ? 0 : options.getPort(), host));
  }

  String url() {
    return url("127.0.0.1");
  }

  String url(String host) {
    return scheme + "://" + host + ":" + server.actualPort();
  }

  int port() {
    return server.actualPort();
  }

  List<Received> received() {
    return List.copyOf(journal);
  }

  List<Received> received(String path) {
    return journal.stream().filter(r -> r.uri().split("\\?", 2)[0].equals(path)).toList();
  }

  long connections() {
    return journal.stream().map(Received::from).distinct().count();
  }

  @Override
  public void close() {
    TestGateway.await(vertx.close());
  }
}
