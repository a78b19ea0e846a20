package io.gatehouse.simulators;

import static io.gatehouse.simulators.ControlServer.constant;
import static io.gatehouse.simulators.ControlServer.done;
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
import java.util.ArrayList;
import java.util.List;

/** Moves a Hik-Connect cloud. */
final class HikConnectControl implements ControlServer.Control {

  private final HikConnectSimulator cloud;
  private final HikConnectTraffic traffic;

  HikConnectControl(HikConnectSimulator cloud, HikConnectTraffic traffic) {
    this.cloud = cloud;
    this.traffic = traffic;
  }

  @Override
  public Future<Void> serve(HttpServerRequest request, List<String> path, JsonNode input) {
    HttpServerResponse response = request.response();
    if (path.size() >= 3 && path.get(0).equals("devices")) {
      return send(response, serveDevice(request, path, input));
    }
    switch (request.method().name() + " " + String.join("/", path)) {
      case "GET journal" -> {
        return stream(ControlServer.lines(response), queues(request), number(request, "from", 0));
      }
      case "GET holds" -> {
        return cloud
            .cloud()
            .holds
            .someHeld(param(request, "path"))
            .compose(held -> send(response, done()));
      }
      case "POST listening" -> {
        return cloud
            .listening(required(input, "on").asBoolean())
            .compose(nothing -> send(response, done()));
      }
      default -> {
        return send(response, answer(request, String.join("/", path), input));
      }
    }
  }

  private JsonNode answer(HttpServerRequest request, String path, JsonNode input) {
    switch (request.method().name() + " " + path) {
      case "GET " -> {
        return describe();
      }
      case "GET counters" -> {
        return counters();
      }
      case "GET requests" -> {
        return requests(cloud.requests());
      }
      case "GET actuations" -> {
        return actuations(cloud.actuations());
      }
      case "POST messages" -> {
        return emit(input);
      }
      case "POST records" -> {
        cloud.addRecord(record(input));
      }
      case "POST burst" -> {
        int messages = required(input, "messages").asInt();
        cloud.burst(queue(input), messages, input.path("seed").asLong());
      }
      case "POST traffic" -> {
        if (input.has("queues")) {
          traffic.queues(constants(HikConnectMq.class, input.path("queues"), new HikConnectMq[0]));
        }
        traffic.rate(required(input, "rate").asDouble());
      }
      case "POST subscribe" -> cloud.subscribe(queue(input));
      case "POST lapse" -> cloud.lapse(queue(input));
      case "POST redeliver" -> cloud.redeliver(queue(input));
      case "POST shuffle" -> cloud.shuffleNext(queue(input));
      case "DELETE token" -> cloud.expireToken();
      case "DELETE connections" -> cloud.dropConnections();
      case "POST clock" -> ControlServer.moveClock(cloud.clock(), input);
      case "POST faults" -> ControlServer.addFault(cloud.faults(), input);
      case "DELETE faults" -> cloud.faults().clear();
      case "POST holds" ->
          cloud.hold(
              required(input, "path").asText(),
              constant(HikConnectSimulator.Moment.class, required(input, "moment").asText()));
      case "DELETE holds" -> cloud.release(param(request, "path"));
      default -> throw ControlServer.noSuchControl(request);
    }
    return done();
  }

  private JsonNode serveDevice(HttpServerRequest request, List<String> path, JsonNode input) {
    HikConnectDevice device = device(path.get(1));
    String action = String.join("/", path.subList(2, path.size()));
    switch (request.method().name() + " " + path.get(2)) {
      case "POST passages" -> {
        String passage = ControlServer.passage(path.subList(2, path.size()));
        HikConnectTrait[] traits =
            constants(HikConnectTrait.class, input.path("traits"), new HikConnectTrait[0]);
        return messages(device.play(constant(HikConnectPassage.class, passage), traits));
      }
      case "POST online" -> {
        if (required(input, "on").asBoolean()) {
          return messages(device.comeOnline());
        }
        device.goOffline();
        return done();
      }
      default -> throw new ControlServer.NotFound("no such control of a device: " + action);
    }
  }

  private HikConnectDevice device(String serial) {
    try {
      return cloud.device(serial);
    } catch (IllegalArgumentException e) {
      throw new ControlServer.NotFound(e.getMessage());
    }
  }

