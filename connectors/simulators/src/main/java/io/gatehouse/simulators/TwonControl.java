package io.gatehouse.simulators;

import static io.gatehouse.simulators.ControlServer.constant;
import static io.gatehouse.simulators.ControlServer.done;
import static io.gatehouse.simulators.ControlServer.moveClock;
import static io.gatehouse.simulators.ControlServer.number;
import static io.gatehouse.simulators.ControlServer.required;
import static io.gatehouse.simulators.ControlServer.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** Moves the devices of a 2N fleet. */
final class TwonControl implements ControlServer.Control {

  private final TwonFleet fleet;
  private final TwonTraffic traffic;

  TwonControl(TwonFleet fleet, TwonTraffic traffic) {
    this.fleet = fleet;
    this.traffic = traffic;
  }

  @Override
  public Future<Void> serve(HttpServerRequest request, List<String> path, JsonNode input) {
    if (path.size() >= 2 && path.get(0).equals("devices")) {
      return serveDevice(request, fleetDevice(path.get(1)), path.subList(2, path.size()), input);
    }
    return serveFleet(request, String.join("/", path), input);
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
        return streamJournals(ControlServer.lines(request.response()), fleet.devices());
      }
      case "POST traffic" -> {
        traffic.rate(required(input, "rate").asDouble());
        return send(request.response(), done());
      }
      default -> throw ControlServer.noSuchControl(request);
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
        TwonPassage passage = constant(TwonPassage.class, ControlServer.passage(rest));
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
        ControlServer.addFault(device.faults(), input);
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
                    .emitted(
                        number(request, "from", 0), number(request, "limit", ControlServer.PAGE))));
      }
      case "GET requests" -> {
        return send(response, requests(device.journal().requests()));
      }
      case "GET actuations" -> {
        return send(response, actuations(device.journal().actuations()));
      }
      default -> throw ControlServer.noSuchControl(request);
    }
  }

  private TwonSimulator fleetDevice(String serialNumber) {
    try {
      return fleet.device(serialNumber);
    } catch (IllegalArgumentException e) {
      throw new ControlServer.NotFound(e.getMessage());
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

  private static Future<Void> streamJournals(
      HttpServerResponse response, List<TwonSimulator> devices) {
    if (devices.isEmpty()) {
      return response.end();
    }
    TwonJournal journal = devices.get(0).journal();
    return ControlServer.stream(response, 0, journal::emitted, TwonControl::event)
        .compose(sent -> streamJournals(response, devices.subList(1, devices.size())));
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
}
