package io.gatehouse.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The connections to one device; each carries one exchange at a time, the one used last is reused
 * first. Owned by the endpoint's event loop.
 */
final class Connections {

  /** A connection and its past. */
  static final class Connection {

    private final HttpClientConnection http;
    private boolean reused;
    private Instant idleSince = Instant.MIN;

    private Connection(HttpClientConnection http) {
      this.http = http;
    }

    HttpClientConnection http() {
      return http;
    }

    /** Whether it has carried an exchange before, and may have died since. */
    boolean reused() {
      return reused;
    }
  }

  private final HttpClientAgent client;
  private final Supplier<HttpConnectOptions> address;
  private final Clock clock;
  private final Duration keepAlive;
  private final Consumer<HttpClientConnection> opened;
  private final Set<Connection> all = new HashSet<>();
  private final Deque<Connection> idle = new ArrayDeque<>();

  Connections(
      HttpClientAgent client,
      Supplier<HttpConnectOptions> address,
      Clock clock,
      Duration keepAlive,
      Consumer<HttpClientConnection> opened) {
    this.client = client;
    this.address = address;
    this.clock = clock;
    this.keepAlive = keepAlive;
    this.opened = opened;
  }

  /** A connection that is fit for reuse, or else a new one. */
  Future<Connection> take() {
    for (Connection last = idle.pollLast(); last != null; last = idle.pollLast()) {
      if (clock.instant().isBefore(last.idleSince.plus(keepAlive))) {
        last.reused = true;
        return Future.succeededFuture(last);
      }
      last.http.close();
    }
    return open();
  }

  Future<Connection> open() {
    return client.connect(address.get()).map(this::adopt);
  }

  private Connection adopt(HttpClientConnection http) {
    Connection connection = new Connection(http);
    all.add(connection);
    http.closeHandler(
        closed -> {
          all.remove(connection);
          idle.remove(connection);
        });
    // A connection that ends badly fails its exchange, which tells; unhandled it were logged too.
    http.exceptionHandler(told -> {});
    opened.accept(http);
    return connection;
  }

  void giveBack(Connection connection) {
    connection.idleSince = clock.instant();
    idle.addLast(connection);
  }

  Future<Void> close() {
    return Future.join(
            List.copyOf(all).stream().map(connection -> connection.http.close()).toList())
        .mapEmpty();
  }
}