  private JsonNode emit(JsonNode input) {
    List<HikConnectMessage> emitted = new ArrayList<>();
    for (int i = 0; i < input.path("count").asInt(1); i++) {
      emitted.add(cloud.emit(queue(input), required(input, "message")));
    }
    return messages(emitted);
  }

  private ObjectNode describe() {
    ObjectNode node =
        Reply.JSON
            .createObjectNode()
            .put("url", cloud.url().toString())
            .put("areaUrl", cloud.areaUrl().toString())
            .put("clock", cloud.clock().now().toString())
            .put("faultsPending", cloud.faults().pending());
    ObjectNode queues = node.putObject("queues");
    for (HikConnectMq mq : HikConnectMq.values()) {
      queues
          .putObject(mq.lowerCase())
          .put("subscribed", cloud.isSubscribed(mq))
          .put("waiting", cloud.waiting(mq));
    }
    node.set("held", Reply.JSON.valueToTree(cloud.cloud().holds.held()));
    ArrayNode devices = node.putArray("devices");
    for (HikConnectDevice device : cloud.devices()) {
      devices
          .addObject()
          .put("serial", device.serial())
          .put("doorId", device.door().id())
          .put("online", device.isOnline());
    }
    node.set("counters", counters());
    return node;
  }

  private ObjectNode counters() {
    ObjectNode counters = Reply.JSON.valueToTree(cloud.journal().counters());
    return counters
        .put("limited", cloud.limited())
        .put("peakRate", cloud.peakRate())
        .put("uncompleted", cloud.uncompleted())
        .put("records", cloud.cloud().recordCount());
  }

  private Future<Void> stream(HttpServerResponse response, List<HikConnectMq> queues, int from) {
    if (queues.isEmpty()) {
      return response.end();
    }
    return ControlServer.stream(
            response,
            from,
            (start, limit) -> cloud.journal().emitted(queues.get(0), start, limit),
            HikConnectControl::message)
        .compose(sent -> stream(response, queues.subList(1, queues.size()), 0));
  }

  private static ArrayNode messages(List<HikConnectMessage> messages) {
    ArrayNode list = Reply.JSON.createArrayNode();
    messages.forEach(message -> list.add(message(message)));
    return list;
  }

  private static ObjectNode message(HikConnectMessage message) {
    return Reply.JSON
        .createObjectNode()
        .put("queue", message.mq().lowerCase())
        .put("id", message.id())
        .put("type", message.type())
        .put("emittedAt", message.emittedAt().toString())
        .put("state", message.state().name())
        .put("deliveries", message.deliveries())
        .put("completed", message.completed())
        .putRawValue("message", new RawValue(message.text()));
  }

  private static ArrayNode requests(List<HikConnectJournal.Request> requests) {
    ArrayNode list = Reply.JSON.createArrayNode();
    for (HikConnectJournal.Request request : requests) {
      list.addObject()
          .put("receivedAt", request.receivedAt().toString())
          .put("method", request.method())
          .put("path", request.path())
          .put("status", request.status())
          .put("outcome", request.outcome())
          .put("requestBytes", request.requestBytes())
          .put("replyBytes", request.replyBytes());
    }
    return list;
  }

  private static ArrayNode actuations(List<HikConnectJournal.Actuation> actuations) {
    ArrayNode list = Reply.JSON.createArrayNode();
    for (HikConnectJournal.Actuation actuation : actuations) {
      list.addObject()
          .put("at", actuation.at().toString())
          .put("target", actuation.target())
          .put("action", actuation.action());
    }
    return list;
  }

  private static List<HikConnectMq> queues(HttpServerRequest request) {
    String name = request.getParam("queue");
    return name == null
        ? List.of(HikConnectMq.values())
        : List.of(constant(HikConnectMq.class, name));
  }

  private static HikConnectMq queue(JsonNode input) {
    return constant(HikConnectMq.class, required(input, "queue").asText());
  }

  private static ObjectNode record(JsonNode input) {
    if (input instanceof ObjectNode record) {
      return record;
    }
    throw new IllegalArgumentException("a record is an object, not " + input);
  }

  private static String param(HttpServerRequest request, String name) {
    String value = request.getParam(name);
    if (value == null) {
      throw new IllegalArgumentException("the query lacks " + name);
    }
    return value;
  }

  private static <E extends Enum<E>> E[] constants(Class<E> type, JsonNode names, E[] none) {
    List<E> constants = new ArrayList<>();
    names.forEach(name -> constants.add(constant(type, name.asText())));
    return constants.toArray(none);
  }
}
