package io.gatehouse.registry;

import static java.util.Map.entry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** The options of client, converter and serde. Names and meanings are Confluent's. */
final class RegistryConfig extends AbstractConfig {
  static final String PREFIX = "schema.registry.";

  static final String URL = "schema.registry.url";
  static final String CONNECT_TIMEOUT_MS = "http.connect.timeout.ms";
  static final String READ_TIMEOUT_MS = "http.read.timeout.ms";
  static final String BASIC_SOURCE = "basic.auth.credentials.source";
  static final String BASIC_USER_INFO = "basic.auth.user.info";
  static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  static final String BEARER_TOKEN = "bearer.auth.token";
  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String USE_LATEST = "use.latest.version";
  static final String LATEST_STRICT = "latest.compatibility.strict";
  static final String NORMALIZE = "normalize.schemas";

  static final ConfigDef OPTIONS =
      new ConfigDef()
          .define(
              URL,
              ConfigDef.Type.LIST,
              ConfigDef.NO_DEFAULT_VALUE,
              Importance.HIGH,
              "URLs of the schema registry, separated by commas. When one does not answer, or"
                  + " answers with a server error, the next is asked.")
          .define(
              CONNECT_TIMEOUT_MS,
              ConfigDef.Type.INT,
              10_000,
              Range.between(1, 600_000),
              Importance.LOW,
              "Milliseconds to wait for a connection to one URL.")
          .define(
              READ_TIMEOUT_MS,
              ConfigDef.Type.INT,
              10_000,
              Range.between(1, 600_000),
              Importance.LOW,
              "Milliseconds to wait for a connected registry's whole answer.")
          .define(
              BASIC_SOURCE,
              ConfigDef.Type.STRING,
              "URL",
              ValidString.in("URL", "USER_INFO"),
              Importance.MEDIUM,
              "Where user and password come from: URL (https://user:password@host) or USER_INFO"
                  + " (the option basic.auth.user.info).")
          .define(
              BASIC_USER_INFO,
              ConfigDef.Type.PASSWORD,
              "",
              Importance.MEDIUM,
              "user:password, used when basic.auth.credentials.source is USER_INFO.")
          .define(
              BEARER_SOURCE,
              ConfigDef.Type.STRING,
              "STATIC_TOKEN",
              ValidString.in("STATIC_TOKEN"),
              Importance.MEDIUM,
              "Where the bearer token comes from: STATIC_TOKEN (the option bearer.auth.token).")
          .define(
              BEARER_TOKEN,
              ConfigDef.Type.PASSWORD,
              "",
              Importance.MEDIUM,
              "A token sent with every request as Authorization: Bearer.")
          .define(
              AUTO_REGISTER,
              ConfigDef.Type.BOOLEAN,
              true,
              Importance.MEDIUM,
              "Whether a schema that the registry does not know yet is registered. If not, writing"
                  + " with an unknown schema fails.")
          .define(
              USE_LATEST,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.LOW,
              "Whether to write with the latest schema of the subject instead of the record's own."
                  + " Needs auto.register.schemas=false. Fields are matched by name.")
          .define(
              LATEST_STRICT,
              ConfigDef.Type.BOOLEAN,
              true,
              Importance.LOW,
              "Whether use.latest.version first checks that the latest schema can read what the"
                  + " record's own schema writes. If not, a record that does not fit fails alone.")
          .define(
              NORMALIZE,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.LOW,
              "Whether the registry normalizes schemas before it compares them.");

  private static final ConfigDef TLS = new ConfigDef().withClientSslSupport();

  static {
    OPTIONS.embed(PREFIX, "TLS", 0, TLS);
  }

