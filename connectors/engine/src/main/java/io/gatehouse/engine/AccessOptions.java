package io.gatehouse.engine;

import io.gatehouse.http.Credentials;
import io.gatehouse.http.EndpointConfig;
import io.gatehouse.http.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How devices know us, and how we know them: accounts and TLS. */
final class AccessOptions {

  private static final String GROUP = "Access";
  static final String AUTHENTICATION = "authentication";
  static final String TLS = "tls";
  static final String CA_FILE = "tls.ca.file";
  static final String FINGERPRINT = "tls.fingerprint";
  private static final String CREDENTIALS = "credentials.";
  private static final List<String> AUTHENTICATIONS = List.of("auto", "none", "basic", "digest");

  private final Map<String, String> props;

  AccessOptions(Map<String, String> props) {
    this.props = props;
  }

  /**
   * Adds these options.
   *
   * @param accounts whether devices know us by user and password
   */
  static void define(ConfigDef def, boolean accounts) {
    if (accounts) {
      defineAccounts(def);
    }
    defineTls(def);
  }

  private static void defineAccounts(ConfigDef def) {
    int order = 0;
    def.define(
        AUTHENTICATION,
        ConfigDef.Type.STRING,
        "auto",
        CaseInsensitiveValidString.in(AUTHENTICATIONS.toArray(String[]::new)),
        Importance.MEDIUM,
        "How to authenticate: 'auto' answers what a device asks for, but gives a password by Basic"
            + " over TLS only; 'basic', 'digest' and 'none' do just that.",
        GROUP,
        ++order,
        Width.SHORT,
        "Authentication");
    def.define(
        CREDENTIALS + DeviceSpec.DEFAULT_CREDENTIALS + ".username",
        ConfigDef.Type.STRING,
        null,
        Importance.HIGH,
        "User of devices that name no account of their own. Further accounts are"
            + " credentials.<name>.username and .password; a device chooses by"
            + " devices.<id>.credentials.",
        GROUP,
        ++order,
        Width.MEDIUM,
        "User");
    def.define(
        CREDENTIALS + DeviceSpec.DEFAULT_CREDENTIALS + ".password",
        ConfigDef.Type.PASSWORD,
        null,
        Importance.HIGH,
        "Password of that user. Give it by a ConfigProvider, such as ${file:/run/secrets/2n:password}.",
        GROUP,
        ++order,
        Width.MEDIUM,
        "Password");
  }

  private static void defineTls(ConfigDef def) {
    // Behind the accounts.
    int order = 3;
    def.define(
        TLS,
        ConfigDef.Type.STRING,
        "system",
        CaseInsensitiveValidString.in("system", "ca", "pinned", "insecure"),
        Importance.MEDIUM,
        "Which certificates of https devices are accepted: 'system' those that Java trusts, 'ca'"
            + " those of tls.ca.file, 'pinned' the one of tls.fingerprint, 'insecure' any, which"
            + " protects against nobody who can reach the network.",
        GROUP,
        ++order,
        Width.SHORT,
        "TLS");
    def.define(
        CA_FILE,
        ConfigDef.Type.STRING,
        null,
        Importance.MEDIUM,
        "PEM file with the certificates that tls=ca accepts.",
        GROUP,
        ++order,
        Width.LONG,
        "CA file");
    def.define(
        FINGERPRINT,
        ConfigDef.Type.STRING,
        null,
        Importance.MEDIUM,
        "SHA-256 of the certificate that tls=pinned accepts, 64 hex digits, colons allowed. A"
            + " refused certificate's fingerprint is told in the error.",
        GROUP,
        ++order,
        Width.LONG,
        "Certificate fingerprint");
  }

  /** Checks what one device needs, and puts each trouble on the option that causes it. */
  void check(DeviceSpec device, Problems problems) {
    checkCredentials(device, problems);
    checkTls(device, problems);
  }

  /** An account's secrets go to its cloud in clear only where that was written out. */
  void refuseClearText(List<DeviceSpec> feeds, String addressOption, Problems problems) {
    feeds.stream()
        .filter(feed -> "http".equals(feed.url().getScheme()) && !tlsMode(feed).equals("insecure"))
        .findFirst()
        .ifPresent(
            feed ->
                problems.add(
                    addressOption,
                    feed.url()
                        + " would send the account's secrets in clear; write https://, or"
                        + " tls=insecure if that is what you want"));
  }

