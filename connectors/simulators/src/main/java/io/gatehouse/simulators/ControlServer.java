package io.gatehouse.simulators;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.vertx.core.Future;
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

/**
 * Moves the devices of a fleet over HTTP, on a loopback port of its own, without authentication.
 */
final class ControlServer {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int PAGE = 1000;

  /** A request to control that cannot be served; the message is for the caller. */
  private static final class NotFound extends RuntimeException {
    NotFound(String message) {
      super(message, null, false, false);
    }
  }

  private final TwonFleet fleet;
  private final TwonTraffic traffic;
  private final HttpServer server;

  ControlServer(TwonFleet fleet, TwonTraffic traffic) {
    this.fleet = fleet;
    this.traffic = traffic;
    this.server = fleet.vertx().createHttpServer().requestHandler(this::receive);
  }

  /**
   * Listens and returns where.
   *
   * @param port 0 for any free one
   */
  URI listen(int port) {
    HttpServer listening = TwonSimulator.await(server.listen(port, LOOPBACK));
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
        || e instanceof DateTimeException
        || e instanceof JsonProcessingException;
  }

  private Future<Void> serve(HttpServerRequest request, Buffer body) {
    try {
      List<String> path = path(request);
      JsonNode input =
          body.length() == 0 ? Reply.JSON.createObjectNode() : Reply.JSON.readTree(body.getBytes());
      if (path.size() >= 2 && path.get(0).equals("devices")) {
        return serveDevice(request, fleetDevice(path.get(1)), path.subList(2, path.size()), input);
      }
      return serveFleet(request, String.join("/", path), input);
    } catch (IOException | RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Void> serveFleet(HttpServerRequest request, String path, JsonNode input) {
    switch (request.method().name() + " " + path) {
      case "GET devices" -> {
        ArrayNode list = Reply.JSON.createArrayNode();
        fleet.devices().forEach(device -> list.add(describe(device)));
        return send(request.response(), list);
      }
      case "GET counters" -> {
        return send(request.response(), Reply.JSON.valueToTree(fleet.counters()));
      }
      case "GET journal" -> {
        HttpServerResponse response =
            request.response().putHeader("Content-Type", "application/x-ndjson").setChunked(true);
        return streamJournal(response, 0, 0);
      }
      case "POST traffic" -> {
        traffic.rate(required(input, "rate").asDouble());
        return send(request.response(), done());
      }
      default -> throw new NotFound("no such control: " + request.method() + " /" + path);
    }
  }

  private Future<Void> serveDevice(
      HttpServerRequest request, TwonSimulator device, List<String> rest, JsonNode input) {
    HttpServerResponse response = request.response();
    String path = rest.isEmpty() ? "" : rest.get(0);
    switch (request.method().name() + " " + path) {
      case "GET " -> {
        return send(response, describe(device));
      }
      case "POST events" -> {
        return send(response, emit(device, input));
      }
      case "POST passages" -> {
        if (rest.size() != 2) {
          throw new NotFound("name the passage, as in passages/card");
        }
        TwonPassage passage = constant(TwonPassage.class, rest.get(1));
        return send(response, events(device.play(passage)));
      }
      case "POST burst" -> {
        device.burst(required(input, "events").asInt(), input.path("seed").asLong());
        return send(response, done());
      }
      case "POST restart" -> {
        if (input.path("loseClock").asBoolean()) {
          device.restartLosingClock();
        } else {
          device.restart();
        }
        return send(response, describe(device));
      }
      case "POST replace" -> {
        device.replace(required(input, "serialNumber").asText());
        return send(response, describe(device));
      }
      case "POST clock" -> {
        moveClock(device.clock(), input);
        return send(response, describe(device));
      }
      case "POST input" -> {
        device.setInput(required(input, "port").asText(), required(input, "state").asBoolean());
        return send(response, done());
      }
      case "DELETE channels" -> {
        device.dropChannels();
        return send(response, done());
      }
      case "DELETE nonces" -> {
        device.rotateNonces();
        return send(response, done());
      }
      case "DELETE connections" -> {
        device.dropConnections();
        return send(response, done());
      }
      case "POST listening" -> {
        return device
            .listening(required(input, "on").asBoolean())
            .compose(nothing -> send(response, done()));
      }
      case "POST faults" -> {
        Fault.Kind kind = constant(Fault.Kind.class, required(input, "fault").asText());
        device
            .faults()
            .add(
                required(input, "path").asText(),
                input.path("times").asInt(1),
                new Fault(kind, input.path("value").asLong()));
        return send(response, done());
      }
      case "DELETE faults" -> {
        device.faults().clear();
        return send(response, done());
      }
      case "GET journal" -> {
        return send(
            response,
            events(
                device
                    .journal()
                    .emitted(number(request, "from", 0), number(request, "limit", PAGE))));
      }
      case "GET requests" -> {
        return send(response, requests(device.journal().requests()));
      }
      case "GET actuations" -> {
        return send(response, actuations(device.journal().actuations()));
      }
      default -> throw new NotFound("no such control: " + request.method() + " " + request.path());
    }
  }

  private TwonSimulator fleetDevice(String serialNumber) {
    try {
      return fleet.device(serialNumber);
    } catch (IllegalArgumentException e) {
      throw new NotFound(e.getMessage());
    }
  }

  private static ObjectNode describe(TwonSimulator device) {
    ObjectNode node =
        Reply.JSON
            .createObjectNode()
            .put("serialNumber", device.serialNumber())
            .put("url", device.url().toString())
            .put("boot", device.boot())
            .put("clock", device.clock().now().toString())
            .put("channels", device.openChannels())
            .put("faultsPending", device.faults().pending());
    node.set("counters", Reply.JSON.valueToTree(device.journal().counters()));
    return node;
  }

  private static JsonNode emit(TwonSimulator device, JsonNode input) {
    String type = required(input, "type").asText();
    ArrayNode emitted = Reply.JSON.createArrayNode();
    for (int i = 0; i < input.path("count").asInt(1); i++) {
      emitted.add(
          event(
              input.path("params") instanceof ObjectNode params
                  ? device.emit(type, params)
                  : device.emit(type)));
    }
    return emitted;
  }

  private static void moveClock(DeviceClock clock, JsonNode input) {
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

  private Future<Void> streamJournal(HttpServerResponse response, int device, int from) {
    if (device == fleet.devices().size()) {
      return response.end();
    }
    List<TwonEvent> page = fleet.device(device).journal().emitted(from, PAGE);
    if (page.isEmpty()) {
      return streamJournal(response, device + 1, 0);
    }
    StringBuilder lines = new StringBuilder();
    page.forEach(event -> lines.append(text(event(event))).append('\n'));
    return response
        .write(lines.toString())
        .compose(written -> streamJournal(response, device, from + page.size()));
  }

  private static ArrayNode events(List<TwonEvent> events) {
    ArrayNode list = Reply.JSON.createArrayNode();
    events.forEach(event -> list.add(event(event)));
    return list;
  }

  private static ObjectNode event(TwonEvent event) {
    ObjectNode node =
        Reply.JSON
            .createObjectNode()
            .put("serialNumber", event.serialNumber())
            .put("boot", event.boot())
            .put("id", event.id())
            .put("utcTime", event.utcTime())
            .put("upTime", event.upTime())
            .put("tzShift", event.tzShift())
            .put("type", event.type());
    return event.params() == null ? node : node.putRawValue("params", new RawValue(event.params()));
  }

  private static ArrayNode requests(List<TwonJournal.Request> requests) {
    ArrayNode list = Reply.JSON.createArrayNode();
    for (TwonJournal.Request request : requests) {
      list.addObject()
          .put("serialNumber", request.serialNumber())
          .put("boot", request.boot())
          .put("receivedAt", request.receivedAt().toString())
          .put("method", request.method())
          .put("path", request.path())
          .put("query", request.query())
          .put("account", request.account())
          .put("status", request.status())
          .put("outcome", request.outcome());
    }
    return list;
  }

  private static ArrayNode actuations(List<TwonJournal.Actuation> actuations) {
    ArrayNode list = Reply.JSON.createArrayNode();
    for (TwonJournal.Actuation actuation : actuations) {
      list.addObject()
          .put("serialNumber", actuation.serialNumber())
          .put("boot", actuation.boot())
          .put("at", actuation.at().toString())
          .put("target", actuation.target())
          .put("action", actuation.action())
          .put("account", actuation.account());
    }
    return list;
  }

  private static List<String> path(HttpServerRequest request) {
    return Arrays.stream(request.path().split("/", -1)).filter(part -> !part.isEmpty()).toList();
  }

  private static JsonNode required(JsonNode input, String name) {
    JsonNode value = input.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the body lacks " + name);
    }
    return value;
  }

  private static int number(HttpServerRequest request, String name, int missing) {
    String value = request.getParam(name);
    return value == null ? missing : Integer.parseInt(value);
  }

  /** An enum constant by its name, in lower case and with hyphens if one likes. */
  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
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

  private static JsonNode done() {
    return Reply.JSON.valueToTree(Map.of("done", true));
  }

  private static Future<Void> send(HttpServerResponse response, JsonNode json) {
    return response.putHeader("Content-Type", "application/json").end(text(json) + "\n");
  }

  private static String text(JsonNode json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = Reply.JSON.createGenerator(text)) {
      generator.writeTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
