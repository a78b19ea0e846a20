package io.gatehouse.hikconnect;

import io.gatehouse.engine.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/** Which account, which source and sink ask alike. */
final class HikConnectAccountOptions {

  static final String GROUP = "Account";
  static final String URL = "account.url";
  static final String APP_KEY = "account.app.key";
  static final String SECRET_KEY = "account.secret.key";

  /** Defined by who uses it: of readers it is the account's allowance, of commanders their own. */
  static final String PER_SECOND = "account.requests.per.second";

  private static final int LONGEST_KEY = 64;

  private final AbstractConfig config;

  HikConnectAccountOptions(AbstractConfig config) {
    this.config = config;
  }

  /**
   * Adds address and keys.
   *
   * @return how many options the group has by now
   */
  static int define(ConfigDef def) {
    int order = 0;
    def.define(
        URL,
        ConfigDef.Type.STRING,
        null,
        Importance.HIGH,
        "Required: where the account logs in, such as https://isgp.hikcentralconnect.com. The login names the"
            + " host for everything else.",
        GROUP,
        ++order,
        Width.LONG,
        "Login address");
    def.define(
        APP_KEY,
        ConfigDef.Type.PASSWORD,
        null,
        Importance.HIGH,
        "Required: AK of the account. Give it by a ConfigProvider, such as ${file:/run/secrets/hik:ak}.",
        GROUP,
        ++order,
        Width.LONG,
        "AK");
    def.define(
        SECRET_KEY,
        ConfigDef.Type.PASSWORD,
        null,
        Importance.HIGH,
        "Required: SK of the account. Give it by a ConfigProvider, such as ${file:/run/secrets/hik:sk}.",
        GROUP,
        ++order,
        Width.LONG,
        "SK");
    return order;
  }

  static void check(AbstractConfig config, Problems problems) {
    String url = config.getString(URL);
    problems.require(URL, url, "missing; set it to the address where the account logs in");
    if (url != null && !problems.has(URL)) {
      checkUrl(url, problems);
    }
    checkKey(APP_KEY, "AK", config, problems);
    checkKey(SECRET_KEY, "SK", config, problems);
  }

  private static void checkUrl(String url, Problems problems) {
    try {
      URI address = new URI(url.strip());
      boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (!http || address.getHost() == null || address.getUserInfo() != null) {
        problems.add(URL, "'" + url + "' must be https://host, without user or password");
      }
    } catch (URISyntaxException e) {
      problems.add(URL, "'" + url + "' is no address; give https://host");
    }
  }

  private static void checkKey(
      String option, String what, AbstractConfig config, Problems problems) {
    Password key = config.getPassword(option);
    String value = key == null ? null : key.value();
    problems.require(option, value, "missing; set it to the " + what + " of the account");
    if (value != null && value.length() > LONGEST_KEY && !problems.has(option)) {
      problems.add(
          option, "longer than the " + LONGEST_KEY + " characters of an " + what + "; check it");
    }
  }

  URI url() {
    return URI.create(config.getString(URL).strip());
  }

  String appKey() {
    return config.getPassword(APP_KEY).value();
  }

  String secretKey() {
    return config.getPassword(SECRET_KEY).value();
  }

  int perSecond() {
    return config.getInt(PER_SECOND);
  }

  HikConnectAccount.Key key() {
    return new HikConnectAccount.Key(url(), appKey());
  }
}