  /** Precondition: {@link #check} found nothing. */
  EndpointConfig endpoint(DeviceSpec device) {
    return new EndpointConfig(device.id(), device.url(), credentials(device), tls(device));
  }

  /** For what does not know us by user and password. */
  EndpointConfig withoutAccount(DeviceSpec device) {
    return new EndpointConfig(device.id(), device.url(), Credentials.none(), tls(device));
  }

  private Credentials credentials(DeviceSpec device) {
    String user = props.get(accountOption(device, ".username"));
    String password = props.get(accountOption(device, ".password"));
    if (user == null) {
      return Credentials.none();
    }
    return switch (authentication(device)) {
      case "none" -> Credentials.none();
      case "basic" -> Credentials.basic(user, password);
      case "digest" -> Credentials.digest(user, password);
      default -> Credentials.auto(user, password);
    };
  }

  private Tls tls(DeviceSpec device) {
    return switch (tlsMode(device)) {
      case "ca" -> Tls.ca(Path.of(props.get(CA_FILE)));
      case "pinned" -> Tls.pinned(fingerprint(device));
      case "insecure" -> Tls.insecure();
      default -> Tls.system();
    };
  }

  private void checkCredentials(DeviceSpec device, Problems problems) {
    if (!AUTHENTICATIONS.contains(authentication(device))) {
      addOnce(
          problems,
          device.authentication() == null
              ? AUTHENTICATION
              : "devices." + device.id() + ".authentication",
          "'" + authentication(device) + "' is none of " + AUTHENTICATIONS);
    }
    String userOption = accountOption(device, ".username");
    String passwordOption = accountOption(device, ".password");
    String user = props.get(userOption);
    String password = props.get(passwordOption);
    boolean anonymous = device.credentials() == null && user == null && password == null;
    if ((anonymous && authentication(device).equals("auto"))
        || authentication(device).equals("none")) {
      return;
    }
    checkPresent(userOption, user, device, problems);
    checkPresent(passwordOption, password, device, problems);
  }

  private static void checkPresent(
      String option, String value, DeviceSpec device, Problems problems) {
    if (problems.has(option)) {
      return;
    }
    problems.require(option, value, "missing, but device " + device.id() + " needs it; set it");
  }

  /** Checks what the certificate of a device or cloud is compared with. */
  void checkTls(DeviceSpec device, Problems problems) {
    String mode = tlsMode(device);
    switch (mode) {
      case "ca" -> checkCaFile(problems);
      case "pinned" -> checkFingerprint(device, problems);
      case "system", "insecure" -> {}
      default ->
          addOnce(
              problems,
              device.tls() == null ? TLS : "devices." + device.id() + ".tls",
              "'"
                  + mode
                  + "' of device "
                  + device.id()
                  + " is none of system, ca, pinned, insecure");
    }
  }

  private void checkCaFile(Problems problems) {
    String file = props.get(CA_FILE);
    if (file == null || !Files.isReadable(Path.of(file))) {
      addOnce(problems, CA_FILE, "'" + file + "' cannot be read; tls=ca needs a PEM file");
    }
  }

  private void checkFingerprint(DeviceSpec device, Problems problems) {
    String option =
        device.fingerprint() == null ? FINGERPRINT : "devices." + device.id() + ".tls.fingerprint";
    try {
      Tls.pinned(String.valueOf(fingerprint(device)));
    } catch (IllegalArgumentException e) {
      addOnce(problems, option, e.getMessage());
    }
  }

  private static void addOnce(Problems problems, String option, String problem) {
    if (!problems.has(option)) {
      problems.add(option, problem);
    }
  }

  private String authentication(DeviceSpec device) {
    String own = device.authentication();
    return (own == null ? props.getOrDefault(AUTHENTICATION, "auto") : own)
        .toLowerCase(Locale.ROOT);
  }

  private String tlsMode(DeviceSpec device) {
    String own = device.tls();
    return (own == null ? props.getOrDefault(TLS, "system") : own).toLowerCase(Locale.ROOT);
  }

  private String fingerprint(DeviceSpec device) {
    return device.fingerprint() == null ? props.get(FINGERPRINT) : device.fingerprint();
  }

  private static String accountOption(DeviceSpec device, String suffix) {
    String account =
        device.credentials() == null ? DeviceSpec.DEFAULT_CREDENTIALS : device.credentials();
    return CREDENTIALS + account + suffix;
  }
}
