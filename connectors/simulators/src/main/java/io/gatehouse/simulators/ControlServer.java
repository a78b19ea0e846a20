package io.gatehouse.simulators;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
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
import java.util.Optional;

/** Moves what is simulated over HTTP, on a loopback port of its own, without authentication. */
final class ControlServer {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String CLOUD = "hik";

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

  private final Optional<TwonControl> devices;
  private final Optional<HikConnectControl> cloud;
  private final HttpServer server;

  /**
   * @param devices the fleet, if there is one: all paths but the cloud's
   * @param cloud the cloud, if there is one: all paths under /hik
   */
  ControlServer(Vertx vertx, Optional<TwonControl> devices, Optional<HikConnectControl> cloud) {
    this.devices = devices;
    this.cloud = cloud;
    this.server = vertx.createHttpServer().requestHandler(this::receive);
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
      boolean toCloud = !path.isEmpty() && path.get(0).equals(CLOUD);
      Optional<? extends Control> control = toCloud ? cloud : devices;
      return control
          .orElseThrow(() -> noSuchControl(request))
          .serve(request, toCloud ? path.subList(1, path.size()) : path, input);
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

  static JsonNode done() {
    return Reply.JSON.valueToTree(Map.of("done", true));
  }

  static Future<Void> send(HttpServerResponse response, JsonNode json) {
    return response.putHeader("Content-Type", "application/json").end(text(json) + "\n");
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
