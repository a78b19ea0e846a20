package io.gatehouse.streams;

import io.gatehouse.events.Topics;
import io.gatehouse.streams.rules.AutomaticCommand;
import io.gatehouse.streams.rules.RuleBook;
import io.gatehouse.streams.rules.RuleType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.streams.state.HostInfo;

/** The app's own options. What is not among them goes to Kafka Streams and its clients. */
public final class AppConfig {

  static final String PREFIX = "topics.prefix";
  static final String GRACE = "grace.ms";
  static final String MEMORY = "history.ms";
  static final String INCIDENT_MEMORY = "incident.memory.ms";
  static final String STORE_MEMORY = "rocksdb.memory.bytes";
  static final String OPEN_WITHIN = "passage.open.within.ms";
  static final String LISTEN = "api.listen";
  static final String ADVERTISED = "api.advertised";

  private static final String RULE = "rule.";

  private static final ConfigDef.Validator ADDRESS =
      ConfigDef.LambdaValidator.with(AppConfig::checkAddress, () -> "host:port");

  private final AbstractConfig config;
  private final Map<String, AbstractConfig> rules = new HashMap<>();
  private final Map<String, Object> others = new HashMap<>();

  /**
   * Reads options.
   *
   * @throws ConfigException that names every fault, each with its option
   */
  public AppConfig(Map<String, ?> given) {
    // Resolves what config providers hold.
    Map<String, Object> props = new AbstractConfig(new ConfigDef(), given, false).originals();
    List<String> faults = new ArrayList<>();
    Map<String, Object> own = new HashMap<>();
    ConfigDef definition = definition();
    props.forEach(
        (name, value) -> {
          if (definition.names().contains(name)) {
            own.put(name, value);
          } else if (name.startsWith(RULE)) {
            ruleOf(name, faults);
          } else {
            others.put(name, value);
          }
        });
    faults.addAll(faults("", definition, own));
    for (RuleType rule : RuleBook.all()) {
      Map<String, Object> options = optionsOf(rule, props);
      faults.addAll(faults(rule.prefix(), rule.definition(), options));
      AutomaticCommand.faults(options).forEach(fault -> faults.add(rule.prefix() + fault));
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(String.join("\n", faults));
    }
    config = new AbstractConfig(definition, own, false);
    for (RuleType rule : RuleBook.all()) {
      rules.put(rule.name(), new AbstractConfig(rule.definition(), optionsOf(rule, props), false));
    }
  }

  static ConfigDef definition() {
    return new ConfigDef()
        .define(
            PREFIX,
            ConfigDef.Type.STRING,
            Topics.DEFAULT_PREFIX,
            Importance.HIGH,
            "What the names of Gatehouse's topics begin with.")
        .define(
            GRACE,
            ConfigDef.Type.LONG,
            Duration.ofMinutes(5).toMillis(),
            Range.between(0, Duration.ofHours(1).toMillis()),
            Importance.MEDIUM,
            "How late an event may arrive and still explain what a rule would otherwise report for"
                + " the lack of it, in milliseconds. What is reported for what did happen does not"
                + " wait.")
        .define(
            MEMORY,
            ConfigDef.Type.LONG,
            Duration.ofHours(24).toMillis(),
            Range.between(Duration.ofHours(13).toMillis(), Duration.ofDays(30).toMillis()),
            Importance.MEDIUM,
            "How far back facts are remembered, in milliseconds. Events that are older when they"
                + " arrive are in their topics, but are not correlated any more.")
        .define(
            INCIDENT_MEMORY,
            ConfigDef.Type.LONG,
            Duration.ofDays(7).toMillis(),
            Range.between(Duration.ofDays(1).toMillis(), Duration.ofDays(90).toMillis()),
            Importance.LOW,
            "How long an incident is remembered after it was closed, and an acknowledgement of an"
                + " incident that never came, in milliseconds. Should be no less than "
                + MEMORY
                + ", so that late events find it.")
        .define(
            STORE_MEMORY,
            ConfigDef.Type.LONG,
            128L << 20,
            Range.atLeast(16L << 20),
            Importance.MEDIUM,
            "Memory outside the Java heap for all stores of an instance together, in bytes.")
        .define(
            OPEN_WITHIN,
            ConfigDef.Type.LONG,
            Duration.ofSeconds(30).toMillis(),
            Range.between(0, Duration.ofMinutes(10).toMillis()),
            Importance.MEDIUM,
            "How long after a grant an opening of the door still belongs to its passage, in"
                + " milliseconds.")
        .define(
            LISTEN,
            ConfigDef.Type.STRING,
            "127.0.0.1:8088",
            ADDRESS,
            Importance.HIGH,
            "Host and port on which the HTTP API listens. It asks nobody who they are: whom it is"
                + " open to is decided by the network.")
        .define(
            ADVERTISED,
            ConfigDef.Type.STRING,
            "",
            ADDRESS,
            Importance.HIGH,
            "Host and port at which other instances reach this one's HTTP API; empty: where it"
                + " listens. It becomes application.server.");
  }

