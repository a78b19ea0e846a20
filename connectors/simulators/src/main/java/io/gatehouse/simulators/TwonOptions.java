package io.gatehouse.simulators;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a simulated 2N device is configured. Immutable: every {@code with…} returns a changed copy.
 *
 * <p>The default is a device on a free loopback port, HTTP only, Digest (MD5) on every service, one
 * account {@code admin} / {@code 2n} with all privileges.
 */
public final class TwonOptions implements Cloneable {

  /** Which protocols a device listens on, each on a port of its own. */
  public enum Transport {
    HTTP,
    HTTPS,
    BOTH
  }

  /** Security of one service (section 3). */
  record Security(boolean enabled, boolean httpsOnly, Authentication authentication) {}

  private static final int MAX_ACCOUNTS = 5;

  private String host = "127.0.0.1";
  private int port;
  private int httpsPort;
  private Transport transport = Transport.HTTP;
  private String serialNumber = "54-0000-0001";
  private String deviceName = "2N IP Verso";
  private String variant = "2N IP Verso";
  private String swVersion = "2.38.0.45.0";
  private List<TwonAccount> accounts = List.of(TwonAccount.of("admin", "2n"));
  private Map<TwonService, Security> services = new EnumMap<>(TwonService.class);
  private Map<String, Integer> refusedFunctions = Map.of();
  private List<String> algorithms = List.of("MD5");
  private boolean offersBasic;
  private Duration nonceLifetime = Duration.ofMinutes(5);
  private long nonceUses = Long.MAX_VALUE;
  private int maxChannels = Integer.MAX_VALUE;
  private List<TwonUser> users = TwonUser.EXAMPLES;
  private List<TwonSwitch> switches =
      List.of(
          TwonSwitch.monostable(1, 5),
          TwonSwitch.bistable(2),
          TwonSwitch.monostable(3, 10),
          TwonSwitch.disabled(4));
  private List<String> inputs = List.of("input1", "tamper");
  private List<String> outputs = List.of("relay1", "relay2", "relay3", "led_secured");
  private List<Integer> accessPoints = List.of(0, 1);
  private Instant startTime;
  private int tzShift;
  private boolean eventHashes;
  private int requestsKept = 1000;

  /** The default configuration. */
  public TwonOptions() {
    for (TwonService service : TwonService.values()) {
      services.put(service, new Security(true, false, Authentication.DIGEST));
    }
  }

  /** Address to listen on; the default is 127.0.0.1. */
  public TwonOptions withHost(String host) {
    TwonOptions copy = copy();
    copy.host = host;
    return copy;
  }

  /** HTTP port, 0 for any free one. A fleet counts up from it. */
  public TwonOptions withPort(int port) {
    TwonOptions copy = copy();
    copy.port = checkPort(port);
    return copy;
  }

  /** HTTPS port, 0 for any free one. A fleet counts up from it. */
  public TwonOptions withHttpsPort(int port) {
    TwonOptions copy = copy();
    copy.httpsPort = checkPort(port);
    return copy;
  }

  public TwonOptions withTransport(Transport transport) {
    TwonOptions copy = copy();
    copy.transport = transport;
    return copy;
  }

  /** A fleet numbers its devices itself. */
  public TwonOptions withSerialNumber(String serialNumber) {
    TwonOptions copy = copy();
    copy.serialNumber = serialNumber;
    return copy;
  }

  public TwonOptions withDeviceName(String deviceName) {
    TwonOptions copy = copy();
    copy.deviceName = deviceName;
    return copy;
  }

  /** Model name, as {@code 2N IP Verso}. */
  public TwonOptions withVariant(String variant) {
    TwonOptions copy = copy();
    copy.variant = variant;
    return copy;
  }

  /** Firmware version, as {@code 2.38.0.45.0}. */
  public TwonOptions withFirmware(String swVersion) {
    TwonOptions copy = copy();
    copy.swVersion = swVersion;
    return copy;
  }

  /** One account with all privileges. */
  public TwonOptions withUser(String user, String password) {
    return withAccounts(TwonAccount.of(user, password));
  }

  /** Up to five accounts (section 4). */
  public TwonOptions withAccounts(TwonAccount... accounts) {
    if (accounts.length > MAX_ACCOUNTS) {
      throw new IllegalArgumentException(
          "a device has at most %d accounts, not %d".formatted(MAX_ACCOUNTS, accounts.length));
    }
    TwonOptions copy = copy();
    copy.accounts = List.of(accounts);
    return copy;
  }

  /** Authentication of all services. */
  public TwonOptions withAuthentication(Authentication authentication) {
    TwonOptions copy = copy();
    copy.services.replaceAll((service, s) -> new Security(s.enabled, s.httpsOnly, authentication));
    return copy;
  }

  /** Authentication of one service. */
  public TwonOptions withAuthentication(TwonService service, Authentication authentication) {
    TwonOptions copy = copy();
    copy.services.computeIfPresent(
        service, (key, s) -> new Security(s.enabled, s.httpsOnly, authentication));
    return copy;
  }

  /** Services that answer over HTTPS only: error 7 otherwise. */
  public TwonOptions withHttpsOnly(TwonService... services) {
    TwonOptions copy = copy();
    for (TwonService service : services) {
      copy.services.computeIfPresent(
          service, (key, s) -> new Security(s.enabled, true, s.authentication));
    }
    return copy;
  }

  /** Services that are switched off: error 4. */
  public TwonOptions withDisabled(TwonService... services) {
    TwonOptions copy = copy();
    for (TwonService service : services) {
      copy.services.computeIfPresent(
          service, (key, s) -> new Security(false, s.httpsOnly, s.authentication));
    }
    return copy;
  }

