package io.gatehouse.akuvox.cloud;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.gatehouse.akuvox.log.LogClock;
import io.gatehouse.akuvox.log.LogTime.Basis;
import io.gatehouse.engine.OptionGroup;
import io.gatehouse.engine.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The options that only the Akuvox cloud has. */
final class AkuvoxCloudConfig {

  static final String URL = "account.url";
  static final String TOKEN = "account.token";
  static final String RESIDENCES = "residences";
  static final String POLL_INTERVAL = "history.poll.interval.ms";
  static final String REQUEST_PAUSE = "history.request.pause.ms";
  static final String TIME_ZONE = "history.time.zone";
  private static final String ACCOUNT_GROUP = "Account";

  private final AbstractConfig config;

  AkuvoxCloudConfig(AbstractConfig config) {
    this.config = config;
  }

  static void define(ConfigDef def) {
    defineAccount(
        def,
        "Required: ids of the residences that are read, such as r31adc223cc4b3bedb6bd4742dedcfa52."
            + " Each is a source partition.");
    defineHistories(def);
  }

  /**
   * Adds the options of the account, which source and sink share.
   *
   * @param residences what they are for
   */
  static void defineAccount(ConfigDef def, String residences) {
    int order = 0;
    def.define(
        URL,
        ConfigDef.Type.STRING,
        null,
        Importance.HIGH,
        "Required: where the cloud is asked, such as https://api.ecloud.akubela.com.",
        ACCOUNT_GROUP,
        ++order,
        Width.LONG,
        "Address");
    def.define(
        TOKEN,
        ConfigDef.Type.PASSWORD,
        null,
        Importance.HIGH,
        "Required: access token of the account, without the word Bearer. Give it by a"
            + " ConfigProvider, such as ${file:/run/secrets/akuvox:token}.",
        ACCOUNT_GROUP,
        ++order,
        Width.LONG,
        "Access token");
    def.define(
        RESIDENCES,
        ConfigDef.Type.LIST,
        List.of(),
        ValidList.anyNonDuplicateValues(true, false),
        Importance.HIGH,
        residences,
        ACCOUNT_GROUP,
        ++order,
        Width.LONG,
        "Residences");
  }

  private static void defineHistories(ConfigDef def) {
    OptionGroup group = new OptionGroup(def, "Histories");
    group.option(
        POLL_INTERVAL,
        ConfigDef.Type.LONG,
        5_000,
        between(1, 3_600_000),
        "How often each history of a residence is read, in milliseconds, give or take a tenth. The"
            + " cloud sends all of a history every time.");
    group.option(
        REQUEST_PAUSE,
        ConfigDef.Type.LONG,
        250,
        between(0, 60_000),
        "Rest between two requests for a residence, in milliseconds.");
    group.option(
        TIME_ZONE,
        ConfigDef.Type.STRING,
        "UTC",
        ConfigDef.LambdaValidator.with(
            (option, value) -> checkZone((String) value), () -> "a time zone"),
        "Time zone of the histories' times, which do not tell it, such as Europe/Berlin. Write it"
            + " out, also where it is UTC: unless written out it is taken for a guess.");
  }

  static void check(AbstractConfig config, Problems problems) {
    String url = config.getString(URL);
    problems.require(URL, url, "missing; set it to the address of the Akuvox cloud");
    if (url != null && !problems.has(URL)) {
      checkUrl(url, problems);
    }
    Password token = config.getPassword(TOKEN);
    String value = token == null ? null : token.value();
    problems.require(TOKEN, value, "missing; set it to the access token of the account");
    if (value != null && !problems.has(TOKEN)) {
      checkToken(value.strip(), problems);
    }
    List<String> residences = config.getList(RESIDENCES);
    problems.require(
        RESIDENCES,
        String.join(",", residences),
        "missing; set it to the ids of the account's residences");
    if (!problems.has(RESIDENCES)) {
      residences.forEach(id -> checkResidence(id, problems));
    }
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

  private static void checkToken(String token, Problems problems) {
    if (token.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      problems.add(TOKEN, "begins with the word Bearer; give the token alone");
    } else if (!token.matches("[!-~]+")) {
      problems.add(TOKEN, "has blanks or letters that no token has; check it");
    }
  }

  private static void checkResidence(String id, Problems problems) {
    if (!id.matches("[A-Za-z0-9._-]{1,100}")) {
      problems.add(
          RESIDENCES,
          "'"
              + id
              + "' is no id of a residence: 1 to 100 letters, digits, dots, dashes or underscores");
    }
  }

  private static void checkZone(String zone) {
    try {
      ZoneId.of(String.valueOf(zone).strip());
    } catch (DateTimeException e) {
      throw new ConfigException(
          TIME_ZONE, zone, "no such time zone; give one such as Europe/Berlin, +01:00 or UTC");
    }
  }

  URI url() {
    return URI.create(config.getString(URL).strip());
  }

  String token() {
    return config.getPassword(TOKEN).value().strip();
  }

  List<String> residences() {
    return config.getList(RESIDENCES);
  }

  Duration pollInterval() {
    return Duration.ofMillis(config.getLong(POLL_INTERVAL));
  }

  Duration requestPause() {
    return Duration.ofMillis(config.getLong(REQUEST_PAUSE));
  }

  /** What the histories' times mean. A zone is known only where the operator wrote it out. */
  LogClock logClock() {
    boolean isWritten = config.originals().containsKey(TIME_ZONE);
    return new LogClock(
        ZoneId.of(config.getString(TIME_ZONE).strip()),
        isWritten ? Basis.CONFIGURED : Basis.ASSUMED);
  }
}
