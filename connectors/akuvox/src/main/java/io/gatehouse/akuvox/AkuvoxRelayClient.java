package io.gatehouse.akuvox;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.akuvox.AkuvoxTurns.Rank;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.http.Call;
import io.gatehouse.http.Endpoint;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import io.gatehouse.http.Reply;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The relays of an Akuvox device, by its HTTP API (manual 002). In which form the firmware wants to
 * be asked is learned where nothing is moved: an order has one try. Failures are {@link
 * DeviceRefusal} where the device said no, {@link HttpFailure} where no answer came, and {@link
 * FeedFailure} where the answer was none.
 */
final class AkuvoxRelayClient {

  private static final String RELAY = "relay";
  private static final String STATUS = "status";
  private static final String STATUS_PATH = "/api/relay/status";
  private static final String TRIG_PATH = "/api/relay/trig";
  private static final int METHOD_NOT_ALLOWED = 405;

  private final Endpoint endpoint;

  /** The one that was understood last. */
  private AkuvoxForm form = AkuvoxForm.ALL.get(0);

  AkuvoxRelayClient(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** States of the relays, such as {@code {"RelayA": 0}}: manual 002, Api relay status. */
  Future<JsonNode> status() {
    Deque<AkuvoxForm> untried = new ArrayDeque<>(AkuvoxForm.ALL);
    untried.remove(form);
    return status(form, untried)
        .recover(failure -> Future.failedFuture(refused(STATUS_PATH, failure)));
  }

  private Future<JsonNode> status(AkuvoxForm tried, Deque<AkuvoxForm> untried) {
    return send(tried.call(RELAY, STATUS, Map.of()))
        .map(reply -> AkuvoxClient.data(STATUS_PATH, reply.body()))
        .onSuccess(understood -> form = tried)
        .recover(
            failure ->
                isNotUnderstood(failure) && !untried.isEmpty()
                    ? status(untried.remove(), untried)
                        .recover(later -> Future.failedFuture(moreTelling(failure, later)))
                    : Future.failedFuture(failure));
  }

  /**
   * Moves a relay, with one request that is never sent again: manual 002, Api relay trig.
   *
   * @param params of the function, as the manual names them
   * @param notAfter it does not leave after this moment, however long it waits for its turn
   */
  Future<Void> trig(Map<String, Integer> params, Instant notAfter) {
    Call order = form.call(RELAY, "trig", params).once().notAfter(notAfter);
    // A primer is a GET, which this firmware does not understand: the nonce is that of status().
    Call primed = form.post() ? order : order.primedBy(form.path(RELAY, STATUS));
    return send(primed)
        .<Void>map(AkuvoxRelayClient::requireTaken)
        .recover(failure -> Future.failedFuture(refused(TRIG_PATH, failure)));
  }

  private Future<Reply> send(Call call) {
    return AkuvoxTurns.take(
        endpoint.url().getAuthority(),
        endpoint.context().owner(),
        Rank.COMMAND,
        () -> endpoint.send(call));
  }

  /** Refusals are negative; there is firmware that tells success with another number than 0. */
  private static Void requireTaken(Reply reply) {
    try {
      AkuvoxClient.data(TRIG_PATH, reply.body());
      return null;
    } catch (AkuvoxError error) {
      if (error.retcode().startsWith("-")) {
        throw error;
      }
      throw new FeedFailure(
          Kind.TRANSIENT,
          TRIG_PATH
              + " was answered with retcode "
              + error.retcode()
              + ", which is neither yes (0) nor no (below 0); look at the door",
          error);
    }
  }

  /** No such path, no such method, no such function: another form may do. */
  private static boolean isNotUnderstood(Throwable failure) {
    int status = AkuvoxClient.status(failure);
    return status == AkuvoxClient.NOT_FOUND
        || status == METHOD_NOT_ALLOWED
        || (failure instanceof AkuvoxError error && error.kind() == Kind.REJECTED);
  }

  private static Throwable moreTelling(Throwable first, Throwable later) {
    return isNotUnderstood(later) && !(later instanceof AkuvoxError) ? first : later;
  }

  private static Throwable refused(String path, Throwable failure) {
    if (failure instanceof AkuvoxError error) {
      return new DeviceRefusal(error.retcode(), error.getMessage(), error);
    }
    if (failure instanceof HttpFailure http && http.kind() == Kind.UNAUTHORIZED) {
      return new DeviceRefusal(
          Integer.toString(AkuvoxClient.status(http)),
          AkuvoxClient.explained(path, http).getMessage(),
          http);
    }
    return failure;
  }
}
