package io.gatehouse.twon;

import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.GapReason;
import io.gatehouse.engine.Notices;
import io.gatehouse.engine.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes records of what channels bring, each event once, and says what is or may be lost. It does
 * no I/O; its feed tells it what was asked and what came.
 *
 * <p>A channel first replays the device's history and then goes over into what happens now. A new
 * channel must prove that it reaches back to the last event that was read: it is asked for the
 * seconds since then, and if that event is not among what it brings, for the whole history. If it
 * is not there either, the device was restarted or its history has overflowed.
 */
final class TwonReader {

  /** How much further back than the last event a channel is asked to reach. */
  private static final long MARGIN_SECONDS = 60;

  /** Device time is in whole seconds: two clocks within this are the same. */
  private static final long SAME_CLOCK_SECONDS = 2;

  private static final String ALL = "all";

  private final String deviceId;
  private final TwonEvents events;
  private final Notices notices;
  private final RecentEvents recent = new RecentEvents();
  private final List<Entry> entries = new ArrayList<>();

  private TwonPosition position;
  private Phase phase = Phase.CLOSED;

  /** The channel shows the whole history. */
  private boolean showsAll;

  /** The device was restarted, whatever its history shows. */
  private boolean surelyRestarted;

  /** The first event that the channel has shown. */
  private TwonEvent first;

  /** The next channel must show the whole history. */
  private boolean needsAll;

  /** What the channel has shown so far. */
  private enum Phase {
    CLOSED,
    /** Its history has not shown yet that it reaches back to the position. */
    LOOKING,
    /** Its history follows the position, or is all new. */
    TAKING,
    /** Its history is empty, which proves nothing. */
    UNPROVEN,
    /** Its history is read; it tells what happens now. */
    LIVE
  }

  TwonReader(String deviceId, TwonEvents events, Notices notices, TwonPosition position) {
    this.deviceId = deviceId;
    this.events = events;
    this.notices = notices;
    this.position = position;
  }

  /** Behind the last event that was read. */
  TwonPosition position() {
    return position;
  }

  /** The device says who it is; empty if it does not. */
  void meet(String serialNumber) {
    if (position.equals(TwonPosition.start(""))) {
      position = TwonPosition.start(serialNumber);
    } else if (!serialNumber.isEmpty()
        && !position.serialNumber().isEmpty()
        && !serialNumber.equals(position.serialNumber())) {
      replaced(serialNumber);
    }
  }

  /**
   * How far back the next channel must reach (manual 000, 5.10.2, include).
   *
   * @param deviceNow the device's time in seconds since 1970
   */
  String include(long deviceNow) {
    if (position.isAtStart() || needsAll || position.utcTime() == TwonPosition.UNKNOWN) {
      return ALL;
    }
    long age = deviceNow - position.utcTime();
    return age < 0 ? ALL : "-" + (age + MARGIN_SECONDS);
  }

  /**
   * A channel was opened.
   *
   * @param include what it was asked for
   * @param upTime the device's seconds since its restart, or {@link TwonPosition#UNKNOWN}
   * @param nowSeconds the time here
   */
  void opened(String include, long upTime, long nowSeconds) {
    showsAll = include.equals(ALL);
    surelyRestarted = position.isContradictedBy(upTime, nowSeconds);
    first = null;
    phase = position.isAtStart() ? Phase.TAKING : Phase.LOOKING;
    needsAll = needsAll && phase == Phase.LOOKING;
  }

  /** Whether the channel may still hold history, so that an empty reply means that it does not. */
  boolean isInHistory() {
    return phase == Phase.LOOKING || phase == Phase.TAKING;
  }

  /**
   * Takes one reply of the channel.
   *
   * @return false if the channel cannot serve and another one must be opened
   */
  boolean take(List<TwonEvent> reply, Instant receivedAt, boolean recovered, Long clockSkewMs) {
    if (reply.isEmpty()) {
      historyEnded();
    }
    for (TwonEvent event : reply) {
      if (phase == Phase.LOOKING) {
        look(event);
      }
      if (phase == Phase.CLOSED) {
        break;
      }
      if (phase != Phase.LOOKING) {
        accept(event, receivedAt, recovered, clockSkewMs);
      }
    }
    return phase != Phase.CLOSED;
  }

  /** What became of all that was taken since the last call. */
  List<Entry> handOver() {
    List<Entry> handedOver = List.copyOf(entries);
    entries.clear();
    return handedOver;
  }

