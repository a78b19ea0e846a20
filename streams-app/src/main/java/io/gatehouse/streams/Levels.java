package io.gatehouse.streams;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.rules.Holder;
import io.gatehouse.streams.rules.Level;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/** Brings the facts together that a rule must see together. */
final class Levels {

  private Levels() {}

  /** The facts of a level. */
  static FactMemory memory(Level level) {
    return new FactMemory(name(level) + "-history");
  }

  /**
   * The facts of a zone or a holder, remembered, each once.
   *
   * @param wanted those that somebody asks for; only they are copied and kept
   */
  static KStream<String, Fact> together(
      Level level,
      KStream<String, Fact> facts,
      Predicate<Fact> wanted,
      FactMemory memory,
      AppConfig config) {
    return facts
        .filter((key, fact) -> wanted.test(fact), named("ask-", level))
        .flatMap((key, fact) -> byKey(level, fact), named("key-by-", level))
        .repartition(
            Repartitioned.with(Serdes.String(), new RecordSerde<>(Fact.class))
                .withName("facts-by-" + name(level)))
        .process(new Remember(memory, config.memory()), Named.as("remember-" + name(level)));
  }

  private static List<KeyValue<String, Fact>> byKey(Level level, Fact fact) {
    List<String> keys = level == Level.ZONE ? List.of(zone(fact)) : Holder.keys(fact);
    return keys.stream().map(key -> KeyValue.pair(key, fact)).toList();
  }

  /** A zone is known by its site and name. The separator is in no name that people write. */
  private static String zone(Fact fact) {
    return fact.getZone() == null
        ? "device\0" + fact.getDeviceId()
        : "zone\0" + (fact.getSite() == null ? "" : fact.getSite()) + '\0' + fact.getZone();
  }

  private static Named named(String begin, Level level) {
    return Named.as(begin + name(level));
  }

  private static String name(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
