package io.gatehouse.simulators;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Moves what is simulated over HTTP, on a loopback port of its own, without authentication. */
final class ControlServer {

  private static final String LOOPBACK = "127.0.0.1";

  /** How many records are read from a journal at once. */
  static final int PAGE = 1000;

  /** Serves requests to control what one vendor has here. */
  interface Control {
    /**
     * Answers a request.
     *
     * @param path its parts, below what leads to this control
     * @param input the body, an empty object if there is none
     */
    Future<Void> serve(HttpServerRequest request, List<String> path, JsonNode input)
        throws IOException;
  }

  /** A request to control that cannot be served; the message is for the caller. */
  static final class NotFound extends RuntimeException {
    NotFound(String message) {
      super(message, null, false, false);
    }
  }

  /** A part of a journal. */
  interface Part<T> {
    List<T> read(int from, int limit);
  }

  private final Map<String, Control> controls;
  private final HttpServer server;

  /**
   * @param controls by the first part of their paths; the one by "" has all other paths
   */
  ControlServer(Vertx vertx, Map<String, Control> controls) {
    this.controls = Map.copyOf(controls);
    // HTTP/1.1 only: the JDK's client asks to go on in HTTP/2, and then misses the end of a
    // journal.
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .requestHandler(this::receive);
  }

  /**
   * Listens and returns where.
   *
   * @param port 0 for any free one
   */
  URI listen(int port) {
    HttpServer listening = EventLoops.await(server.listen(port, LOOPBACK));
    return URI.create("http://%s:%d".formatted(LOOPBACK, listening.actualPort()));
  }

  private void receive(HttpServerRequest request) {
    request
        .body()
        .compose(body -> serve(request, body))
        .onFailure(e -> fail(request.response(), e));
  }

  private static void fail(HttpServerResponse response, Throwable e) {
    int status = e instanceof NotFound ? 404 : isCallersFault(e) ? 400 : 500;
    ObjectNode reply = Reply.JSON.createObjectNode().put("error", String.valueOf(e.getMessage()));
    send(response.setStatusCode(status), reply);
  }

  private static boolean isCallersFault(Throwable e) {
    return e instanceof IllegalArgumentException
        || e instanceof IllegalStateException
        || e instanceof DateTimeException
        || e instanceof JsonProcessingException;
  }

  private Future<Void> serve(HttpServerRequest request, Buffer body) {
    try {
      List<String> path = path(request);
      JsonNode input =
          body.length() == 0 ? Reply.JSON.createObjectNode() : Reply.JSON.readTree(body.getBytes());
      if (!path.isEmpty() && controls.containsKey(path.get(0))) {
        return controls.get(path.get(0)).serve(request, path.subList(1, path.size()), input);
      }
      if (!controls.containsKey("")) {
        throw noSuchControl(request);
      }
      return controls.get("").serve(request, path, input);
    } catch (IOException | RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  static NotFound noSuchControl(HttpServerRequest request) {
    return new NotFound("no such control: " + request.method() + " " + request.path());
  }

  private static List<String> path(HttpServerRequest request) {
    return Arrays.stream(request.path().split("/", -1)).filter(part -> !part.isEmpty()).toList();
  }

  static void moveClock(DeviceClock clock, JsonNode input) {
    if (input.has("set")) {
      clock.set(Instant.parse(input.get("set").asText()));
    }
    if (input.has("advance")) {
      clock.advance(Duration.parse(input.get("advance").asText()));
    }
    if (!input.has("set") && !input.has("advance")) {
      throw new IllegalArgumentException(
          "say what to do: {\"set\":\"2026-01-01T00:00:00Z\"} or {\"advance\":\"PT90S\"}");
    }
  }

  static void addFault(Faults faults, JsonNode input) {
    Fault.Kind kind = constant(Fault.Kind.class, required(input, "fault").asText());
    faults.add(
        required(input, "path").asText(),
        input.path("times").asInt(1),
        new Fault(kind, input.path("value").asLong(), input.path("code").asText(null)));
  }

  static JsonNode required(JsonNode input, String name) {
    JsonNode value = input.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the body lacks " + name);
    }
    return value;
  }

  static int number(HttpServerRequest request, String name, int missing) {
    String value = request.getParam(name);
    return value == null ? missing : Integer.parseInt(value);
  }

  /** An enum constant by its name, in lower case and with hyphens if one likes. */
  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is none of %s"
                        .formatted(
                            name,
                            Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT))));
  }

  /** The name of a passage in what is left of a path. */
  static String passage(List<String> rest) {
    if (rest.size() != 2) {
      throw new NotFound("name the passage, as in passages/card");
    }
    return rest.get(1);
  }

  static JsonNode done() {
    return Reply.JSON.valueToTree(Map.of("done", true));
  }

  static Future<Void> send(HttpServerResponse response, JsonNode json) {
    return response.putHeader("Content-Type", "application/json").end(text(json) + "\n");
  }

  /** A response that will be one JSON object a line. */
  static HttpServerResponse lines(HttpServerResponse response) {
    return response.putHeader("Content-Type", "application/x-ndjson").setChunked(true);
  }

  /**
   * Writes a journal from a position on, as fast as the caller reads; does not end the response.
   */
  static <T> Future<Void> stream(
      HttpServerResponse response, int from, Part<T> journal, Function<T, JsonNode> line) {
    List<T> part = journal.read(from, PAGE);
    if (part.isEmpty()) {
      return Future.succeededFuture();
    }
    StringBuilder lines = new StringBuilder();
    part.forEach(each -> lines.append(text(line.apply(each))).append('\n'));
    return response
        .write(lines.toString())
        .compose(written -> stream(response, from + part.size(), journal, line));
  }

  static String text(JsonNode json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = Reply.JSON.createGenerator(text)) {
      generator.writeTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
