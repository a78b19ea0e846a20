package io.gatehouse.streams.passages;

import io.gatehouse.events.Passage;
import io.gatehouse.streams.AppConfig;
import io.gatehouse.streams.EventSerdes;
import io.gatehouse.streams.FactMemory;
import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Passing;
import io.gatehouse.streams.rules.Accesses;
import io.gatehouse.streams.rules.Doors;
import io.gatehouse.streams.rules.Findings;
import io.gatehouse.streams.rules.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Who passed where: each decision with what was presented before it and what the door did. */
public final class Passages {

  private Passages() {}

  /** Whether a fact is needed for passages or doors; decisions and their sessions always are. */
  public static boolean wants(Fact fact) {
    return Doors.opened(fact) || Doors.closed(fact) || DoorStates.isAlarm(fact);
  }

  /**
   * Writes the passages and, by what they are made of, the states of doors.
   *
   * @param byDevice remembered facts, decisions completed
   * @param memory that remembers them
   */
  public static void build(
      KStream<String, Fact> byDevice, FactMemory memory, AppConfig config, EventSerdes serdes) {
    Duration openWithin = config.openWithin();
    KStream<String, DoorNews> news =
        byDevice.process(
            () -> new Teller(memory, openWithin), Named.as("passages"), memory.store());
    news.flatMap(
            (device, told) ->
                told.passings().stream()
                    .map(passing -> KeyValue.pair(id(passing), record(passing)))
                    .toList(),
            Named.as("passage-records"))
        .to(
            config.topics().topicFor(Passage.class),
            Produced.with(Serdes.String(), serdes.of(Passage.class)).withName("passage"));
    DoorStates.build(news, config, serdes);
  }

  static String id(Passing passing) {
    return "p-" + Findings.digest(passing.getDecision().getEventId());
  }

  /** A passage as its topic holds it. */
  public static Passage record(Passing passing) {
    Fact decision = passing.getDecision();
    List<Map.Entry<String, Long>> events = events(passing);
    Passage passage = new Passage();
    passage.setPassageId(id(passing));
    passage.setVendor(decision.getVendor());
    passage.setDeviceId(decision.getDeviceId());
    passage.setDeviceName(decision.getDeviceName());
    passage.setSite(decision.getSite());
    passage.setZone(decision.getZone());
    passage.setDoor(decision.getDoor());
    passage.setDecision(decision.getState());
    passage.setMethod(decision.getMethod());
    passage.setDirection(decision.getDirection());
    passage.setPersonId(decision.getPersonId());
    passage.setPersonName(decision.getPersonName());
    passage.setCredential(decision.getCredential());
    passage.setReason(decision.getReason());
    passage.setDuress(decision.getDuress());
    passage.setPresentedAt(
        decision.getPresentedAt() == null ? null : instant(decision.getPresentedAt()));
    passage.setDecidedAt(instant(decision.getTime()));
    passage.setOpenedAt(timeOf(passing.getOpened()));
    passage.setClosedAt(timeOf(passing.getClosed()));
    passage.setEventIds(events.stream().map(Map.Entry::getKey).toList());
    passage.setRecovered(decision.getRecovered());
    passage.setUpdatedAt(instant(events.get(events.size() - 1).getValue()));
    return passage;
  }

  /** Ids and times of its events, earliest first; within a moment as a passage goes. */
  private static List<Map.Entry<String, Long>> events(Passing passing) {
    Fact decision = passing.getDecision();
    List<Map.Entry<String, Long>> events =
        new ArrayList<>(new TreeMap<>(decision.getParts()).entrySet());
    events.add(Map.entry(decision.getEventId(), decision.getTime()));
    if (passing.getOpened() != null) {
      events.add(Map.entry(passing.getOpened().getEventId(), passing.getOpened().getTime()));
    }
    if (passing.getClosed() != null) {
      events.add(Map.entry(passing.getClosed().getEventId(), passing.getClosed().getTime()));
    }
    events.sort(Map.Entry.comparingByValue());
    return events;
  }

  static Instant instant(long time) {
    return Instant.ofEpochMilli(time);
  }

  /** When a fact happened; null if there is none. */
  static Instant timeOf(Fact fact) {
    return fact == null ? null : instant(fact.getTime());
  }

  /** Tells each passage that a fact is of. */
  private static final class Teller extends ContextualProcessor<String, Fact, String, DoorNews> {
    private final FactMemory memory;
    private final Duration openWithin;

    Teller(FactMemory memory, Duration openWithin) {
      this.memory = memory;
      this.openWithin = openWithin;
    }

    @Override
    public void process(Record<String, Fact> record) {
      Fact fact = record.value();
      if (wants(fact) || Accesses.decision(fact)) {
        History history = new History(memory.of(context()), record.key());
        List<Passing> passings = new Passers(history, openWithin).concernedBy(fact);
        context().forward(record.withValue(new DoorNews(fact, passings)));
      }
    }
  }
}
