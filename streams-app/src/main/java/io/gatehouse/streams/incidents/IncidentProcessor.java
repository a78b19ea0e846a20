package io.gatehouse.streams.incidents;

import io.gatehouse.events.Incident;
import io.gatehouse.events.IncidentAcknowledgement;
import io.gatehouse.streams.EventClock;
import io.gatehouse.streams.model.Acknowledgement;
import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.model.IncidentState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Findings and acknowledgements of an incident meet here, and time closes it. Times are
 * milliseconds UTC.
 */
final class IncidentProcessor extends ContextualProcessor<String, SpecificRecord, String, Change> {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The earliest counts; of two of one moment always the same. */
  private static final Comparator<Acknowledgement> EARLIEST =
      Comparator.comparingLong(Acknowledgement::getAcknowledgedAt)
          .thenComparing(Acknowledgement::getAcknowledgedBy)
          .thenComparing(
              Acknowledgement::getComment, Comparator.nullsLast(Comparator.naturalOrder()));

  private final Terms terms;
  private final Map<String, Sensor> opened = new HashMap<>();
  private final EventClock clock = new EventClock();
  private KeyValueStore<String, IncidentState> incidents;
  private KeyValueStore<String, String> timers;
  private long now;
  private long nextDue = Long.MAX_VALUE;

  IncidentProcessor(Terms terms) {
    this.terms = terms;
  }

  @Override
  public void init(ProcessorContext<String, Change> context) {
    super.init(context);
    incidents = context.getStateStore(Incidents.STORE);
    timers = context.getStateStore(Incidents.TIMERS);
    recall();
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, wallClock -> settle());
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    if (record.value() instanceof Finding finding) {
      found(finding);
    } else if (record.value() instanceof IncidentAcknowledgement acknowledgement) {
      acknowledged(acknowledgement);
    }
    settle();
  }

  private void found(Finding finding) {
    clock.saw(finding.getReceivedAt(), wallClock());
    IncidentState state = state(finding.getIncidentId());
    Finding known = state.getFinding();
    if (known == null || (!finding.equals(known) && finding.getRank() >= known.getRank())) {
      change(
          finding.getIncidentId(),
          state,
          found -> {
            found.setFinding(finding);
            found.setArrivedAt(wallClock());
          });
    }
  }

  private void acknowledged(IncidentAcknowledgement record) {
    Acknowledgement news =
        new Acknowledgement(
            record.getAcknowledgedAt().toEpochMilli(),
            record.getAcknowledgedBy(),
            record.getComment());
    IncidentState state = state(record.getIncidentId());
    Acknowledgement known = state.getAcknowledgement();
    if (known == null || EARLIEST.compare(news, known) < 0) {
      change(record.getIncidentId(), state, noted -> noted.setAcknowledgement(news));
    }
  }

  private IncidentState state(String id) {
    IncidentState known = incidents.get(id);
    return known == null ? new IncidentState() : known;
  }

  /** Judges an incident again after a change, and passes on what reads otherwise by it. */
  private void change(String id, IncidentState state, Consumer<IncidentState> change) {
    Incident before = Written.of(state).orElse(null);
    forgetTimer(id, state);
    change.accept(state);
    terms.judge(state, now(), wallClock());
    incidents.put(id, state);
    timers.put(timer(id, state), id);
    nextDue = Math.min(nextDue, state.getDue());
    Incident after = Written.of(state).orElse(null);
    if (after != null && !after.equals(before)) {
      if (before == null) {
        count(after);
      }
      context()
          .forward(
              new Record<>(id, new Change(after, state.getFinding(), before == null), wallClock()));
    }
  }

  /** Closes or forgets all whose time has come. */
  private void settle() {
    if (now() < nextDue) {
      return;
    }
    nextDue = Long.MAX_VALUE;
    for (String id : due()) {
      IncidentState state = incidents.get(id);
      if (state.getFinding() != null && state.getClosedAt() == null) {
        change(id, state, open -> {});
      } else {
        forgetTimer(id, state);
        incidents.delete(id);
      }
    }
  }

  private List<String> due() {
    List<String> due = new ArrayList<>();
    try (KeyValueIterator<String, String> all = timers.all()) {
      while (all.hasNext()) {
        KeyValue<String, String> timer = all.next();
        long time = Long.parseLong(timer.key, 0, 16, 16);
        if (time > now) {
          nextDue = time;
          break;
        }
        due.add(timer.value);
      }
    }
    return due;
  }

  private void forgetTimer(String id, IncidentState state) {
    if (state.getDue() != 0) {
      timers.delete(timer(id, state));
    }
  }

  /** In the order in which they are due. */
  private static String timer(String id, IncidentState state) {
    return "%016x".formatted(state.getDue()) + id;
  }

  /** After a start: what time it was, and went on to be since. */
  private void recall() {
    IncidentState newest = null;
    try (KeyValueIterator<String, IncidentState> all = incidents.all()) {
      while (all.hasNext()) {
        IncidentState state = all.next().value;
        nextDue = Math.min(nextDue, state.getDue());
        if (state.getFinding() != null && (newest == null || isNewer(state, newest))) {
          newest = state;
        }
      }
    }
    if (newest != null) {
      clock.saw(newest.getFinding().getReceivedAt(), newest.getArrivedAt());
    }
  }

  /** Counts new incidents among the metrics of Kafka Streams. */
  private void count(Incident incident) {
    opened
        .computeIfAbsent(
            incident.getRule() + "-" + incident.getSeverity(),
            kind ->
                context()
                    .metrics()
                    .addRateTotalSensor(
                        "incident",
                        kind,
                        "opened",
                        RecordingLevel.INFO,
                        "rule",
                        incident.getRule(),
                        "severity",
                        incident.getSeverity()))
        .record();
  }

  private static boolean isNewer(IncidentState state, IncidentState other) {
    return state.getFinding().getReceivedAt() > other.getFinding().getReceivedAt();
  }

  /** The app's clock, which does not go back when a record arrives that waited somewhere. */
  private long now() {
    now = Math.max(now, clock.now(wallClock()));
    return now;
  }

  private long wallClock() {
    return context().currentSystemTimeMs();
  }
}
