package io.gatehouse.twon.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.http.Call;
import io.gatehouse.http.Endpoint;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.twon.TwonCalls;
import io.gatehouse.twon.TwonError;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The HTTP API of a 2N device, as far as commanding needs it; one method a function of the manual.
 * What moves something leaves once, behind a harmless GET of its service. Failures are {@link
 * HttpFailure} where no answer came, {@link DeviceRefusal} where the device refused, and {@link
 * FeedFailure} where the answer was none.
 *
 * <p>{@code response} is never asked for, which would replace the reply by a text of ours.
 */
final class TwonRelayClient {

  /** Service groups, each with its own authentication (manual 000, 3). */
  private static final String SWITCH = "switch";

  private static final String IO = "io";
  private static final String ACCESS = "access";
  private static final String SYSTEM = "system";

  private static final String SWITCH_STATUS = "/api/switch/status";
  private static final String IO_STATUS = "/api/io/status";
  private static final String BLOCKING_STATUS = "/api/accesspoint/blocking/status";

  /** Unspecified processing error; of a switch: the state that is asked for cannot be reached. */
  private static final String UNSPECIFIED = "14";

  /** This model, or its firmware, lacks the function, or the account its privilege. */
  private static final Set<String> HIDDEN = Set.of("1", "2", "10");

  private final TwonCalls calls;

  TwonRelayClient(Endpoint endpoint) {
    this.calls = new TwonCalls(endpoint);
  }

  /** What an account may read, or else what to go on with where the device keeps it from it. */
  static <T> Future<T> unlessHidden(Future<T> asked, T otherwise) {
    return asked.recover(
        failure ->
            failure instanceof DeviceRefusal refusal && HIDDEN.contains(refusal.code())
                ? Future.succeededFuture(otherwise)
                : Future.failedFuture(failure));
  }

  /** One entry of a list, or a missing node where the device does not show it. */
  static Future<JsonNode> entry(Future<Map<String, JsonNode>> asked, String name) {
    return unlessHidden(asked, Map.of())
        .map(all -> all.getOrDefault(name, MissingNode.getInstance()));
  }

  /** Firmware, such as {@code 2.38.0.45.0}: manual 000, 5.1.1. Needs no privilege. */
  Future<String> firmware() {
    return call(Call.get("/api/system/info").service(SYSTEM))
        .map(info -> info.path("swVersion").asText());
  }

  /** Functions and whether they are active: manual 000, 5.1.4. Needs System Monitoring. */
  Future<JsonNode> systemCaps() {
    return call(Call.get("/api/system/caps").service(SYSTEM)).map(caps -> caps.path("options"));
  }

  /** Switches by number, as they are set up: manual 000, 5.4.1. Needs Switch Control. */
  Future<Map<String, JsonNode>> switchCaps() {
    return list(Call.get("/api/switch/caps").service(SWITCH), "switches", "switch");
  }

  /** Switches by number, as they are: manual 000, 5.4.2. Needs Switch Control. */
  Future<Map<String, JsonNode>> switchStatus() {
    return list(Call.get(SWITCH_STATUS).service(SWITCH), "switches", "switch");
  }

