package io.gatehouse.simulators;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a simulated Akuvox device is configured. Immutable: every {@code with…} returns a changed
 * copy.
 *
 * <p>The default is a device on a free loopback port, HTTP only, Digest for {@code admin} / {@code
 * httpapi}, in UTC, with two relays, pages, words and room for 1000 records in each log.
 */
public final class AkuvoxOptions implements Cloneable {

  private AkuvoxAddress address = AkuvoxAddress.DEFAULT;
  private String mac = "0C:11:05:00:00:01";
  private String model = "R29S";
  private String firmware = "29.31.101.624";
  private AkuvoxAuthMode authMode = AkuvoxAuthMode.DIGEST;
  private boolean apiDisabled;
  private String user = "admin";
  private String password = "httpapi";
  private List<String> whitelist = List.of();
  private Duration nonceLifetime = Duration.ofMinutes(5);
  private Set<String> unsupported = Set.of();
  private Set<AkuvoxTrait> traits = EnumSet.noneOf(AkuvoxTrait.class);
  private AkuvoxDateFormat dateFormat = AkuvoxDateFormat.ISO;
  private ZoneId zone = ZoneOffset.UTC;
  private Instant startTime;
  private int logSize = 1000;
  private Optional<Duration> pictureDelay = Optional.empty();
  private int relays = 2;
  private Duration serviceTime = Duration.ZERO;
  private Duration lockUp = Duration.ZERO;
  private List<AkuvoxPerson> persons = AkuvoxPerson.EXAMPLES;
  private int requestsKept = 1000;

  /** Address to listen on; the default is 127.0.0.1. */
  public AkuvoxOptions withHost(String host) {
    AkuvoxOptions copy = copy();
    copy.address = address.withHost(host);
    return copy;
  }

  /** HTTP port, 0 for any free one. A fleet counts up from it. */
  public AkuvoxOptions withPort(int port) {
    AkuvoxOptions copy = copy();
    copy.address = address.withPort(port);
    return copy;
  }

  /** HTTPS port, 0 for any free one. A fleet counts up from it. */
  public AkuvoxOptions withHttpsPort(int port) {
    AkuvoxOptions copy = copy();
    copy.address = address.withHttpsPort(port);
    return copy;
  }

  public AkuvoxOptions withTransport(AkuvoxTransport transport) {
    AkuvoxOptions copy = copy();
    copy.address = address.withTransport(transport);
    return copy;
  }

  /** As {@code 0C:11:05:07:8B:71}. A fleet numbers its devices itself. */
  public AkuvoxOptions withMac(String mac) {
    AkuvoxOptions copy = copy();
    copy.mac = mac;
    return copy;
  }

  /** As {@code R29S}. */
  public AkuvoxOptions withModel(String model) {
    AkuvoxOptions copy = copy();
    copy.model = model;
    return copy;
  }

  /** As {@code 29.31.101.624}. */
  public AkuvoxOptions withFirmware(String firmware) {
    AkuvoxOptions copy = copy();
    copy.firmware = firmware;
    return copy;
  }

  public AkuvoxOptions withAuthMode(AkuvoxAuthMode authMode) {
    AkuvoxOptions copy = copy();
    copy.authMode = authMode;
    return copy;
  }

  /** The one account, for Basic and Digest. */
  public AkuvoxOptions withUser(String user, String password) {
    AkuvoxOptions copy = copy();
    copy.user = user;
    copy.password = password;
    return copy;
  }

  /** The mode is WHITELIST, and these are the addresses that are let in, at most five. */
  public AkuvoxOptions withWhitelist(String... addresses) {
    if (addresses.length > 5) {
      throw new IllegalArgumentException(
          "a whitelist has at most 5 addresses, not " + addresses.length);
    }
    AkuvoxOptions copy = withAuthMode(AkuvoxAuthMode.WHITELIST);
    copy.whitelist = List.of(addresses);
    return copy;
  }

  /** The API is switched off: 403 for everybody. */
  public AkuvoxOptions withApiDisabled() {
    AkuvoxOptions copy = copy();
    copy.apiDisabled = true;
    return copy;
  }

  /** How long a nonce is good, by the device's clock; the default is 5 minutes. */
  public AkuvoxOptions withNonceLifetime(Duration nonceLifetime) {
    AkuvoxOptions copy = copy();
    copy.nonceLifetime = nonceLifetime;
    return copy;
  }

  /** Functions that this model lacks, as {@code calllog/get}: "Api unsupported". */
  public AkuvoxOptions withUnsupported(String... functions) {
    AkuvoxOptions copy = copy();
    copy.unsupported = Set.of(functions);
    return copy;
  }

  /** What is special about this firmware. */
  public AkuvoxOptions withTraits(AkuvoxTrait... traits) {
    AkuvoxOptions copy = copy();
    copy.traits = EnumSet.noneOf(AkuvoxTrait.class);
    copy.traits.addAll(List.of(traits));
    return copy;
  }

