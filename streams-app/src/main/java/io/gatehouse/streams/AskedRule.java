package io.gatehouse.streams;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.rules.Rule;
import io.gatehouse.streams.rules.RuleType;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A rule with its options, as a part of the topology.
 *
 * @param facts those of its level
 * @param grace added to its patience
 */
record AskedRule(RuleType type, Rule rule, String severity, FactMemory facts, Duration grace) {

  static AskedRule of(RuleType type, FactMemory facts, AppConfig config) {
    AbstractConfig options = config.rule(type);
    return new AskedRule(
        type,
        type.maker().apply(options),
        options.getString(RuleType.SEVERITY),
        facts,
        config.grace());
  }

  /** Name of the store of the facts that it waits with. */
  String waiting() {
    return "waiting-" + type.name();
  }

  KStream<String, Finding> build(KStream<String, Fact> arriving) {
    ProcessorSupplier<String, Fact, String, Finding> supplier =
        new ProcessorSupplier<>() {
          @Override
          public RuleProcessor get() {
            return new RuleProcessor(AskedRule.this);
          }

          @Override
          public Set<StoreBuilder<?>> stores() {
            return type.patient()
                ? Set.of(
                    Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(waiting()),
                        Serdes.String(),
                        new RecordSerde<>(Fact.class)))
                : Set.of();
          }
        };
    return arriving.process(supplier, Named.as("rule-" + type.name()), facts.store());
  }
}