  /**
   * Moves a switch: manual 000, 5.4.3. Needs Switch Control.
   *
   * @param action on, off, trigger, lock, unlock, hold or release
   * @param timeout of a hold, 1 to 86,400 s; older firmware than 2.36 does not know it
   */
  Future<Void> switchControl(
      String number, String action, Optional<Integer> timeout, Instant notAfter) {
    Call call =
        Call.get("/api/switch/ctrl")
            .query("switch", number)
            .query("action", action)
            .service(SWITCH);
    Call limited = timeout.map(seconds -> call.query("timeout", seconds)).orElse(call);
    return order(limited, SWITCH_STATUS, notAfter)
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(withRemedy(failure)));
  }

  private static Throwable withRemedy(Throwable failure) {
    return failure instanceof DeviceRefusal refusal && refusal.code().equals(UNSPECIFIED)
        ? new DeviceRefusal(
            refusal.code(),
            refusal.getMessage() + "; a locked or held switch does not move before its end",
            refusal.getCause())
        : failure;
  }

  /** Inputs and outputs by name: manual 000, 5.5.1. Needs I/O Monitoring. */
  Future<Map<String, JsonNode>> ioCaps() {
    return list(Call.get("/api/io/caps").service(IO), "ports", "port");
  }

  /** Inputs and outputs by name, as they are: manual 000, 5.5.2. Needs I/O Monitoring. */
  Future<Map<String, JsonNode>> ioStatus() {
    return list(Call.get(IO_STATUS).service(IO), "ports", "port");
  }

  /**
   * Sets an output: manual 000, 5.5.3. Needs I/O Control.
   *
   * @param action on or off
   */
  Future<Void> ioControl(String port, String action, Instant notAfter) {
    Call call = Call.get("/api/io/ctrl").query("port", port).query("action", action).service(IO);
    return order(call, IO_STATUS, notAfter).mapEmpty();
  }

  /** Access points by number: manual 000, 5.17.2. Needs Access Control Monitoring. */
  Future<Map<String, JsonNode>> blockingStatus() {
    return list(Call.get(BLOCKING_STATUS).service(ACCESS), "accessPoints", "id");
  }

  /**
   * Blocks an access point, or no longer: manual 000, 5.17.1. Needs Access Control.
   *
   * @param action on or off
   */
  Future<Void> blockingControl(String accessPoint, String action, Instant notAfter) {
    Call call =
        Call.get("/api/accesspoint/blocking/ctrl")
            .query("id", accessPoint)
            .query("action", action)
            .service(ACCESS);
    return order(call, BLOCKING_STATUS, notAfter).mapEmpty();
  }

  /**
   * Lets a person of the device's directory in: manual 000, 5.17.3. Needs Access Control.
   *
   * @return when the door was opened; {@link DeviceRefusal} with the device's reason where the
   *     request succeeded and access was not granted
   */
  Future<Void> grantAccess(String accessPoint, String user, Instant notAfter) {
    Call call =
        Call.get("/api/accesspoint/grantaccess")
            .query("id", accessPoint)
            .query("user", user)
            .service(ACCESS);
    return order(call, BLOCKING_STATUS, notAfter).map(result -> granted(call, result));
  }

  private static Void granted(Call call, JsonNode result) {
    return switch (result.path("accessGranted").asText()) {
      case "true" -> null;
      case "false" -> throw notGranted(result.path("reason").asText("accessGranted:false"));
      default -> throw TwonCalls.notAnAnswer(call, "no \"accessGranted\" in it", null);
    };
  }

  private static DeviceRefusal notGranted(String reason) {
    String remedy =
        switch (reason) {
          case "invalidAp" -> "; this person may not pass at this access point";
          case "invalidCredential" -> "; this person may not pass, or is not in the directory";
          case "accessBlocked" -> "; UNBLOCK_ACCESS ends the blocking of the access point";
          default -> "";
        };
    return new DeviceRefusal(reason, "access was not granted: " + reason + remedy, null);
  }

  /**
   * Enables the floors of a person in the lift: manual 000, 5.18.1. Needs Access Control. The
   * person goes by the name {@code user}, as in the manual's example and its error; only its table
   * says {@code uuid}.
   *
   * @param duration 1 to 600 s; the device's own if empty
   */
  Future<Void> grantLift(String user, Optional<Integer> duration, Instant notAfter) {
    Call call = Call.get("/api/lift/grantaccess").query("user", user).service(ACCESS);
    Call limited = duration.map(seconds -> call.query("duration", seconds)).orElse(call);
    return order(limited, BLOCKING_STATUS, notAfter).mapEmpty();
  }

  private Future<JsonNode> order(Call call, String harmless, Instant notAfter) {
    return call(call.once().primedBy(harmless).notAfter(notAfter));
  }

  private Future<Map<String, JsonNode>> list(Call call, String name, String key) {
    return call(call)
        .map(
            result -> {
              if (!result.path(name).isArray()) {
                throw TwonCalls.notAnAnswer(call, "no list of " + name + " in it", null);
              }
              Map<String, JsonNode> entries = new LinkedHashMap<>();
              result.path(name).forEach(entry -> entries.put(entry.path(key).asText(), entry));
              return entries;
            });
  }

  private Future<JsonNode> call(Call call) {
    return calls
        .send(call)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof TwonError error
                        ? new DeviceRefusal("" + error.code(), error.getMessage(), error)
                        : failure));
  }
}
