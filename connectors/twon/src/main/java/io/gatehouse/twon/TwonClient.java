package io.gatehouse.twon;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.http.Call;
import io.gatehouse.http.Endpoint;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The HTTP API of a 2N device, as far as reading needs it; one method a function of the manual.
 * Failures are those of {@link TwonCalls}.
 */
public final class TwonClient {

  /** Service groups, each with its own authentication (manual 000, 3). */
  private static final String SYSTEM = "system";

  private static final String LOG = "log";
  private static final String IO = "io";
  private static final String PHONE = "phone";

  private final TwonCalls calls;
  private final Duration requestTimeout;

  /**
   * Talks to one device.
   *
   * @param requestTimeout how long the device may take, beyond what a long poll asks it to wait
   */
  public TwonClient(Endpoint endpoint, Duration requestTimeout) {
    this.calls = new TwonCalls(endpoint);
    this.requestTimeout = requestTimeout;
  }

  /** Type, serial number, firmware: manual 000, 5.1.1. Needs no privilege. */
  Future<JsonNode> info() {
    return call(Call.get("/api/system/info").service(SYSTEM));
  }

  /** Clock and time since restart: manual 000, 5.1.2. Needs the privilege System Control. */
  Future<Status> status() {
    return call(Call.get("/api/system/status").service(SYSTEM))
        .map(
            result ->
                new Status(
                    result.path("systemTime").asLong(TwonPosition.UNKNOWN),
                    result.path("upTime").asLong(TwonPosition.UNKNOWN)));
  }

  /** Both in seconds; {@link TwonPosition#UNKNOWN} where the device does not say. */
  record Status(long systemTime, long upTime) {
    static final Status UNKNOWN = new Status(TwonPosition.UNKNOWN, TwonPosition.UNKNOWN);
  }

  /** Names of the events that the device can report: manual 000, 5.10.1. */
  Future<List<String>> logCaps() {
    return call(Call.get("/api/log/caps").service(LOG))
        .map(
            result -> {
              List<String> names = new ArrayList<>();
              result.path("events").forEach(name -> names.add(name.asText()));
              return names;
            });
  }

  /**
   * Opens a channel: manual 000, 5.10.2.
   *
   * @param include "new", "all", or "-t" for the last t seconds
   * @param duration how long the channel lives without being pulled, up to 3600 s
   * @return the channel's id, 32 bits without sign
   */
  Future<Long> subscribe(String include, Duration duration) {
    return subscribe(
        Call.get("/api/log/subscribe")
            .query("include", include)
            .query("duration", duration.toSeconds())
            .service(LOG));
  }

  /** The same, for events of one type only. */
  public Future<Long> subscribe(String include, String type, Duration duration) {
    return subscribe(
        Call.get("/api/log/subscribe")
            .query("include", include)
            .query("filter", type)
            .query("duration", duration.toSeconds())
            .service(LOG));
  }

  private Future<Long> subscribe(Call call) {
    return call(call)
        .map(
            result -> {
              JsonNode id = result.path("id");
              if (!id.isNumber() && !id.isTextual()) {
                throw TwonCalls.notAnAnswer(call, "no channel id in it", null);
              }
              return id.asLong();
            });
  }

  /** Closes a channel: manual 000, 5.10.3. */
  public Future<Void> unsubscribe(long channel) {
    return call(Call.get("/api/log/unsubscribe").query("id", channel).service(LOG)).mapEmpty();
  }

  /**
   * Takes events out of a channel: manual 000, 5.10.4. What a lost reply held is gone from the
   * channel, though not from the device's history; the same request must therefore not be sent
   * again behind our back.
   *
   * @param timeout how long the device may wait for an event, in whole seconds
   */
  public Future<List<TwonEvent>> pull(long channel, Duration timeout) {
    Call call =
        Call.post("/api/log/pull")
            .form("id", channel)
            .form("timeout", timeout.toSeconds())
            .timeout(requestTimeout.plus(timeout))
            .service(LOG);
    return call(call)
        .map(
            result -> {
              JsonNode events = result.path("events");
              if (!events.isArray()) {
                throw TwonCalls.notAnAnswer(call, "no list of events in it", null);
              }
              List<TwonEvent> parsed = new ArrayList<>(events.size());
              events.forEach(event -> parsed.add(TwonEvent.of(event)));
              return parsed;
            });
  }

  /** Inputs and outputs: manual 000, 5.5.2. Needs the privilege I/O Monitoring. */
  Future<JsonNode> ioStatus() {
    return call(Call.get("/api/io/status").service(IO));
  }

  /** SIP accounts: manual 000, 5.6.1. Needs the privilege Phone/Calls Monitoring. */
  Future<JsonNode> phoneStatus() {
    return call(Call.get("/api/phone/status").service(PHONE));
  }

  private Future<JsonNode> call(Call call) {
    return calls.send(call.timeout().isPresent() ? call : call.timeout(requestTimeout));
  }
}
