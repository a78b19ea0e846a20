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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Moves an Akuvox cloud. */
final class AkuvoxCloudControl implements ControlServer.Control {

  private final AkuvoxCloudSimulator cloud;
  private final AkuvoxTraffic traffic;

  AkuvoxCloudControl(AkuvoxCloudSimulator cloud, AkuvoxTraffic traffic) {
    this.cloud = cloud;
    this.traffic = traffic;
  }

  @Override
  public Future<Void> serve(HttpServerRequest request, List<String> path, JsonNode input) {
    HttpServerResponse response = request.response();
    if (path.size() >= 3 && path.get(0).equals("residences")) {
      return send(
          response, serveResidence(request, path.get(1), path.subList(2, path.size()), input));
    }
    switch (request.method().name() + " " + String.join("/", path)) {
      case "GET journal" -> {
        return ControlServer.stream(
                ControlServer.lines(response),
                number(request, "from", 0),
                cloud.journal()::emitted,
                AkuvoxCloudControl::record)
            .compose(sent -> response.end());
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
        return Reply.JSON.valueToTree(cloud.journal().counters());
      }
      case "GET requests" -> {
        return AkuvoxControl.requests(cloud.journal().requests());
      }
      case "GET actuations" -> {
        return AkuvoxControl.actuations(cloud.journal().actuations());
      }
      case "POST traffic" -> traffic.rate(required(input, "rate").asDouble());
      case "POST token" -> cloud.replaceToken(required(input, "token").asText());
      case "POST online" ->
          cloud.setOnline(required(input, "mac").asText(), required(input, "on").asBoolean());
      case "POST clock" -> ControlServer.moveClock(cloud.clock(), input);
      case "POST faults" -> ControlServer.addFault(cloud.faults(), input);
      case "DELETE faults" -> cloud.faults().clear();
      case "DELETE connections" -> cloud.dropConnections();
      default -> throw ControlServer.noSuchControl(request);
    }
    return done();
  }

  private JsonNode serveResidence(
      HttpServerRequest request, String residence, List<String> rest, JsonNode input) {
    if (!cloud.residences().contains(residence)) {
      throw new ControlServer.NotFound("no such residence: " + residence);
    }
    switch (request.method().name() + " " + rest.get(0)) {
      case "POST records" -> {
        return emit(residence, input);
      }
      case "POST passages" -> {
        return records(
            cloud.play(constant(AkuvoxCloudPassage.class, ControlServer.passage(rest)), residence));
      }
      case "POST burst" -> {
        cloud.burst(residence, required(input, "records").asInt(), input.path("seed").asLong());
        return done();
      }
      default -> throw ControlServer.noSuchControl(request);
    }
  }

  private JsonNode emit(String residence, JsonNode input) {
    AkuvoxCloudRecord.History history =
        constant(AkuvoxCloudRecord.History.class, required(input, "history").asText());
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    required(input, "fields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    ArrayNode emitted = Reply.JSON.createArrayNode();
    for (int i = 0; i < input.path("count").asInt(1); i++) {
      emitted.add(record(cloud.emit(history, residence, fields)));
    }
    return emitted;
  }

  private ObjectNode describe() {
    ObjectNode node =
        Reply.JSON
            .createObjectNode()
            .put("url", cloud.url().toString())
            .put("clock", cloud.clock().now().toString())
            .put("faultsPending", cloud.faults().pending());
    ArrayNode residences = node.putArray("residences");
    for (AkuvoxResidence residence : cloud.cloud().options.residences()) {
      ArrayNode devices = residences.addObject().put("id", residence.id()).putArray("devices");
      for (AkuvoxCloudDevice device : residence.devices()) {
        devices
            .addObject()
            .put("mac", device.mac())
            .put("name", device.name())
            .put("online", cloud.cloud().isOnline(device));
      }
    }
    node.set("counters", Reply.JSON.valueToTree(cloud.journal().counters()));
    return node;
  }

  private static ArrayNode records(List<AkuvoxCloudRecord> records) {
    ArrayNode list = Reply.JSON.createArrayNode();
    records.forEach(written -> list.add(record(written)));
    return list;
  }

  private static ObjectNode record(AkuvoxCloudRecord written) {
    return Reply.JSON
        .createObjectNode()
        .put("history", written.history().name().toLowerCase(Locale.ROOT))
        .put("residence", written.residence())
        .put("number", written.number())
        .put("at", written.at().toString())
        .putRawValue("fields", new RawValue(written.json()));
  }
}
