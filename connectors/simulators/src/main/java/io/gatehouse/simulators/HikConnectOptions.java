package io.gatehouse.simulators;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How a simulated Hik-Connect cloud is configured. Immutable: every {@code with…} returns a changed
 * copy.
 *
 * <p>The default is a cloud on free loopback ports, HTTP only, with five requests a second, two
 * devices with a door each, one alarm output at the first, and nothing subscribed.
 */
public final class HikConnectOptions implements Cloneable {

  private static final int MIN_BATCH = 100;
  private static final int MAX_BATCH = 500;

  private String host = "127.0.0.1";
  private int port;
  private int areaPort;
  private boolean https;
  private String appKey = "cewm9w0qjhv3i290uufnyxzp25l6ym7e";
  private String secretKey = "s77w0ckmlyetp2lhfqw8p8zgm23pkpw7";
  private Duration tokenLifetime = Duration.ofDays(7);
  private Duration subscriptionLifetime = Duration.ofDays(2);
  private Duration retention = Duration.ofDays(3);
  private Set<HikConnectMq> subscribed = Set.of();
  private int rawmsgBatch = 300;
  private int rateLimit = 5;
  private String limitCode;
  private int retryAfterSeconds;
  private boolean recordsAllowed = true;
  private List<HikConnectDoor> doors =
      List.of(HikConnectDoor.of("FR1000001"), HikConnectDoor.of("FR1000002"));
  private List<HikConnectOutput> outputs = List.of(HikConnectOutput.of("FR1000001"));
  private ZoneOffset deviceOffset = ZoneOffset.ofHours(5);
  private Instant startTime;
  private long seed = 1;
  private int requestsKept = 1000;

  /** Address to listen on; the default is 127.0.0.1. */
  public HikConnectOptions withHost(String host) {
    HikConnectOptions copy = copy();
    copy.host = host;
    return copy;
  }

  /** Port of the login address, 0 for any free one. */
  public HikConnectOptions withPort(int port) {
    HikConnectOptions copy = copy();
    copy.port = checkPort(port);
    return copy;
  }

  /** Port of the area address, 0 for any free one. */
  public HikConnectOptions withAreaPort(int port) {
    HikConnectOptions copy = copy();
    copy.areaPort = checkPort(port);
    return copy;
  }

  /** HTTPS on both addresses, with one certificate that the simulator signs itself. */
  public HikConnectOptions withHttps() {
    HikConnectOptions copy = copy();
    copy.https = true;
    return copy;
  }

  /** AK and SK of the account. */
  public HikConnectOptions withAccount(String appKey, String secretKey) {
    HikConnectOptions copy = copy();
    copy.appKey = appKey;
    copy.secretKey = secretKey;
    return copy;
  }

  /** How long a token is valid; the default is 7 days (section 3.2). */
  public HikConnectOptions withTokenLifetime(Duration lifetime) {
    HikConnectOptions copy = copy();
    copy.tokenLifetime = lifetime;
    return copy;
  }

  /** After what time without a pull a subscription ends; the default is 2 days (section 4.2). */
  public HikConnectOptions withSubscriptionLifetime(Duration lifetime) {
    HikConnectOptions copy = copy();
    copy.subscriptionLifetime = lifetime;
    return copy;
  }

  /** How long a message waits; the default is 3 days (section 1.2.2). */
  public HikConnectOptions withRetention(Duration retention) {
    HikConnectOptions copy = copy();
    copy.retention = retention;
    return copy;
  }

  /** Queues that the account subscribed to before: they fill from the beginning. */
  public HikConnectOptions withSubscribed(HikConnectMq... queues) {
    HikConnectOptions copy = copy();
    copy.subscribed = Set.copyOf(Arrays.asList(queues));
    return copy;
  }

  /**
   * Messages in a batch of rawmsg, which the manual gives no parameter for; a request may ask for
   * another number all the same.
   *
   * @param messages 1 to 500
   */
  public HikConnectOptions withRawmsgBatch(int messages) {
    if (messages < 1 || messages > MAX_BATCH) {
      throw new IllegalArgumentException("a batch has 1 to 500 messages, not " + messages);
    }
    HikConnectOptions copy = copy();
    copy.rawmsgBatch = messages;
    return copy;
  }

