package io.gatehouse.simulators;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How a simulated Akuvox cloud is configured. Immutable: every {@code with…} returns a changed
 * copy.
 *
 * <p>The default is a cloud on a free loopback port, HTTP only, with the token and the residence of
 * the manual's examples, times in UTC, and pictures that are there at once.
 */
public final class AkuvoxCloudOptions implements Cloneable {

  private AkuvoxAddress address = AkuvoxAddress.DEFAULT;
  private String token = "ac45e846ca23ab42c9ae469d988ae32a9";
  private List<AkuvoxResidence> residences = List.of(AkuvoxResidence.EXAMPLE);
  private ZoneId zone = ZoneOffset.UTC;
  private Instant startTime;
  private Duration pictureDelay = Duration.ZERO;
  private int historySize = Integer.MAX_VALUE;
  private int requestsKept = 1000;

  /** Address to listen on; the default is 127.0.0.1. */
  public AkuvoxCloudOptions withHost(String host) {
    AkuvoxCloudOptions copy = copy();
    copy.address = address.withHost(host);
    return copy;
  }

  /** HTTP port, 0 for any free one. */
  public AkuvoxCloudOptions withPort(int port) {
    AkuvoxCloudOptions copy = copy();
    copy.address = address.withPort(port);
    return copy;
  }

  /** HTTPS port, 0 for any free one. */
  public AkuvoxCloudOptions withHttpsPort(int port) {
    AkuvoxCloudOptions copy = copy();
    copy.address = address.withHttpsPort(port);
    return copy;
  }

  public AkuvoxCloudOptions withTransport(AkuvoxTransport transport) {
    AkuvoxCloudOptions copy = copy();
    copy.address = address.withTransport(transport);
    return copy;
  }

  /** The access token that is valid. */
  public AkuvoxCloudOptions withToken(String token) {
    AkuvoxCloudOptions copy = copy();
    copy.token = token;
    return copy;
  }

  /** At least one. */
  public AkuvoxCloudOptions withResidences(AkuvoxResidence... residences) {
    if (residences.length == 0) {
      throw new IllegalArgumentException("a cloud needs at least one residence");
    }
    AkuvoxCloudOptions copy = copy();
    copy.residences = List.of(residences);
    return copy;
  }

  /** The zone of the times of records, which do not name it. */
  public AkuvoxCloudOptions withZone(ZoneId zone) {
    AkuvoxCloudOptions copy = copy();
    copy.zone = zone;
    return copy;
  }

  /** What the clock shows at the start; the default is the real time. */
  public AkuvoxCloudOptions withStartTime(Instant startTime) {
    AkuvoxCloudOptions copy = copy();
    copy.startTime = startTime;
    return copy;
  }

  /** How long the addresses of pictures are empty, by the cloud's clock; the default is zero. */
  public AkuvoxCloudOptions withPictureDelay(Duration pictureDelay) {
    AkuvoxCloudOptions copy = copy();
    copy.pictureDelay = pictureDelay;
    return copy;
  }

  /** How many records each history of a residence holds; the default is any number. */
  public AkuvoxCloudOptions withHistorySize(int historySize) {
    if (historySize < 1) {
      throw new IllegalArgumentException("a history holds at least one record, not " + historySize);
    }
    AkuvoxCloudOptions copy = copy();
    copy.historySize = historySize;
    return copy;
  }

  /** How many requests the journal keeps; the default is 1000. */
  public AkuvoxCloudOptions withRequestsKept(int requestsKept) {
    AkuvoxCloudOptions copy = copy();
    copy.requestsKept = requestsKept;
    return copy;
  }

  AkuvoxAddress address() {
    return address;
  }

  String token() {
    return token;
  }

  List<AkuvoxResidence> residences() {
    return residences;
  }

  ZoneId zone() {
    return zone;
  }

  Instant startTime() {
    return startTime == null ? Instant.now() : startTime;
  }

  Duration pictureDelay() {
    return pictureDelay;
  }

  int historySize() {
    return historySize;
  }

  int requestsKept() {
    return requestsKept;
  }

  @Override
  public String toString() {
    return "AkuvoxCloudOptions[transport=%s, residences=%d]"
        .formatted(address.transport(), residences.size());
  }

  private AkuvoxCloudOptions copy() {
    try {
      return (AkuvoxCloudOptions) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