  public AkuvoxOptions withDateFormat(AkuvoxDateFormat dateFormat) {
    AkuvoxOptions copy = copy();
    copy.dateFormat = dateFormat;
    return copy;
  }

  /** The zone of the device's local time, with its daylight saving time. */
  public AkuvoxOptions withZone(ZoneId zone) {
    AkuvoxOptions copy = copy();
    copy.zone = zone;
    return copy;
  }

  /**
   * What the clock shows at the start; the default is the real time. While it shows 1970 it was
   * never set, and records have the date {@code --}.
   */
  public AkuvoxOptions withStartTime(Instant startTime) {
    AkuvoxOptions copy = copy();
    copy.startTime = startTime;
    return copy;
  }

  /** How many records each log holds; the default is 1000. */
  public AkuvoxOptions withLogSize(int logSize) {
    if (logSize < 1) {
      throw new IllegalArgumentException("a log holds at least one record, not " + logSize);
    }
    AkuvoxOptions copy = copy();
    copy.logSize = logSize;
    return copy;
  }

  /**
   * Calls have the address of a picture, {@code PicUrl}, which is empty for so long by the device's
   * clock. By default they have none.
   */
  public AkuvoxOptions withPictureDelay(Duration pictureDelay) {
    AkuvoxOptions copy = copy();
    copy.pictureDelay = Optional.of(pictureDelay);
    return copy;
  }

  /** How many relays the device has, 1 to 3. */
  public AkuvoxOptions withRelays(int relays) {
    if (relays < 1 || relays > AkuvoxRelays.MAX) {
      throw new IllegalArgumentException(
          "a device has 1 to %d relays, not %d".formatted(AkuvoxRelays.MAX, relays));
    }
    AkuvoxOptions copy = copy();
    copy.relays = relays;
    return copy;
  }

  /** How long a request takes, by the device's clock; the default is no time. */
  public AkuvoxOptions withServiceTime(Duration serviceTime) {
    AkuvoxOptions copy = copy();
    copy.serviceTime = serviceTime;
    return copy;
  }

  /**
   * A request that arrives while another is served locks the device up: it answers nobody for so
   * long, by its own clock. The default is zero: it serves them all.
   */
  public AkuvoxOptions withLockUp(Duration lockUp) {
    AkuvoxOptions copy = copy();
    copy.lockUp = lockUp;
    return copy;
  }

  /** Who passes; at least one. */
  public AkuvoxOptions withPersons(AkuvoxPerson... persons) {
    if (persons.length == 0) {
      throw new IllegalArgumentException("a device needs at least one person");
    }
    AkuvoxOptions copy = copy();
    copy.persons = List.of(persons);
    return copy;
  }

  /** How many requests the journal keeps; the default is 1000. */
  public AkuvoxOptions withRequestsKept(int requestsKept) {
    AkuvoxOptions copy = copy();
    copy.requestsKept = requestsKept;
    return copy;
  }

  /** The options of the device of a fleet with this index, from 0. */
  AkuvoxOptions numbered(int index) {
    AkuvoxOptions copy = copy();
    int number = index + 1;
    copy.mac = "0C:11:05:%02X:%02X:%02X".formatted(number >> 16, number >> 8 & 0xFF, number & 0xFF);
    copy.address = address.numbered(index);
    return copy;
  }

  AkuvoxAddress address() {
    return address;
  }

  String mac() {
    return mac;
  }

  String model() {
    return model;
  }

  String firmware() {
    return firmware;
  }

  AkuvoxAuthMode authMode() {
    return authMode;
  }

  boolean apiDisabled() {
    return apiDisabled;
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  List<String> whitelist() {
    return whitelist;
  }

  Duration nonceLifetime() {
    return nonceLifetime;
  }

  Set<String> unsupported() {
    return unsupported;
  }

  boolean has(AkuvoxTrait trait) {
    return traits.contains(trait);
  }

  AkuvoxDateFormat dateFormat() {
    return dateFormat;
  }

  ZoneId zone() {
    return zone;
  }

  Instant startTime() {
    return startTime == null ? Instant.now() : startTime;
  }

  int logSize() {
    return logSize;
  }

  Optional<Duration> pictureDelay() {
    return pictureDelay;
  }

  int relays() {
    return relays;
  }

  Duration serviceTime() {
    return serviceTime;
  }

  Duration lockUp() {
    return lockUp;
  }

  List<AkuvoxPerson> persons() {
    return persons;
  }

  int requestsKept() {
    return requestsKept;
  }

  @Override
  public String toString() {
    return "AkuvoxOptions[mac=%s, transport=%s, authMode=%s, traits=%s]"
        .formatted(mac, address.transport(), authMode, traits);
  }

  private AkuvoxOptions copy() {
    try {
      return (AkuvoxOptions) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