  /** Topics of the configured prefix. */
  public Topics topics() {
    return Topics.of(config.getString(PREFIX));
  }

  /** How late an explanation may arrive. */
  public Duration grace() {
    return Duration.ofMillis(config.getLong(GRACE));
  }

  /** How far back facts are remembered. */
  public Duration memory() {
    return Duration.ofMillis(config.getLong(MEMORY));
  }

  /** How long an incident is remembered after it was closed. */
  public Duration incidentMemory() {
    return Duration.ofMillis(config.getLong(INCIDENT_MEMORY));
  }

  /** Bytes outside the heap for all stores. */
  long storeMemory() {
    return config.getLong(STORE_MEMORY);
  }

  /** How long after a grant an opening belongs to its passage. */
  public Duration openWithin() {
    return Duration.ofMillis(config.getLong(OPEN_WITHIN));
  }

  /** Where the HTTP API listens. */
  public HostInfo listen() {
    return HostInfo.buildFromEndpoint(config.getString(LISTEN));
  }

  /** Where other instances reach this one's HTTP API: what {@code application.server} must be. */
  public HostInfo advertised() {
    String advertised = config.getString(ADVERTISED);
    return advertised.isEmpty() ? listen() : HostInfo.buildFromEndpoint(advertised);
  }

  /** Options of a rule. */
  public AbstractConfig rule(RuleType rule) {
    return rules.get(rule.name());
  }

  /** Rules that are switched on. */
  public List<RuleType> enabledRules() {
    return RuleBook.all().stream().filter(rule -> rule(rule).getBoolean(RuleType.ENABLED)).toList();
  }

  /** All that is not the app's own. */
  public Map<String, Object> others() {
    return others;
  }

  private static void checkAddress(String option, Object value) {
    String address = (String) value;
    boolean empty = address.isEmpty() && option.equals(ADVERTISED);
    if (!empty && HostInfo.buildFromEndpoint(address) == null) {
      throw new ConfigException(option, value, "it must be host:port");
    }
  }

  private static Map<String, Object> optionsOf(RuleType rule, Map<String, Object> props) {
    Map<String, Object> options = new TreeMap<>();
    props.forEach(
        (name, value) -> {
          if (name.startsWith(rule.prefix())) {
            options.put(name.substring(rule.prefix().length()), value);
          }
        });
    return options;
  }

  private static void ruleOf(String name, List<String> faults) {
    if (RuleBook.all().stream().noneMatch(rule -> name.startsWith(rule.prefix()))) {
      faults.add(
          name
              + ": there is no such rule; rules are "
              + String.join(", ", RuleBook.all().stream().map(RuleType::name).toList()));
    }
  }

  private static List<String> faults(
      String prefix, ConfigDef definition, Map<String, Object> given) {
    List<String> faults = new ArrayList<>();
    Map<String, String> text = new HashMap<>();
    given.forEach((name, value) -> text.put(name, String.valueOf(value)));
    for (String name : text.keySet()) {
      if (!definition.names().contains(name)) {
        faults.add(
            prefix
                + name
                + ": there is no such option; there are "
                + String.join(", ", definition.names().stream().sorted().toList()));
      }
    }
    for (ConfigValue value : definition.validate(text)) {
      value.errorMessages().forEach(message -> faults.add(prefix + value.name() + ": " + message));
    }
    return faults;
  }
}
