package io.gatehouse.akuvox.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.akuvox.events.AkuvoxHistory;
import io.gatehouse.http.Call;
import io.gatehouse.http.Endpoint;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;

/**
 * The Akuvox Service API (manual 003), as far as Gatehouse uses it, for one residence; one method a
 * command. Failures are {@link HttpFailure} where no reply came, and {@link AkuvoxCloudError} where
 * the cloud does not let us in. Neither tells the token.
 *
 * <p>Futures complete on the endpoint's event loop.
 */
final class AkuvoxCloudClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/api/v1.0/invoke/open-ability/method/user-commands";
  private static final int HTTP_UNAUTHORIZED = 401;
  private static final int HTTP_FORBIDDEN = 403;

  private final Endpoint endpoint;
  private final String residence;
  private final String token;

  AkuvoxCloudClient(Endpoint endpoint, String residence, String token) {
    this.endpoint = endpoint;
    this.residence = residence;
    this.token = token;
  }

  /** All passages that are kept: Get Akuvox Open Door History. */
  Future<AkuvoxCloudReply> openDoorHistory() {
    return ask(AkuvoxHistory.OPEN_DOOR.command());
  }

  /** All calls that are kept: Get Akuvox Call History. */
  Future<AkuvoxCloudReply> callHistory() {
    return ask(AkuvoxHistory.CALL.command());
  }

  /** The residence's devices: Get Akuvox Device List. */
  Future<AkuvoxCloudReply> deviceList() {
    return ask("get_akuvox_device_list");
  }

  /**
   * Opens a door, with one request that is never sent again: Trigger Akuvox Remote Open Door. It
   * has no primer: the cloud knows no harmless GET, and its token needs no nonce.
   *
   * @param mac of the device, as the list of devices has it
   * @param relayId as the list of devices has it
   * @param notAfter it does not leave after this moment
   */
  Future<Void> openDoor(String mac, String relayId, Instant notAfter) {
    String command = "trigger_akuvox_remote_open_door";
    ObjectNode param = residence().put("mac", mac).put("relay_id", relayId);
    return send(command, request(command, param).once().notAfter(notAfter))
        .map(
            reply -> {
              reply.requireSuccess();
              return null;
            });
  }

  private Future<AkuvoxCloudReply> ask(String command) {
    return send(command, request(command, residence()));
  }

  private ObjectNode residence() {
    return JSON.createObjectNode().put("residence_id", residence);
  }

  private Call request(String command, ObjectNode param) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("command", command)
            .put("id", UUID.randomUUID().toString().replace("-", ""));
    body.set("param", param);
    return Call.post(PATH)
        .body("application/json", Buffer.buffer(body.toString()))
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token)
        .service(command);
  }

  private Future<AkuvoxCloudReply> send(String command, Call call) {
    return endpoint
        .send(call)
        .map(reply -> new AkuvoxCloudReply(command, token, reply))
        .recover(failure -> Future.failedFuture(explained(command, failure)));
  }

  /** What the operator can do, where the status alone does not tell. */
  private Throwable explained(String command, Throwable failure) {
    if (!(failure instanceof HttpFailure http) || http.reply().isEmpty()) {
      return failure;
    }
    Reply reply = http.reply().get();
    return reply.status() == HTTP_UNAUTHORIZED || reply.status() == HTTP_FORBIDDEN
        ? AkuvoxCloudError.unauthorized(
            command, reply.status(), new AkuvoxCloudReply(command, token, reply).words(), http)
        : failure;
  }
}
