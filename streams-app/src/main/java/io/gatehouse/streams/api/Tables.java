package io.gatehouse.streams.api;

import io.gatehouse.events.Incident;
import io.gatehouse.streams.incidents.Incidents;
import io.gatehouse.streams.incidents.Written;
import io.gatehouse.streams.model.DeviceMemory;
import io.gatehouse.streams.model.DoorMemory;
import io.gatehouse.streams.model.IncidentState;
import io.gatehouse.streams.passages.DeviceStates;
import io.gatehouse.streams.passages.DoorStates;
import io.gatehouse.streams.passages.Passages;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What this instance has. Reading blocks, and fails with Kafka Streams' exceptions while the stores
 * are on their way from or to another instance.
 */
final class Tables {

  private final KafkaStreams streams;

  Tables(KafkaStreams streams) {
    this.streams = streams;
  }

  List<JsonObject> doors() {
    List<JsonObject> found = new ArrayList<>();
    forEach(DoorStates.STORE, (DoorMemory door) -> found.add(Json.of(DoorStates.record(door))));
    return found;
  }

  /** A door with its last passage. */
  Optional<JsonObject> door(int partition, String deviceId, String door) {
    ReadOnlyKeyValueStore<String, DoorMemory> doors = store(DoorStates.STORE, partition);
    return Optional.ofNullable(doors.get(DoorStates.key(deviceId, door)))
        .map(
            known ->
                new JsonObject()
                    .put("door", Json.of(DoorStates.record(known)))
                    .put(
                        "lastPassage",
                        known.getLast() == null
                            ? null
                            : Json.of(Passages.record(known.getLast()))));
  }

  Optional<JsonObject> device(int partition, String deviceId) {
    ReadOnlyKeyValueStore<String, DeviceMemory> devices = store(DeviceStates.STORE, partition);
    return Optional.ofNullable(devices.get(deviceId)).map(DeviceStates::record).map(Json::of);
  }

  /** The newest incidents. */
  List<JsonObject> incidents(Predicate<Incident> wanted, int most) {
    PriorityQueue<Incident> newest =
        new PriorityQueue<>(Comparator.comparing(Incident::getStartedAt));
    forEach(
        Incidents.STORE,
        (IncidentState state) ->
            Written.of(state)
                .filter(wanted)
                .ifPresent(
                    incident -> {
                      newest.add(incident);
                      if (newest.size() > most) {
                        newest.remove();
                      }
                    }));
    return newest.stream().map(Json::of).toList();
  }

  Optional<JsonObject> incident(int partition, String incidentId) {
    ReadOnlyKeyValueStore<String, IncidentState> incidents = store(Incidents.STORE, partition);
    return Optional.ofNullable(incidents.get(incidentId)).flatMap(Written::of).map(Json::of);
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name, int partition) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>keyValueStore())
            .withPartition(partition));
  }

  private <V> void forEach(String name, Consumer<V> taker) {
    ReadOnlyKeyValueStore<String, V> store =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                name, QueryableStoreTypes.<String, V>keyValueStore()));
    try (KeyValueIterator<String, V> values = store.all()) {
      values.forEachRemaining(entry -> taker.accept(entry.value));
    }
  }
}
