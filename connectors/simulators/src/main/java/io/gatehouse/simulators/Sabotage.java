package io.gatehouse.simulators;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;

/** How replies go wrong on the wire, whatever the vendor. */
final class Sabotage {

  private static final int CHUNK = 65_536;

  private Sabotage() {}

  /**
   * Ends a connection so that the peer sees a reset, not an end. Vert.x has no call for it: this
   * goes through its channel, which is what {@code io.vertx.core.http.impl} is needed for.
   */
  static void reset(HttpConnection connection) {
    Channel channel = ((HttpServerConnection) connection).channelHandlerContext().channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var unused = channel.close(); // nobody is left to be told
  }

  /** Sends what there is of a body, then ends the connection. */
  static void cut(HttpServerRequest request, Buffer start) {
    if (start.length() == 0) {
      request.connection().close();
    } else {
      request.response().write(start).onComplete(written -> request.connection().close());
    }
  }

  /** Sends valid JSON with so many spaces in it that it has this many bytes. */
  static void sendOversized(HttpServerResponse response, String head, String tail, long bytes) {
    Buffer start = Buffer.buffer(head);
    Buffer end = Buffer.buffer(tail);
    long padding = Math.max(0, bytes - start.length() - end.length());
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(
            HttpHeaders.CONTENT_LENGTH, Long.toString(start.length() + padding + end.length()));
    response.write(start);
    pad(response, padding, end);
  }

  private static void pad(HttpServerResponse response, long left, Buffer end) {
    if (response.closed()) {
      return;
    }
    if (left == 0) {
      response.end(end);
      return;
    }
    int size = (int) Math.min(CHUNK, left);
    response
        .write(Buffer.buffer(" ".repeat(size)))
        .onSuccess(written -> pad(response, left - size, end));
  }
}
