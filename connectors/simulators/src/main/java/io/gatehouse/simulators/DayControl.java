package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;

/** Begins the day, and tells how far it is. */
final class DayControl implements ControlServer.Control {

  private final Day day;

  DayControl(Day day) {
    this.day = day;
  }

  @Override
  public Future<Void> serve(HttpServerRequest request, List<String> path, JsonNode input) {
    switch (request.method().name() + " " + String.join("/", path)) {
      case "GET " -> {
        return ControlServer.send(request.response(), describe());
      }
      case "POST " -> {
        day.play(
            input.has("duration") ? Duration.parse(input.get("duration").asText()) : day.length());
        return ControlServer.send(request.response(), describe());
      }
      default -> throw ControlServer.noSuchControl(request);
    }
  }

  private ObjectNode describe() {
    List<Day.Progress> progress = day.progress();
    ObjectNode node =
        Reply.JSON
            .createObjectNode()
            .put("over", progress.stream().allMatch(Day.Progress::over))
            .put("scene", playing(progress));
    ArrayNode scenes = node.putArray("scenes");
    for (Day.Progress one : progress) {
      ArrayNode devices =
          scenes
              .addObject()
              .put("name", one.scene().name())
              .put("story", one.scene().story())
              .put("begun", one.begun())
              .put("over", one.over())
              .put("records", one.records())
              .putArray("devices");
      one.scene().acts().stream().map(Day.Act::device).distinct().forEach(devices::add);
    }
    return node;
  }

  /** The name of the scene that has begun and is not over, or null. */
  private static String playing(List<Day.Progress> progress) {
    return progress.stream()
        .filter(one -> one.begun() && !one.over())
        .map(one -> one.scene().name())
        .findFirst()
        .orElse(null);
  }
}
