package io.gatehouse.streams.api;

import io.gatehouse.streams.incidents.Incidents;
import io.gatehouse.streams.passages.DeviceStates;
import io.gatehouse.streams.passages.DoorStates;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What is answered about doors, devices and incidents. */
final class Answers {

  /** No list of incidents is longer: the newest stand in it. */
  static final int MOST_INCIDENTS = 1000;

  private final Tables tables;
  private final Instances instances;

  Answers(Tables tables, Instances instances) {
    this.tables = tables;
    this.instances = instances;
  }

  Future<Void> doors(Exchange exchange) {
    exchange.allow(Set.of());
    return instances
        .all(exchange, DoorStates.STORE, "/doors", "doors", tables::doors)
        .compose(exchange::answer);
  }

  Future<Void> door(Exchange exchange) {
    exchange.allow(Set.of());
    String deviceId = exchange.path("deviceId");
    String name = exchange.path("door");
    return instances
        .one(
            exchange,
            DoorStates.STORE,
            deviceId,
            partition -> tables.door(partition, deviceId, name))
        .map(found -> found.orElseThrow(() -> new Refusal(404, "No such door was seen.")))
        .compose(
            door ->
                exchange.forwarded()
                    ? Future.succeededFuture(door)
                    : incidents(exchange, IncidentQuery.openAt(deviceId, name))
                        .map(
                            open ->
                                door.put("openIncidents", open.getJsonArray("incidents"))
                                    .put("complete", open.getBoolean("complete"))
                                    .put("missing", open.getJsonArray("missing"))))
        .compose(exchange::answer);
  }

  Future<Void> device(Exchange exchange) {
    exchange.allow(Set.of());
    String deviceId = exchange.path("deviceId");
    return instances
        .one(
            exchange, DeviceStates.STORE, deviceId, partition -> tables.device(partition, deviceId))
        .map(found -> found.orElseThrow(() -> new Refusal(404, "No such device was seen.")))
        .compose(exchange::answer);
  }

  Future<Void> incidents(Exchange exchange) {
    return incidents(exchange, IncidentQuery.of(exchange)).compose(exchange::answer);
  }

  Future<Void> incident(Exchange exchange) {
    exchange.allow(Set.of());
    String incidentId = exchange.path("incidentId");
    return instances
        .one(
            exchange,
            Incidents.STORE,
            incidentId,
            partition -> tables.incident(partition, incidentId))
        .map(found -> found.orElseThrow(() -> new Refusal(404, "There is no such incident.")))
        .compose(exchange::answer);
  }

  private Future<JsonObject> incidents(Exchange exchange, IncidentQuery query) {
    // One more than is shown tells that there are more.
    return instances
        .all(
            exchange,
            Incidents.STORE,
            query.uri(),
            "incidents",
            () -> tables.incidents(query, MOST_INCIDENTS + 1))
        .map(answer -> exchange.forwarded() ? answer : newestFirst(answer));
  }

  private static JsonObject newestFirst(JsonObject answer) {
    JsonArray all = answer.getJsonArray("incidents");
    List<Object> newest =
        all.stream()
            .sorted(Comparator.comparing(Answers::startedAt).reversed())
            .limit(MOST_INCIDENTS)
            .toList();
    return answer
        .put("incidents", new JsonArray(newest))
        .put("truncated", all.size() > newest.size());
  }

  private static String startedAt(Object incident) {
    return ((JsonObject) incident).getString("startedAt");
  }
}
