package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;

/** The wire of a cloud: one path, the token, the faults. */
final class AkuvoxCloudHttp {

  /** Where all commands go. */
  static final String PATH = "/api/v1.0/invoke/open-ability/method/user-commands";

  /** Every field of a reply, each of a type that it never has. */
  private static final String WRONG_TYPES =
      """
      {"success":true,"timestamp":"now","result":[7,"x",[],{"open_door":"yes","account_name":{},\
      "device_name":[],"capture_picture_url":1,"open_door_time":{},"call_name":[],"call_time":1}]}""";

  private final AkuvoxCloud cloud;
  private final AkuvoxServer server;

  AkuvoxCloudHttp(Vertx vertx, AkuvoxCloud cloud) {
    this.cloud = cloud;
    AkuvoxAddress address = cloud.options.address();
    this.server = new AkuvoxServer(vertx, address, address.newIdentity(), this::receive);
  }

  AkuvoxServer server() {
    return server;
  }

  private void receive(HttpServerRequest request) {
    AkuvoxCall call = new AkuvoxCall(request, Vertx.currentContext(), cloud.journal, cloud::after);
    request.body().onSuccess(body -> serve(call, body)).onFailure(e -> call.drop("caller gone"));
  }

  private void serve(AkuvoxCall call, Buffer body) {
    HttpServerRequest request = call.request();
    if (cloud.options.address().transport() == AkuvoxTransport.REDIRECT && !request.isSSL()) {
      request.response().putHeader(HttpHeaders.LOCATION, server.httpsUrl() + request.uri());
      call.answer(AkuvoxServer.page(308, "308 Permanent Redirect", "redirected"));
    } else if (!request.path().equals(PATH)) {
      call.answer(failure(404, "no such path"));
    } else if (!request.method().equals(HttpMethod.POST)) {
      call.answer(failure(405, "no such method"));
    } else if (!("Bearer " + cloud.token()).equals(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      call.answer(failure(401, "invalid token"));
    } else {
      act(call, body);
    }
  }

  private void act(AkuvoxCall call, Buffer body) {
    try {
      JsonNode input = Reply.JSON.readTree(body.getBytes());
      String command = input.path("command").asText();
      call.command(command);
      Fault fault = cloud.faults.take("/" + command);
      if (fault != null && (AkuvoxServer.misbehave(call, fault) || misbehave(call, fault))) {
        return;
      }
      call.fault(fault);
      JsonNode result = AkuvoxCloudApi.handle(cloud, input);
      if (result instanceof ArrayNode list && call.hasFault(Fault.Kind.EMPTY)) {
        list.removeAll();
      }
      ObjectNode reply = reply(true);
      reply.set("result", result);
      call.answer(Reply.ok(Buffer.buffer(reply.toString())));
    } catch (AkuvoxCloudApi.Failure e) {
      call.answer(failure(200, e.getMessage()));
    } catch (IOException e) {
      call.answer(failure(400, "malformed JSON"));
    }
  }

  /** Plays what only the API can get wrong; false if it is another fault. */
  private static boolean misbehave(AkuvoxCall call, Fault fault) throws AkuvoxCloudApi.Failure {
    switch (fault.kind()) {
      case CODE -> throw new AkuvoxCloudApi.Failure(fault.code());
      case WRONG_TYPES -> call.answer(Reply.ok(Buffer.buffer(WRONG_TYPES)));
      case OVERSIZED -> {
        call.drop("fault oversized");
        Sabotage.sendOversized(
            call.request().response(),
            "{\"success\":true,\"timestamp\":0,\"result\":[",
            "]}",
            fault.value());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Reply failure(int status, String message) {
    String reply = reply(false).put("message", message).toString();
    return new Reply(status, "application/json", Buffer.buffer(reply), List.of(), message);
  }

  private ObjectNode reply(boolean success) {
    return Reply.JSON
        .createObjectNode()
        .put("success", success)
        .put("timestamp", cloud.clock.now().toEpochMilli());
  }
}
