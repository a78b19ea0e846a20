package io.gatehouse.simulators;

import static io.gatehouse.simulators.ControlServer.constant;
import static io.gatehouse.simulators.ControlServer.done;
import static io.gatehouse.simulators.ControlServer.number;
import static io.gatehouse.simulators.ControlServer.required;
import static io.gatehouse.simulators.ControlServer.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Moves the devices of an Akuvox fleet. */
final class AkuvoxControl implements ControlServer.Control {

  private final AkuvoxFleet fleet;
  private final AkuvoxTraffic traffic;

  AkuvoxControl(AkuvoxFleet fleet, AkuvoxTraffic traffic) {
    this.fleet = fleet;
    this.traffic = traffic;
  }

  @Override
  public Future<Void> serve(HttpServerRequest request, List<String> path, JsonNode input) {
    if (path.size() >= 2 && path.get(0).equals("devices")) {
      return serveDevice(request, device(path.get(1)), path.subList(2, path.size()), input);
    }
    switch (request.method().name() + " " + String.join("/", path)) {
      case "GET devices" -> {
        ArrayNode list = Reply.JSON.createArrayNode();
        fleet.devices().forEach(device -> list.add(describe(device)));
        return send(request.response(), list);
      }
      case "GET counters" -> {
        return send(request.response(), Reply.JSON.valueToTree(fleet.counters()));
      }
      case "GET journal" -> {
        return streamJournals(ControlServer.lines(request.response()), fleet.devices());
      }
      case "POST traffic" -> {
        traffic.rate(required(input, "rate").asDouble());
        return send(request.response(), done());
      }
      default -> throw ControlServer.noSuchControl(request);
    }
  }

  private AkuvoxSimulator device(String mac) {
    try {
      return fleet.device(mac);
    } catch (IllegalArgumentException e) {
      throw new ControlServer.NotFound(e.getMessage());
    }
  }

  private static Future<Void> serveDevice(
      HttpServerRequest request, AkuvoxSimulator device, List<String> rest, JsonNode input) {
    HttpServerResponse response = request.response();
    String path = String.join("/", rest);
    switch (request.method().name() + " " + path) {
      case "POST listening" -> {
        return device
            .listening(required(input, "on").asBoolean())
            .compose(nothing -> send(response, done()));
      }
      case "GET " -> {
        return send(response, describe(device));
      }
      case "GET journal" -> {
        int limit = number(request, "limit", ControlServer.PAGE);
        return send(response, records(device.journal().emitted(number(request, "from", 0), limit)));
      }
      case "GET requests" -> {
        return send(response, requests(device.journal().requests()));
      }
      case "GET actuations" -> {
        return send(response, actuations(device.journal().actuations()));
      }
      default -> {
        return send(response, act(request, device, rest, input));
      }
    }
  }

  private static JsonNode act(
      HttpServerRequest request, AkuvoxSimulator device, List<String> rest, JsonNode input) {
    switch (request.method().name() + " " + (rest.isEmpty() ? "" : rest.get(0))) {
      case "POST records" -> {
        return emit(device, input);
      }
      case "POST passages" -> {
        return records(device.play(constant(AkuvoxPassage.class, ControlServer.passage(rest))));
      }
      case "POST burst" ->
          device.burst(required(input, "records").asInt(), input.path("seed").asLong());
      case "POST clear" -> device.clear(log(input));
      case "POST input" ->
          device.setInput(required(input, "port").asText(), required(input, "level").asInt());
      case "POST restart" -> {
        if (input.path("loseClock").asBoolean()) {
          device.restartLosingClock();
        } else {
          device.restart();
        }
      }
      case "POST replace" -> device.replace(required(input, "mac").asText());
      case "POST lock-ups" ->
          device.setLockUp(Duration.parse(required(input, "duration").asText()));
      case "POST clock" -> ControlServer.moveClock(device.clock(), input);
      case "POST faults" -> ControlServer.addFault(device.faults(), input);
      case "DELETE faults" -> device.faults().clear();
      case "DELETE nonces" -> device.rotateNonces();
      case "DELETE connections" -> device.dropConnections();
      default -> throw ControlServer.noSuchControl(request);
    }
    return describe(device);
  }

  private static JsonNode emit(AkuvoxSimulator device, JsonNode input) {
    Map<String, String> fields = new LinkedHashMap<>();
    required(input, "fields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    ArrayNode emitted = Reply.JSON.createArrayNode();
    for (int i = 0; i < input.path("count").asInt(1); i++) {
      emitted.add(record(device.emit(log(input), fields)));
    }
    return emitted;
  }

  private static AkuvoxRecord.Log log(JsonNode input) {
    return constant(AkuvoxRecord.Log.class, required(input, "log").asText());
  }

  private static ObjectNode describe(AkuvoxSimulator device) {
    ObjectNode node =
        Reply.JSON
            .createObjectNode()
            .put("mac", device.mac())
            .put("url", device.url().toString())
            .put("clock", device.clock().now().toString())
            .put("lockUps", device.lockUps())
            .put("faultsPending", device.faults().pending());
    node.set("counters", Reply.JSON.valueToTree(device.journal().counters()));
    return node;
  }

  private static Future<Void> streamJournals(
      HttpServerResponse response, List<AkuvoxSimulator> devices) {
    if (devices.isEmpty()) {
      return response.end();
    }
    AkuvoxJournal<AkuvoxRecord> journal = devices.get(0).journal();
    return ControlServer.stream(response, 0, journal::emitted, AkuvoxControl::record)
        .compose(sent -> streamJournals(response, devices.subList(1, devices.size())));
  }

  private static ArrayNode records(List<AkuvoxRecord> records) {
    ArrayNode list = Reply.JSON.createArrayNode();
    records.forEach(written -> list.add(record(written)));
    return list;
  }

  private static ObjectNode record(AkuvoxRecord written) {
    ObjectNode node =
        Reply.JSON
            .createObjectNode()
            .put("mac", written.mac())
            .put("log", written.log().target())
            .put("number", written.number())
            .put("id", written.id())
            .put("at", written.at().toString());
    ObjectNode fields = node.putObject("fields");
    written.fields().forEach(fields::put);
    return node;
  }

  static ArrayNode requests(List<AkuvoxJournal.Request> requests) {
    ArrayNode list = Reply.JSON.createArrayNode();
    for (AkuvoxJournal.Request request : requests) {
      list.addObject()
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

  static ArrayNode actuations(List<AkuvoxJournal.Actuation> actuations) {
    ArrayNode list = Reply.JSON.createArrayNode();
    for (AkuvoxJournal.Actuation actuation : actuations) {
      list.addObject()
          .put("at", actuation.at().toString())
          .put("target", actuation.target())
          .put("action", actuation.action())
          .put("account", actuation.account());
    }
    return list;
  }
}
