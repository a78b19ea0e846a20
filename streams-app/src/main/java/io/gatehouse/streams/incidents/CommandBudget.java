package io.gatehouse.streams.incidents;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.streams.rules.AutomaticCommand;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last gate of automatic commands: lets pass what has not expired, as many in an hour as the
 * rule may issue. One task counts for all partitions.
 */
record CommandBudget(Map<String, AutomaticCommand> byRule)
    implements ProcessorSupplier<String, RelayCommand, String, RelayCommand> {

  /** When commands of the last hour were issued, by rule and commandId. */
  static final String STORE = "command-budget";

  private static final Logger LOG = LoggerFactory.getLogger(CommandBudget.class);
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @Override
  public ContextualProcessor<String, RelayCommand, String, RelayCommand> get() {
    return new ContextualProcessor<>() {
      private KeyValueStore<String, Long> issued;

      @Override
      public void init(ProcessorContext<String, RelayCommand> context) {
        super.init(context);
        issued = context.getStateStore(STORE);
      }

      @Override
      public void process(Record<String, RelayCommand> record) {
        String rule = record.key();
        RelayCommand command = record.value();
        AutomaticCommand asked = byRule.get(rule);
        long now = context().currentSystemTimeMs();
        if (asked == null) {
          LOG.info("automatic command not issued, switched off command={}", command.getCommandId());
        } else if (now > command.getExpiresAt().toEpochMilli()) {
          LOG.info("automatic command not issued, too late command={}", command.getCommandId());
        } else if (lastHour(rule, now) >= asked.hourlyMax()) {
          LOG.warn(
              "automatic command not issued, {} in the last hour are all that the rule may"
                  + " command={} device={}",
              asked.hourlyMax(),
              command.getCommandId(),
              command.getDeviceId());
        } else {
          issued.put(prefix(rule) + command.getCommandId(), now);
          context().forward(record.withKey(command.getDeviceId()));
        }
      }

      /** How many; those that a clock now set back takes to be from the future count too. */
      private int lastHour(String rule, long now) {
        int count = 0;
        try (KeyValueIterator<String, Long> commands =
            issued.prefixScan(prefix(rule), new StringSerializer())) {
          while (commands.hasNext()) {
            KeyValue<String, Long> command = commands.next();
            if (command.value > now - HOUR) {
              count++;
            } else {
              issued.delete(command.key);
            }
          }
        }
        return count;
      }
    };
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.Long()));
  }

  private static String prefix(String rule) {
    return rule + '\0';
  }
}