  /**
   * A function that this model lacks (code 1) or that wants a licence (code 5, old firmware).
   *
   * @param path as {@code /api/lift/grantaccess}
   */
  public TwonOptions withRefusedFunction(String path, int code) {
    TwonOptions copy = copy();
    copy.refusedFunctions = new HashMap<>(refusedFunctions);
    copy.refusedFunctions.put(path, code);
    return copy;
  }

  /** Digest algorithms offered, best first, each in a challenge of its own: MD5, SHA-256. */
  public TwonOptions withDigestAlgorithms(String... algorithms) {
    for (String algorithm : algorithms) {
      if (!algorithm.equals("MD5") && !algorithm.equals("SHA-256")) {
        throw new IllegalArgumentException(
            "digest algorithm must be MD5 or SHA-256, not " + algorithm);
      }
    }
    TwonOptions copy = copy();
    copy.algorithms = List.of(algorithms);
    return copy;
  }

  /** A 401 of a Digest service offers Basic beside Digest, although only Digest is let in. */
  public TwonOptions withBasicOffered() {
    TwonOptions copy = copy();
    copy.offersBasic = true;
    return copy;
  }

  /** How long a nonce is good, by the device's clock; the default is 5 minutes. */
  public TwonOptions withNonceLifetime(Duration nonceLifetime) {
    TwonOptions copy = copy();
    copy.nonceLifetime = nonceLifetime;
    return copy;
  }

  /** How many requests a nonce is good for; the default is any number. */
  public TwonOptions withNonceUses(int nonceUses) {
    TwonOptions copy = copy();
    copy.nonceUses = nonceUses;
    return copy;
  }

  /** How many log channels may be open: error 18 beyond; the manual names no limit. */
  public TwonOptions withMaxChannels(int maxChannels) {
    TwonOptions copy = copy();
    copy.maxChannels = maxChannels;
    return copy;
  }

  /** The directory of the device. */
  public TwonOptions withUsers(TwonUser... users) {
    TwonOptions copy = copy();
    copy.users = List.of(users);
    return copy;
  }

  public TwonOptions withSwitches(TwonSwitch... switches) {
    TwonOptions copy = copy();
    copy.switches = List.of(switches);
    return copy;
  }

  /** The access points that are not disabled: 0 entry, 1 exit. */
  public TwonOptions withAccessPoints(Integer... accessPoints) {
    TwonOptions copy = copy();
    copy.accessPoints = List.of(accessPoints);
    return copy;
  }

  /** What the device's clock shows at its first start; the default is the real time. */
  public TwonOptions withStartTime(Instant startTime) {
    TwonOptions copy = copy();
    copy.startTime = startTime;
    return copy;
  }

  /** Minutes from UTC to the device's local time. */
  public TwonOptions withTzShift(int minutes) {
    TwonOptions copy = copy();
    copy.tzShift = minutes;
    return copy;
  }

  /** Events carry {@code hash}, as newer firmware sends it. */
  public TwonOptions withEventHashes() {
    TwonOptions copy = copy();
    copy.eventHashes = true;
    return copy;
  }

  /** How many requests the journal keeps; the default is 1000. */
  public TwonOptions withRequestsKept(int requestsKept) {
    TwonOptions copy = copy();
    copy.requestsKept = requestsKept;
    return copy;
  }

  /** The options of one device in a fleet. */
  TwonOptions numbered(int index) {
    TwonOptions copy = copy();
    copy.serialNumber =
        String.format(Locale.ROOT, "54-%04d-%04d", (index + 1) / 10_000, (index + 1) % 10_000);
    copy.port = port == 0 ? 0 : checkPort(port + index);
    copy.httpsPort = httpsPort == 0 ? 0 : checkPort(httpsPort + index);
    return copy;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  int httpsPort() {
    return httpsPort;
  }

  Transport transport() {
    return transport;
  }

  String serialNumber() {
    return serialNumber;
  }

  String deviceName() {
    return deviceName;
  }

  String variant() {
    return variant;
  }

  String swVersion() {
    return swVersion;
  }

  /** Whether the firmware is older than a version. */
  boolean isOlderThan(int major, int minor) {
    String[] parts = swVersion.split("\\.", 3);
    int ownMajor = Integer.parseInt(parts[0]);
    return ownMajor < major || (ownMajor == major && Integer.parseInt(parts[1]) < minor);
  }

  List<TwonAccount> accounts() {
    return accounts;
  }

  Security security(TwonService service) {
    return services.get(service);
  }

  Map<String, Integer> refusedFunctions() {
    return refusedFunctions;
  }

  List<String> algorithms() {
    return algorithms;
  }

  boolean offersBasic() {
    return offersBasic;
  }

  Duration nonceLifetime() {
    return nonceLifetime;
  }

  long nonceUses() {
    return nonceUses;
  }

  int maxChannels() {
    return maxChannels;
  }

  List<TwonUser> users() {
    return users;
  }

  List<TwonSwitch> switches() {
    return switches;
  }

  List<String> inputs() {
    return inputs;
  }

  List<String> outputs() {
    return outputs;
  }

  List<Integer> accessPoints() {
    return accessPoints;
  }

  Instant startTime() {
    return startTime == null ? Instant.now() : startTime;
  }

  int tzShift() {
    return tzShift;
  }

  boolean eventHashes() {
    return eventHashes;
  }

  int requestsKept() {
    return requestsKept;
  }

  @Override
  public String toString() {
    return "TwonOptions[serialNumber=%s, transport=%s, accounts=%s, services=%s]"
        .formatted(serialNumber, transport, accounts, services);
  }

  private TwonOptions copy() {
    try {
      TwonOptions copy = (TwonOptions) clone();
      copy.services = new EnumMap<>(services);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  private static int checkPort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    return port;
  }
}
