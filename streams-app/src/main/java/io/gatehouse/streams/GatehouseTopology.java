package io.gatehouse.streams;

import io.gatehouse.events.Topics;
import io.gatehouse.streams.incidents.Incidents;
import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.passages.DeviceStates;
import io.gatehouse.streams.passages.Passages;
import io.gatehouse.streams.rules.Level;
import io.gatehouse.streams.rules.Rule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** All questions, joined. */
public final class GatehouseTopology {

  private final StreamsBuilder builder = new StreamsBuilder();
  private final AppConfig config;
  private final Map<Level, FactMemory> memories = new EnumMap<>(Level.class);
  private final List<AskedRule> rules;

  private GatehouseTopology(AppConfig config) {
    this.config = config;
    for (Level level : Level.values()) {
      memories.put(level, Levels.memory(level));
    }
    this.rules =
        config.enabledRules().stream()
            .map(type -> AskedRule.of(type, memories.get(type.level()), config))
            .toList();
  }

  /** The topology that a configuration asks for, over topics as they are recommended. */
  public static Topology build(AppConfig config, EventSerdes serdes) {
    return build(config, serdes, Topics.PARTITIONS);
  }

  /**
   * The topology that a configuration asks for.
   *
   * @param partitions of each topic that it reads
   */
  static Topology build(AppConfig config, EventSerdes serdes, int partitions) {
    GatehouseTopology topology = new GatehouseTopology(config);
    KStream<String, Fact> facts = Intake.build(topology.builder, config.topics(), serdes);
    DeviceStates.build(facts, config, serdes);
    KStream<String, Fact> byDevice = topology.remembered(facts);
    Passages.build(byDevice, topology.memories.get(Level.DEVICE), config, serdes);
    if (!topology.rules.isEmpty()) {
      Incidents.build(topology.builder, topology.findings(byDevice), partitions, config, serdes);
    }
    return topology.builder.build();
  }

  /** The facts that anybody asks for, by device, decisions completed. */
  private KStream<String, Fact> remembered(KStream<String, Fact> facts) {
    return facts.process(
        new Sessions(
            memories.get(Level.DEVICE), config.memory(), wanted(rules).or(Passages::wants)),
        Named.as("sessions"));
  }

  /** What all rules find, by incident. */
  private KStream<String, Finding> findings(KStream<String, Fact> byDevice) {
    KStream<String, Finding> all = null;
    for (Level level : Level.values()) {
      List<AskedRule> asking = asking(level);
      if (!asking.isEmpty()) {
        KStream<String, Fact> facts =
            level == Level.DEVICE
                ? byDevice
                : Levels.together(level, byDevice, wanted(asking), memories.get(level), config);
        for (AskedRule rule : asking) {
          KStream<String, Finding> found = rule.build(facts);
          all = all == null ? found : all.merge(found, Named.as("or-" + rule.type().name()));
        }
      }
    }
    return all;
  }

  private List<AskedRule> asking(Level level) {
    return rules.stream().filter(rule -> rule.type().level() == level).toList();
  }

  private static Predicate<Fact> wanted(List<AskedRule> asking) {
    Rule[] rules = asking.stream().map(AskedRule::rule).toArray(Rule[]::new);
    return fact -> {
      for (Rule rule : rules) {
        if (rule.test(fact)) {
          return true;
        }
      }
      return false;
    };
  }
}