  /** Options of Confluent's that change what is written or read, and the one value of each here. */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          entry("key.subject.name.strategy", "TopicNameStrategy"),
          entry("value.subject.name.strategy", "TopicNameStrategy"),
          entry("context.name.strategy", "NullContextNameStrategy"),
          entry("key.schema.id.serializer", "PrefixSchemaIdSerializer"),
          entry("value.schema.id.serializer", "PrefixSchemaIdSerializer"),
          entry("use.schema.id", "-1"),
          entry("use.latest.with.metadata", ""),
          entry("latest.cache.ttl.sec", "-1"),
          entry("schema.reflection", "false"),
          entry("avro.reflection.allow.null", "false"),
          entry("enhanced.avro.schema.support", "false"),
          entry("connect.meta.data", "true"),
          entry("scrub.invalid.names", "false"),
          entry("discard.type.doc.default", "false"),
          entry("allow.optional.map.keys", "false"),
          entry("generalized.sum.type.support", "false"),
          entry("ignore.default.for.nullables", "false"),
          entry("rule.executors", ""),
          entry("proxy.host", ""),
          entry(PREFIX + SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, ""));

  /** One registry URL, and what authenticates there. */
  record Endpoint(URI base, Optional<String> authorization) {
    @Override
    public String toString() {
      return base.toString();
    }
  }

  /**
   * @throws ConfigException naming the option, its value unless secret, and the remedy
   */
  RegistryConfig(Map<String, ?> configs) {
    super(OPTIONS, named(configs), Map.of(), false);
    FIXED.forEach((option, only) -> refuseUnless(option, only, configs.get(option)));
    configs.keySet().stream()
        .filter(key -> key.startsWith("request.header."))
        .findFirst()
        .ifPresent(key -> refuse(key, "a value", "custom request headers are not supported"));
    if (getBoolean(USE_LATEST) && getBoolean(AUTO_REGISTER)) {
      refuse(USE_LATEST, true, "it has no effect unless " + AUTO_REGISTER + "=false; set both");
    }
    if (endpoints().isEmpty()) {
      refuse(URL, "", "give at least one URL");
    }
  }

  List<Endpoint> endpoints() {
    return getList(URL).stream().map(this::endpoint).toList();
  }

  Duration connectTimeout() {
    return Duration.ofMillis(getInt(CONNECT_TIMEOUT_MS));
  }

  Duration readTimeout() {
    return Duration.ofMillis(getInt(READ_TIMEOUT_MS));
  }

  /** The stores and protocols of the schema.registry.ssl options, if any is set. */
  Optional<DefaultSslEngineFactory> tls() {
    Map<String, Object> given = originalsWithPrefix(PREFIX);
    given.keySet().removeIf(key -> !key.startsWith("ssl."));
    if (given.isEmpty()) {
      return Optional.empty();
    }
    String verification = SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
    if (!"https".equalsIgnoreCase(getString(PREFIX + verification))) {
      refuse(
          PREFIX + verification,
          getString(PREFIX + verification),
          "host names are always verified; give the registry a certificate with its name");
    }
    DefaultSslEngineFactory factory = new DefaultSslEngineFactory();
    factory.configure(TLS.parse(given));
    return Optional.of(factory);
  }

  private Endpoint endpoint(String url) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      // The cause would carry the whole URL, and with it a password.
      throw invalidUrl(url, e.getReason());
    }
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw invalidUrl(url, "it must start with http:// or https://");
    }
    if (uri.getHost() == null) {
      throw invalidUrl(url, "it has no valid host name (an underscore is not allowed in one)");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return new Endpoint(
        URI.create(uri.getScheme() + "://" + uri.getHost() + port + path),
        authorization(uri.getUserInfo()));
  }

  private Optional<String> authorization(String userInfoInUrl) {
    String token = getPassword(BEARER_TOKEN).value();
    String userInfo = getPassword(BASIC_USER_INFO).value();
    boolean fromOption = getString(BASIC_SOURCE).equals("USER_INFO");
    if (fromOption && userInfo.isEmpty()) {
      refuse(BASIC_SOURCE, "USER_INFO", "set " + BASIC_USER_INFO + " to user:password");
    }
    if (!fromOption && !userInfo.isEmpty()) {
      refuse(
          BASIC_USER_INFO, Password.HIDDEN, "it is only used with " + BASIC_SOURCE + "=USER_INFO");
    }
    String basic = fromOption ? userInfo : userInfoInUrl;
    if (basic != null && !token.isEmpty()) {
      refuse(BEARER_TOKEN, Password.HIDDEN, "user and password are set too; remove one of the two");
    }
    if (basic != null) {
      byte[] bytes = basic.getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
  }

  /** Takes the client's options under their own name and, as Confluent does, with the prefix. */
  private static Map<String, Object> named(Map<String, ?> configs) {
    Map<String, Object> named = new HashMap<>(configs);
    for (String option : OPTIONS.names()) {
      Object prefixed = configs.get(PREFIX + option);
      if (prefixed != null) {
        named.putIfAbsent(option, prefixed);
      }
    }
    return named;
  }

  private static void refuseUnless(String option, String only, Object value) {
    if (value == null) {
      return;
    }
    String given = value instanceof Class<?> type ? type.getName() : value.toString().strip();
    if (!given.equals(only) && !given.endsWith("." + only)) {
      String remedy = only.isEmpty() ? "remove it" : "remove it, or set it to " + only;
      refuse(option, given, "not supported here, and it would change what is written; " + remedy);
    }
  }

  private static void refuse(String option, Object value, String reason) {
    throw new ConfigException(option, value, reason);
  }

  private static ConfigException invalidUrl(String url, String reason) {
    return new ConfigException(URL, url.replaceAll("//[^/]*@", "//"), reason);
  }
}
