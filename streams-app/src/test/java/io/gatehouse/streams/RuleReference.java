package io.gatehouse.streams;

import io.gatehouse.streams.rules.Level;
import io.gatehouse.streams.rules.RuleBook;
import io.gatehouse.streams.rules.RuleType;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** All rules as Markdown. */
final class RuleReference {

  private static final Set<String> ITS_OWN_DEFAULT =
      Set.of(RuleType.SEVERITY, RuleType.CLOSE_AFTER);

  private RuleReference() {}

  static String text() {
    List<RuleType> all = RuleBook.all();
    return """
        # Rules

        Generated from the code: `mvn verify -Dupdate` in this folder writes it anew.

        A rule is set by `rule.<name>.<option>`, for example `rule.%s.%s=false`. Spans of the day that
        a rule counts by begin at midnight UTC if they are parts of a day.

        ## Options of every rule

        %s
        A rule that waits for what may explain an event has no commands: they would come too late.

        | rule | finds | sees | severity |
        | --- | --- | --- | --- |
        %s
        %s"""
        .formatted(
            all.get(0).name(),
            RuleType.ENABLED,
            table(common(all), key -> !ITS_OWN_DEFAULT.contains(key.name)),
            all.stream().map(RuleReference::summary).collect(Collectors.joining()),
            all.stream().map(RuleReference::section).collect(Collectors.joining("\n")));
  }

  private static Collection<ConfigKey> common(List<RuleType> all) {
    RuleType any = all.stream().filter(rule -> !rule.patient()).findFirst().orElseThrow();
    return any.definition().configKeys().values().stream()
        .filter(key -> !own(any).contains(key.name))
        .toList();
  }

  private static Set<String> own(RuleType rule) {
    ConfigDef own = new ConfigDef();
    rule.options().accept(own);
    return own.names();
  }

  private static String summary(RuleType rule) {
    return "| [%s](#%s) | %s | %s | %s |%n"
        .formatted(rule.name(), rule.name(), rule.finds(), sees(rule.level()), rule.severity());
  }

  private static String section(RuleType rule) {
    Set<String> names = new HashSet<>(own(rule));
    names.addAll(ITS_OWN_DEFAULT);
    String patience =
        rule.patient()
            ? "\n\nIt waits for what may explain an event, and as long as `grace.ms` says besides."
            : "";
    return """
        ## %s

        %s

        Rests on: %s%s

        %s"""
        .formatted(
            rule.name(),
            rule.finds(),
            rule.basis(),
            patience,
            table(
                rule.definition().configKeys().values().stream()
                    .filter(key -> names.contains(key.name))
                    .toList(),
                key -> true));
  }

  private static String sees(Level level) {
    return switch (level) {
      case DEVICE -> "a device";
      case ZONE -> "a zone of a site";
      case HOLDER -> "a credential, or a person";
    };
  }

  static String table(Collection<ConfigKey> keys, Predicate<ConfigKey> hasDefault) {
    return keys.stream()
        .map(
            key ->
                "| **`%s`**<br>%s | %s | %s | %s |%n"
                    .formatted(
                        key.name,
                        cell(key.documentation),
                        key.type.name().toLowerCase(Locale.ROOT),
                        hasDefault.test(key) ? defaultOf(key) : "of the rule",
                        key.validator == null ? "" : cell(key.validator.toString())))
        .collect(
            Collectors.joining(
                "", "| option | type | default | allowed |\n| --- | --- | --- | --- |\n", ""));
  }

  private static String defaultOf(ConfigKey key) {
    String value = ConfigDef.convertToString(key.defaultValue, key.type);
    if (value.isEmpty()) {
      return "none";
    }
    String time = key.name.endsWith(".ms") ? " (" + time(Long.parseLong(value)) + ")" : "";
    return "`" + value + "`" + time;
  }

  /** As people say it: 1h30m. */
  private static String time(long millis) {
    return Duration.ofMillis(millis).toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>");
  }
}
