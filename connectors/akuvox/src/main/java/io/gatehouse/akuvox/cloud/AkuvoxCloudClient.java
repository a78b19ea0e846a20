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
    return call(AkuvoxHistory.OPEN_DOOR.command());
  }

  /** All calls that are kept: Get Akuvox Call History. */
  Future<AkuvoxCloudReply> callHistory() {
    return call(AkuvoxHistory.CALL.command());
  }

  /** The residence's devices: Get Akuvox Device List. */
  Future<AkuvoxCloudReply> deviceList() {
    return call("get_akuvox_device_list");
  }

  private Future<AkuvoxCloudReply> call(String command) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("command", command)
            .put("id", UUID.randomUUID().toString().replace("-", ""));
    body.putObject("param").put("residence_id", residence);
    Call call =
        Call.post(PATH)
            .body("application/json", Buffer.buffer(body.toString()))
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + token)
            .service(command);
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
