package io.gatehouse.streams.rules;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/**
 * A rule as operators know it. Its options are {@code rule.<name>.<option>}.
 *
 * @param name lower case with hyphens, in incidents and in options
 * @param level whose facts it sees together
 * @param finds what it finds: one sentence, without "finds"
 * @param basis what in the topics it rests on, and what it cannot see
 * @param severity of its incidents unless configured: LOW, MEDIUM, HIGH or CRITICAL
 * @param closeAfter how long after its last event an incident closes by itself
 * @param patient whether it has facts that it waits with
 * @param options those of its own
 * @param maker makes the rule of its options
 */
public record RuleType(
    String name,
    Level level,
    String finds,
    String basis,
    String severity,
    Duration closeAfter,
    boolean patient,
    Consumer<ConfigDef> options,
    Function<AbstractConfig, Rule> maker) {

  public static final String ENABLED = "enabled";
  public static final String SEVERITY = "severity";
  public static final String CLOSE_AFTER = "close.after.ms";

  /** What the names of all its options begin with. */
  public String prefix() {
    return "rule." + name + ".";
  }

  /** All its options, by their names within the rule. */
  public ConfigDef definition() {
    ConfigDef def = new ConfigDef();
    def.define(
        ENABLED, ConfigDef.Type.BOOLEAN, true, Importance.HIGH, "Whether the rule is asked.");
    def.define(
        SEVERITY,
        ConfigDef.Type.STRING,
        severity,
        ValidString.in("LOW", "MEDIUM", "HIGH", "CRITICAL"),
        Importance.MEDIUM,
        "Severity of its incidents.");
    def.define(
        CLOSE_AFTER,
        ConfigDef.Type.LONG,
        closeAfter.toMillis(),
        Range.between(1000, Duration.ofDays(30).toMillis()),
        Importance.MEDIUM,
        "How long after its last event an incident is closed by itself, in milliseconds.");
    if (!patient) {
      // What a patient rule finds is older than any command may be.
      AutomaticCommand.options(def);
    }
    options.accept(def);
    return def;
  }

  /** An option of the rule's own that is a span of time. */
  static void span(ConfigDef def, String name, Duration value, String documentation) {
    def.define(
        name,
        ConfigDef.Type.LONG,
        value.toMillis(),
        Range.between(0, Duration.ofHours(12).toMillis()),
        Importance.MEDIUM,
        documentation + " In milliseconds, at most twelve hours.");
  }

  /** An option of the rule's own that is a number of something. */
  static void count(ConfigDef def, String name, int value, int least, String documentation) {
    def.define(
        name,
        ConfigDef.Type.INT,
        value,
        Range.between(least, 1000),
        Importance.MEDIUM,
        documentation);
  }
}
