package io.gatehouse.akuvox.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers commands as told: for answers that no simulator gives. */
final class ScriptedCloud implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();

  private record Reply(int status, String contentType, String body) {}

  /** A request. */
  record Received(String path, String authorization, String accept, JsonNode body) {
    String command() {
      return body.path("command").asText();
    }
  }

  ScriptedCloud() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    for (String command :
        List.of(
            SimulatedAkuvoxCloud.DEVICES, SimulatedAkuvoxCloud.DOORS, SimulatedAkuvoxCloud.CALLS)) {
      result(command, "[]");
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on a command succeeds with this result. */
  void result(String command, String result) {
    body(command, "{\"success\":true,\"timestamp\":1772445600000,\"result\":" + result + "}");
  }

  /** From now on this is what a command is answered with. */
  void body(String command, String body) {
    reply(command, 200, "application/json", body);
  }

  void reply(String command, int status, String contentType, String body) {
    replies.put(command, new Reply(status, contentType, body));
  }

  List<Received> received() {
    return received;
  }

  long count(String command) {
    return received.stream().filter(one -> command.equals("/" + one.command())).count();
  }

  private void serve(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    Received one =
        new Received(
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("Accept"),
            body);
    received.add(one); // first, so that who has the reply finds it there
    Reply reply = replies.get("/" + one.command());
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", reply.contentType());
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
