package io.gatehouse.engine;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/** What of a person's secrets may be seen. PINs never are; there is no option for that. */
final class PrivacyOptions {

  private static final String GROUP = "Privacy";
  static final String TOKEN_KEY = "redaction.token.key";
  static final String RAW = "raw";

  private PrivacyOptions() {}

  static void define(ConfigDef def) {
    int order = 0;
    def.define(
        TOKEN_KEY,
        ConfigDef.Type.PASSWORD,
        null,
        Importance.HIGH,
        "Key of the tokens that stand for card numbers: the same card gives the same token at all"
            + " connectors that share the key. Give it by a ConfigProvider. Without a key, card"
            + " numbers are removed as PINs are.",
        GROUP,
        ++order,
        Width.LONG,
        "Key of card tokens");
    def.define(
        RAW,
        ConfigDef.Type.BOOLEAN,
        true,
        Importance.LOW,
        "Whether events carry the vendor's own payload, with PINs removed and card numbers"
            + " replaced.",
        GROUP,
        ++order,
        Width.SHORT,
        "Vendor's payload");
  }

  static Redactor redactor(AbstractConfig config, RedactionRules rules) {
    Password key = config.getPassword(TOKEN_KEY);
    return new Redactor(rules, key == null ? null : key.value(), config.getBoolean(RAW));
  }
}
