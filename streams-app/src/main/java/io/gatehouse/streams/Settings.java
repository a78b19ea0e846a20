package io.gatehouse.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/**
 * All that a properties file says: the app's own options, those of Kafka Streams and its clients,
 * and those of the schema registry's client, which begin with {@code schema.registry.}.
 *
 * @param app the app's own
 * @param streams those of Kafka Streams, completed by what is ours to say
 * @param registry everything; the registry's client takes its own
 */
record Settings(AppConfig app, Map<String, Object> streams, Map<String, Object> registry) {

  private static final String REGISTRY = "schema.registry.";

  /** Without these it would not be Gatehouse. */
  @SuppressWarnings("deprecation") // Of an option that goes when its value here is the only one.
  private static final Map<String, Object> FIXED =
      Map.of(
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2,
          StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true,
          StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
              DeadLetters.Unreadable.class,
          StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.Unprocessable.class,
          StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true,
          StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.Setter.class);

  /** Where the file says nothing. */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          StreamsConfig.APPLICATION_ID_CONFIG,
          "gatehouse-streams",
          StreamsConfig.CLIENT_ID_CONFIG,
          "gatehouse-streams",
          StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
          100,
          StreamsConfig.NUM_STREAM_THREADS_CONFIG,
          Math.min(4, Runtime.getRuntime().availableProcessors()),
          // Nobody sees a record before its transaction ends, which sends what is still here.
          StreamsConfig.producerPrefix("linger.ms"),
          50,
          StreamsConfig.producerPrefix("batch.size"),
          131_072,
          // How long the doors of an instance that was killed wait for another: not 45 s.
          StreamsConfig.consumerPrefix("session.timeout.ms"),
          10_000);

  /**
   * Reads options.
   *
   * @throws ConfigException that names every fault, each with its option
   */
  static Settings of(Map<String, String> file) {
    // Resolves what config providers hold.
    Map<String, Object> given = new AbstractConfig(new ConfigDef(), file, false).originals();
    List<String> faults = unresolved(given);
    given.keySet().removeIf(name -> name.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG));
    AppConfig app = null;
    try {
      app = new AppConfig(given);
    } catch (ConfigException e) {
      faults.add(e.getMessage());
    }
    try {
      new RegistrySerdes(given).close();
    } catch (ConfigException e) {
      faults.add(e.getMessage());
    }
    Map<String, Object> streams = new HashMap<>(DEFAULTS);
    streams.putAll(app == null ? given : app.others());
    streams.keySet().removeIf(name -> name.startsWith(REGISTRY));
    faults.addAll(faults(streams));
    if (!faults.isEmpty()) {
      throw new ConfigException(String.join("\n", faults));
    }
    streams.putAll(FIXED);
    streams.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, app.topics().deadLetter());
    HostInfo api = app.advertised();
    streams.put(StreamsConfig.APPLICATION_SERVER_CONFIG, api.host() + ":" + api.port());
    return new Settings(app, streams, given);
  }

  private static List<String> unresolved(Map<String, Object> given) {
    List<String> faults = new ArrayList<>();
    new TreeMap<>(given)
        .forEach(
            (name, value) -> {
              if (value.toString().matches(".*\\$\\{\\w+:.*}.*")) {
                faults.add(
                    name
                        + ": "
                        + value
                        + " is not known; is "
                        + AbstractConfig.CONFIG_PROVIDERS_CONFIG
                        + " set, and does it have that name?");
              }
            });
    return faults;
  }

  private static List<String> faults(Map<String, Object> streams) {
    List<String> faults = new ArrayList<>();
    Map<String, String> text = new TreeMap<>();
    streams.forEach((name, value) -> text.put(name, value.toString()));
    FIXED
        .keySet()
        .forEach(
            name -> {
              if (text.remove(name) != null) {
                faults.add(name + ": the app sets this itself; remove it");
              }
            });
    StreamsConfig.configDef().validate(text).forEach(value -> faults.addAll(value.errorMessages()));
    return faults;
  }
}
