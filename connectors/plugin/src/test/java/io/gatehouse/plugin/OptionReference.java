package io.gatehouse.plugin;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;

/** The options of a plugin as Markdown: a section a group, a table row an option. */
final class OptionReference {

  private OptionReference() {}

  static String of(Class<?> plugin, ConfigDef options) {
    List<ConfigKey> keys = List.copyOf(options.configKeys().values());
    String tables =
        keys.stream()
            .map(key -> Objects.requireNonNullElse(key.group, ""))
            .distinct()
            .map(group -> table(group, keys))
            .collect(Collectors.joining("\n"));
    return "## " + plugin.getName() + "\n\n" + tables;
  }

  private static String table(String group, List<ConfigKey> keys) {
    String rows =
        keys.stream()
            .filter(key -> group.equals(Objects.requireNonNullElse(key.group, "")))
            .filter(key -> !key.internalConfig)
            .sorted(Comparator.comparingInt(key -> key.orderInGroup))
            .map(OptionReference::row)
            .collect(Collectors.joining());
    String title = group.isEmpty() ? "" : "### " + group + "\n\n";
    return title + "| option | type | default | allowed |\n| --- | --- | --- | --- |\n" + rows;
  }

  private static String row(ConfigKey key) {
    String allowed = key.validator == null ? "" : key.validator.toString();
    return "| **`%s`**<br>%s | %s | %s | %s |%n"
        .formatted(
            key.name,
            cell(key.documentation),
            key.type.name().toLowerCase(Locale.ROOT),
            defaultOf(key),
            cell(allowed));
  }

  private static String defaultOf(ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    Object value = key.defaultValue;
    boolean isEmpty = value == null || Set.of("", List.of(), new Password("")).contains(value);
    return isEmpty ? "none" : "`" + ConfigDef.convertToString(value, key.type) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>");
  }
}