  /** Requests that are served in any one second; 0 for no limit. The default is 5 (section 3.1). */
  public HikConnectOptions withRateLimit(int requestsPerSecond) {
    if (requestsPerSecond < 0) {
      throw new IllegalArgumentException("limit must not be negative: " + requestsPerSecond);
    }
    HikConnectOptions copy = copy();
    copy.rateLimit = requestsPerSecond;
    return copy;
  }

  /** Answers requests beyond the limit with HTTP 200 and this error code, not with HTTP 429. */
  public HikConnectOptions withLimitCode(String errorCode) {
    HikConnectOptions copy = copy();
    copy.limitCode = errorCode;
    return copy;
  }

  /** Says {@code Retry-After} with HTTP 429, which is not said by default. */
  public HikConnectOptions withRetryAfter(int seconds) {
    HikConnectOptions copy = copy();
    copy.retryAfterSeconds = seconds;
    return copy;
  }

  /** An account that must not search certificate records. */
  public HikConnectOptions withoutRecords() {
    HikConnectOptions copy = copy();
    copy.recordsAllowed = false;
    return copy;
  }

  /** Devices with these serial numbers, with a door each. */
  public HikConnectOptions withDevices(String... serials) {
    return withDoors(Arrays.stream(serials).map(HikConnectDoor::of).toArray(HikConnectDoor[]::new));
  }

  /** The doors, and by them the devices. */
  public HikConnectOptions withDoors(HikConnectDoor... doors) {
    HikConnectOptions copy = copy();
    copy.doors = List.of(doors);
    return copy;
  }

  /** The alarm outputs. */
  public HikConnectOptions withAlarmOutputs(HikConnectOutput... outputs) {
    HikConnectOptions copy = copy();
    copy.outputs = List.of(outputs);
    return copy;
  }

  /** Offset of the local time that devices tell; the default is +05:00. */
  public HikConnectOptions withDeviceOffset(ZoneOffset offset) {
    HikConnectOptions copy = copy();
    copy.deviceOffset = offset;
    return copy;
  }

  /** What the cloud's clock says at the start; the default is real time. */
  public HikConnectOptions withStartTime(Instant time) {
    HikConnectOptions copy = copy();
    copy.startTime = time;
    return copy;
  }

  /** Seed of all that is random: the same calls give the same ids. */
  public HikConnectOptions withSeed(long seed) {
    HikConnectOptions copy = copy();
    copy.seed = seed;
    return copy;
  }

  /** How many of the last requests the journal keeps; the default is 1000. */
  public HikConnectOptions withRequestsKept(int requests) {
    HikConnectOptions copy = copy();
    copy.requestsKept = requests;
    return copy;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  int areaPort() {
    return areaPort;
  }

  boolean https() {
    return https;
  }

  String appKey() {
    return appKey;
  }

  String secretKey() {
    return secretKey;
  }

  Duration tokenLifetime() {
    return tokenLifetime;
  }

  Duration subscriptionLifetime() {
    return subscriptionLifetime;
  }

  Duration retention() {
    return retention;
  }

  Set<HikConnectMq> subscribed() {
    return subscribed;
  }

  int rawmsgBatch() {
    return rawmsgBatch;
  }

  int rateLimit() {
    return rateLimit;
  }

  /** Null for HTTP 429. */
  String limitCode() {
    return limitCode;
  }

  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  boolean recordsAllowed() {
    return recordsAllowed;
  }

  List<HikConnectDoor> doors() {
    return doors;
  }

  List<HikConnectOutput> outputs() {
    return outputs;
  }

  ZoneOffset deviceOffset() {
    return deviceOffset;
  }

  Instant startTime() {
    return startTime == null ? Instant.now() : startTime;
  }

  long seed() {
    return seed;
  }

  int requestsKept() {
    return requestsKept;
  }

  /** Whether a request may ask for so many messages (sections 5.3.1, 5.3.2). */
  static boolean isBatch(int messages) {
    return messages >= MIN_BATCH && messages <= MAX_BATCH && messages % MIN_BATCH == 0;
  }

  @Override
  public String toString() {
    return "HikConnectOptions[appKey=%s, https=%s, rateLimit=%d, doors=%s]"
        .formatted(appKey, https, rateLimit, doors);
  }

  private HikConnectOptions copy() {
    try {
      return (HikConnectOptions) clone();
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
