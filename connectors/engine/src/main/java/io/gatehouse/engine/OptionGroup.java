package io.gatehouse.engine;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Options of low importance that belong together, shown in the order in which they are defined. */
public final class OptionGroup {

  private final ConfigDef def;
  private final String name;
  private int order;

  public OptionGroup(ConfigDef def, String name) {
    this.def = def;
    this.name = name;
  }

  /** Defines one option; a number's unit is the end of its name. */
  public void option(
      String option,
      ConfigDef.Type type,
      Object value,
      ConfigDef.Validator check,
      String sentence) {
    order++;
    def.define(
        option, type, value, check, Importance.LOW, sentence, name, order, Width.SHORT, option);
  }
}
