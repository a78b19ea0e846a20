package io.gatehouse.streams;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Moment;
import io.gatehouse.streams.rules.History;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Keeps facts by key and time, and passes each on once. */
record Remember(FactMemory facts, Duration memory)
    implements ProcessorSupplier<String, Fact, String, Fact> {

  @Override
  public ContextualProcessor<String, Fact, String, Fact> get() {
    return new ContextualProcessor<>() {

      @Override
      public void init(ProcessorContext<String, Fact> context) {
        super.init(context);
        facts.forget(context);
      }

      @Override
      public void process(Record<String, Fact> record) {
        if (new History(facts.of(context()), record.key()).add(record.value())) {
          context().forward(record);
        }
      }

      @Override
      public void close() {
        facts.forget(context());
      }
    };
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(builder(facts.store(), memory));
  }

  /** A store of facts by key and time; what is older than {@code memory} goes from it. */
  static StoreBuilder<?> builder(String store, Duration memory) {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(store, memory, Duration.ofMinutes(1), false),
        Serdes.String(),
        new RecordSerde<>(Moment.class));
  }
}
