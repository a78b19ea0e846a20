package io.gatehouse.streams.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.rules.AutomaticCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class CommandBudgetTest {

  private static final AutomaticCommand ONE_AN_HOUR =
      new AutomaticCommand("LOCK", "switch/1", List.of(), Duration.ofSeconds(10), 1);

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");
  private final KeyValueStore<String, Long> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(CommandBudget.STORE), Serdes.String(), Serdes.Long())
          .withLoggingDisabled()
          .build();

  CommandBudgetTest() {
    store.init(new MockProcessorContext<String, RelayCommand>().getStateStoreContext(), store);
  }

  @Test
  void isTheRulesOwn() {
    assertThat(issued("08:00:00", "forced-door")).isEqualTo(1);
    assertThat(issued("08:00:00", "duress")).isEqualTo(1);
  }

  @Test
  void holdsOverARestart() {
    assertThat(issued("08:00:00", "forced-door")).isEqualTo(1);
    assertThat(issued("08:59:59", "forced-door")).isZero();
    assertThat(issued("09:00:00", "forced-door")).isEqualTo(1);
  }

  @Test
  void isNotWidenedByAClockThatIsSetBack() {
    assertThat(issued("08:00:00", "forced-door")).isEqualTo(1);
    assertThat(issued("02:30:00", "forced-door")).isZero();
  }

  @Test
  void isNothingForARuleThatCommandsNoMore() {
    assertThat(issued("08:00:00", "switched-off")).isZero();
  }

  /** How many of one command are issued at that time of the day, after a start of the app. */
  private int issued(String time, String rule) {
    MockProcessorContext<String, RelayCommand> context = new MockProcessorContext<>();
    context.addStateStore(store);
    context.setCurrentSystemTimeMs(Events.at(time).toEpochMilli());
    Processor<String, RelayCommand, String, RelayCommand> budget =
        new CommandBudget(Map.of("forced-door", ONE_AN_HOUR, "duress", ONE_AN_HOUR)).get();
    budget.init(context);
    budget.process(new Record<>(rule, lobby.command(time, "c" + time, "LOCK", "switch/1"), 1));
    return context.forwarded().size();
  }
}
