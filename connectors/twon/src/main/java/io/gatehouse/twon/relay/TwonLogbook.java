package io.gatehouse.twon.relay;

import io.gatehouse.twon.TwonClient;
import io.gatehouse.twon.TwonEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks into a device's log (manual 000, 5.10) for what an order leaves there: an event that was
 * not yet there at a mark set before. Both look at the same stretch of time, so that no clock
 * decides. No channel stays behind.
 */
final class TwonLogbook {

  private static final String LAST_MINUTE = "-60";
  private static final Duration CHANNEL_DURATION = Duration.ofSeconds(10);

  /** Of a batch this long nobody knows what comes behind it. */
  private static final int FULL_BATCH = 128;

  private final TwonClient client;

  TwonLogbook(TwonClient client) {
    this.client = client;
  }

  /** A place in the log. */
  final class Mark {

    private final String type;
    private final long newest;

    private Mark(String type, long newest) {
      this.type = type;
      this.newest = newest;
    }

    /** Type and id of an event behind the mark, no older than a minute. */
    Future<Optional<String>> find(Predicate<TwonEvent> wanted) {
      return look(type)
          .map(
              events ->
                  events.stream()
                      .filter(event -> event.id() > newest)
                      .filter(wanted)
                      .findFirst()
                      .map(event -> event.event() + " " + event.id()));
    }
  }

  /** Marks the end of the log; empty where it cannot be read, which hinders no order. */
  Future<Optional<Mark>> mark(String type) {
    return look(type)
        .map(
            events ->
                Optional.of(events)
                    .filter(all -> all.size() < FULL_BATCH)
                    .map(all -> new Mark(type, newest(all))))
        .otherwise(Optional.empty());
  }

  private static long newest(List<TwonEvent> events) {
    return events.stream().mapToLong(TwonEvent::id).max().orElse(TwonEvent.NO_ID);
  }

  private Future<List<TwonEvent>> look(String type) {
    return client
        .subscribe(LAST_MINUTE, type, CHANNEL_DURATION)
        .compose(
            channel ->
                client
                    .pull(channel, Duration.ZERO)
                    .eventually(() -> client.unsubscribe(channel).otherwiseEmpty()));
  }
}