  /** Asks an event of the history whether it proves something about the position. */
  private void look(TwonEvent event) {
    if (first == null) {
      first = event;
    }
    if (position.isOf(event) && !surelyRestarted) {
      proven();
    } else if (event.id() >= position.id()) {
      notCovered();
    }
  }

  private void proven() {
    phase = Phase.TAKING;
    needsAll = false;
  }

  private void historyEnded() {
    if (phase == Phase.TAKING) {
      phase = Phase.LIVE;
    } else if (phase == Phase.LOOKING && showsAll && first == null) {
      phase = Phase.UNPROVEN;
    } else if (phase == Phase.LOOKING) {
      notCovered();
    }
  }

  /** The history does not hold the last event that was read. */
  private void notCovered() {
    if (!showsAll) {
      closeForAll();
    } else if (!surelyRestarted && position.looksLikeSameBoot(first, SAME_CLOCK_SECONDS)) {
      overflowed();
      proven();
    } else {
      boolean passedOver = first.id() < position.id();
      restarted(first);
      if (passedOver) {
        closeForAll();
      } else {
        proven();
      }
    }
  }

  private void closeForAll() {
    needsAll = true;
    phase = Phase.CLOSED;
  }

  private void accept(TwonEvent event, Instant receivedAt, boolean recovered, Long clockSkewMs) {
    if (event.id() == TwonEvent.NO_ID) {
      emit(event, position, new Seen(id(event), receivedAt, recovered, clockSkewMs));
      return;
    }
    boolean cameBefore = event.id() <= position.id() && recent.contains(event);
    if (position.isOf(event) || cameBefore) {
      return;
    }
    if (event.id() <= position.id()) {
      restarted(event);
    } else if (phase == Phase.UNPROVEN) {
      gap(GapReason.HISTORY_UNAVAILABLE, false, event, Map.of("beforeId", "" + event.id()));
    }
    if (phase == Phase.UNPROVEN) {
      phase = Phase.LIVE;
    }
    noticeClockJump(event);
    recent.add(event);
    emit(
        event,
        position.after(event, receivedAt.getEpochSecond()),
        new Seen(id(event), receivedAt, recovered, clockSkewMs));
  }

  /** Where one event becomes two records, the first does not confirm it yet. */
  private void emit(TwonEvent event, TwonPosition after, Seen seen) {
    List<SpecificRecord> records = events.map(event, seen);
    for (int i = 0; i < records.size(); i++) {
      boolean last = i == records.size() - 1;
      entries.add(new Entry(records.get(i), last ? after : position));
    }
    position = after;
  }

  private String id(TwonEvent event) {
    return position.eventId(event, deviceId);
  }

  private void noticeClockJump(TwonEvent event) {
    long jump = position.clockJump(event);
    if (Math.abs(jump) > SAME_CLOCK_SECONDS) {
      entries.add(
          new Entry(
              notices.clockJump(
                  jump, position.serialNumber(), event.id(), event.utcTime(), event.upTime()),
              position));
    }
  }

  private void overflowed() {
    if (first.id() > position.id() + 1) {
      gap(GapReason.RING_OVERFLOW, true, first, Map.of("beforeId", "" + first.id()));
    }
  }

  private void restarted(TwonEvent firstOfBoot) {
    TwonPosition now = position.restarted();
    gap(GapReason.DEVICE_RESTART, false, firstOfBoot, Map.of("boot", "" + now.boot()));
    position = now;
    recent.clear();
  }

  private void gap(GapReason reason, boolean certain, TwonEvent behind, Map<String, String> more) {
    Map<String, String> attributes = new HashMap<>(more);
    attributes.put("afterId", "" + position.id());
    entries.add(
        new Entry(
            notices.gap(
                reason,
                certain,
                attributes,
                position.serialNumber(),
                position.boot(),
                position.id(),
                behind.id(),
                behind.utcTime(),
                behind.upTime()),
            position));
  }

  private void replaced(String serialNumber) {
    TwonPosition old = position;
    position = TwonPosition.start(serialNumber);
    recent.clear();
    entries.add(new Entry(notices.replaced(old.serialNumber(), serialNumber), position));
    entries.add(
        new Entry(
            notices.gap(
                GapReason.DEVICE_REPLACED,
                false,
                Map.of("serialNumber", old.serialNumber(), "afterId", "" + old.id()),
                old.serialNumber(),
                old.boot(),
                old.id(),
                serialNumber),
            position));
  }
}
