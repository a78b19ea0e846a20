package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Moment;
import io.gatehouse.streams.rules.History;
import io.gatehouse.streams.rules.RecentFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in memory, the answers are those of the store. */
class RecentFactsTest {

  private static final long BEGIN = Events.at("08:00:00").toEpochMilli();
  private static final int SPAN = (int) Duration.ofHours(2).toMillis();

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");
  private final WindowStore<String, Moment> store = store();
  private final RecentFacts facts = new RecentFacts(store);

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void answersAsAPlainListDoes(long seed) {
    Random random = new Random(seed);
    Map<String, TreeSet<Fact>> model = new TreeMap<>();
    for (int i = 0; i < 12_000; i++) {
      // One key of a hundred has more than is kept of a key; together they have more than fits.
      String key = "key-" + (random.nextInt(4) == 0 ? 0 : random.nextInt(100));
      if (random.nextInt(3) > 0) {
        Fact fact = fact(BEGIN + random.nextInt(SPAN));
        assertThat(new History(facts, key).add(fact)).isTrue();
        model.computeIfAbsent(key, none -> new TreeSet<>(History.ORDER)).add(fact);
      } else {
        long from = BEGIN + random.nextInt(SPAN);
        long to = from + random.nextInt(random.nextBoolean() ? 60_000 : SPAN);
        List<Fact> expected =
            model.getOrDefault(key, new TreeSet<>(History.ORDER)).stream()
                .filter(fact -> fact.getTime() >= from && fact.getTime() <= to)
                .toList();
        History history = new History(facts, key);
        assertThat(history.all(from, to, fact -> true)).isEqualTo(expected);
        assertThat(history.last(from, to, fact -> fact.getTime() % 2 == 0))
            .isEqualTo(
                expected.stream().filter(fact -> fact.getTime() % 2 == 0).max(History.ORDER));
      }
    }
  }

  @Test
  void whatIsKnownJustSoIsNoNews() {
    History history = new History(facts, "key");
    Fact fact = fact(BEGIN);

    assertThat(history.add(fact)).isTrue();
    assertThat(history.all(BEGIN, BEGIN, any -> true)).containsExactly(fact);
    assertThat(history.add(Fact.newBuilder(fact).build())).isFalse();
  }

  @Test
  void whoLooksMayLookAgainMeanwhile() {
    History history = new History(facts, "key");
    history.add(fact(BEGIN));
    history.add(fact(BEGIN + 1000));

    List<Fact> found =
        history.all(
            BEGIN + 500,
            BEGIN + 2000,
            fact -> history.first(BEGIN - 1000, BEGIN, any -> true).isPresent());

    assertThat(found).hasSize(1);
  }

  @Test
  void whatTheStoreDoesNotTakeAnyMoreIsNotRemembered() {
    History history = new History(facts, "key");
    history.add(fact(BEGIN + Duration.ofDays(10).toMillis()));
    assertThat(history.all(BEGIN, BEGIN, any -> true)).isEmpty();
    Fact old = fact(BEGIN);
    old.setReceivedAt(BEGIN + Duration.ofDays(10).toMillis());

    history.add(old);

    assertThat(history.last(BEGIN, BEGIN, any -> true)).isEqualTo(Optional.empty());
  }

  private Fact fact(long time) {
    Fact fact = Facts.of(lobby.granted("08:00:00", "Ann"));
    fact.setTime(time);
    fact.setReceivedAt(time);
    return fact;
  }

  private static WindowStore<String, Moment> store() {
    var context = new MockProcessorContext<Void, Void>(new Properties());
    WindowStore<String, Moment> store =
        Stores.windowStoreBuilder(
                Stores.inMemoryWindowStore(
                    "facts", Duration.ofHours(24), Duration.ofMinutes(1), false),
                Serdes.String(),
                new RecordSerde<>(Moment.class))
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
