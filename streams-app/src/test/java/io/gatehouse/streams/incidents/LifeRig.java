package io.gatehouse.streams.incidents;

import io.gatehouse.events.Incident;
import io.gatehouse.events.IncidentAcknowledgement;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.RecordSerde;
import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.model.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Incidents without the topology around them, whose stores outlive a restart. */
final class LifeRig {

  static final Duration CLOSE_AFTER = Duration.ofHours(12);
  static final Duration MEMORY = Duration.ofDays(7);

  private static final Terms TERMS = new Terms(Map.of("forced-door", CLOSE_AFTER), MEMORY);

  private final KeyValueStore<String, IncidentState> incidents =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(Incidents.STORE),
              Serdes.String(),
              new RecordSerde<>(IncidentState.class))
          .withLoggingDisabled()
          .build();
  private final KeyValueStore<String, String> timers =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(Incidents.TIMERS), Serdes.String(), Serdes.String())
          .withLoggingDisabled()
          .build();

  private long wallClock = Events.at("08:00:00").toEpochMilli();
  private MockProcessorContext<String, Change> context;
  private IncidentProcessor processor;

  LifeRig() {
    context = new MockProcessorContext<>();
    incidents.init(context.getStateStoreContext(), incidents);
    timers.init(context.getStateStoreContext(), timers);
    start();
  }

  /** The app is away for so long, then starts again with what it had stored. */
  void restart(Duration away) {
    wallClock += away.toMillis();
    context = new MockProcessorContext<>();
    start();
  }

  private void start() {
    context.addStateStore(incidents);
    context.addStateStore(timers);
    context.setCurrentSystemTimeMs(wallClock);
    processor = new IncidentProcessor(TERMS);
    processor.init(context);
  }

  void arrive(SpecificRecord... records) {
    for (SpecificRecord record : records) {
      processor.process(new Record<>(id(record), record, 1));
    }
  }

  private static String id(SpecificRecord record) {
    return record instanceof Finding finding
        ? finding.getIncidentId()
        : ((IncidentAcknowledgement) record).getIncidentId();
  }

  /** Nothing arrives for so long. */
  void quiet(Duration time) {
    wallClock += time.toMillis();
    context.setCurrentSystemTimeMs(wallClock);
    context
        .scheduledPunctuators()
        .forEach(punctuator -> punctuator.getPunctuator().punctuate(wallClock));
  }

  /** What has been written since the last call. */
  List<Incident> written() {
    List<Incident> all =
        context.forwarded().stream().map(change -> change.record().value().incident()).toList();
    context.resetForwards();
    return all;
  }

  /** How many incidents and timers are stored. */
  List<Long> stored() {
    return List.of(incidents.approximateNumEntries(), timers.approximateNumEntries());
  }

  /** A finding of forced-door whose last event is from {@code updated}, and was received then. */
  static Finding finding(String incidentId, String started, String updated, String ended) {
    Finding finding = new Finding();
    finding.setIncidentId(incidentId);
    finding.setRule("forced-door");
    finding.setSeverity("HIGH");
    finding.setExplanation("A door was opened without permission.");
    finding.setDeviceIds(List.of("lobby"));
    finding.setEventIds(List.of("lobby-1"));
    finding.setStartedAt(millis(started));
    finding.setUpdatedAt(millis(updated));
    finding.setEndedAt(ended == null ? null : (Long) millis(ended));
    finding.setReceivedAt(millis(updated));
    finding.setLive(true);
    finding.setAttributes(Map.of("lastEntry", "Ann"));
    return finding;
  }

  private static long millis(String time) {
    Instant at = Events.at(time);
    return at.toEpochMilli();
  }
}
