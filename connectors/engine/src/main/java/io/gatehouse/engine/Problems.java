package io.gatehouse.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** What is wrong with a configuration, all of it, each on the option that it belongs to. */
public final class Problems {

  private final Map<String, List<String>> byOption = new LinkedHashMap<>();

  static final String UNRESOLVED =
      "its ${…} was not replaced: check config.providers and allowed.paths of the worker";

  /**
   * Adds one problem.
   *
   * @param option the option, also one that no ConfigDef knows, such as {@code devices.lobby.url}
   * @param problem the value and the remedy, in one sentence
   */
  public void add(String option, String problem) {
    byOption.computeIfAbsent(option, key -> new ArrayList<>()).add(problem);
  }

  /** Adds the problems of a part, whose options have a prefix here. */
  void addAll(String prefix, Problems part) {
    part.byOption.forEach(
        (option, problems) -> problems.forEach(problem -> add(prefix + option, problem)));
  }

  public boolean isEmpty() {
    return byOption.isEmpty();
  }

  /**
   * Adds a problem if the value is missing, or is a placeholder that no ConfigProvider replaced.
   *
   * @param missing what to say of a missing one: why it is needed, and the remedy
   */
  public void require(String option, String value, String missing) {
    if (value == null || value.isBlank()) {
      add(option, missing);
    } else if (isPlaceholder(value)) {
      add(option, UNRESOLVED);
    }
  }

  /** A placeholder that no ConfigProvider has replaced. */
  static boolean isPlaceholder(String value) {
    return value != null && value.startsWith("${") && value.endsWith("}");
  }

  /**
   * What is wrong by itself cannot contradict anything else: its default stands in for it.
   *
   * @param answer of Connect's own validation
   */
  public static Map<String, String> withoutErrors(Map<String, String> props, Config answer) {
    Map<String, String> sound = new HashMap<>(props);
    sound.keySet().removeAll(errors(answer));
    return sound;
  }

  /** Options that an answer of Connect refuses. */
  public static Set<String> errors(Config answer) {
    return answer.configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .map(ConfigValue::name)
        .collect(Collectors.toSet());
  }

  /** Whether this option has a problem. */
  public boolean has(String option) {
    return byOption.containsKey(option);
  }

  /**
   * Adds every problem to the answer of {@code validate}, except to options that are refused
   * already. Each names its option, because {@code POST /connectors} shows the sentences alone.
   */
  public void addTo(Config config) {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    config.configValues().forEach(value -> values.put(value.name(), value));
    byOption.forEach(
        (option, problems) -> {
          ConfigValue value = values.get(option);
          if (value == null) {
            value = new ConfigValue(option);
            config.configValues().add(value);
          }
          if (value.errorMessages().isEmpty()) {
            problems.stream()
                .map(problem -> option + ": " + problem)
                .forEach(value::addErrorMessage);
          }
        });
  }

  /** Refuses a configuration that was never validated. */
  void throwIfAny() {
    if (!isEmpty()) {
      throw new ConfigException(toString());
    }
  }

  @Override
  public String toString() {
    List<String> sentences = new ArrayList<>();
    byOption.forEach(
        (option, problems) -> problems.forEach(problem -> sentences.add(option + ": " + problem)));
    return String.join("; ", sentences);
  }
}
