package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions of the OpenAPI 2.13, by path. */
final class HikConnectApi {

  /** Answers a request whose token is good. */
  interface Handler {
    Reply handle(HikConnectCloud cloud, JsonNode body) throws HikConnectError;
  }

  /**
   * A function.
   *
   * @param login whether it is served at the login address without a token, or else at the area
   *     address with one
   */
  record Function(HttpMethod method, boolean login, Handler handler) {}

  static final String TOKEN = "/api/hccgw/platform/v1/token/get";
  private static final String SYSTEM = "/api/hccgw/platform/v1/systemproperties";
  private static final String RECORDS = "/api/hccgw/acs/v1/event/certificaterecords/search";
  private static final String DEVICES = "/api/hccgw/resource/v1/devices/get";
  private static final String CONTROL = "/api/hccgw/acs/v1/remote/control";
  private static final String DOORS = "/api/hccgw/resource/v1/areas/doors/get";
  private static final String OUTPUTS = "/api/hccgw/resource/v1/areas/alarmoutputs/get";
  private static final String SWITCH = "/api/hccgw/resource/v1/areas/alarmoutputs/control";
  private static final String OUTPUT_STATES =
      "/api/hccgw/resource/v1/areas/alarmoutputs/status/get";

  private static final int DEFAULT_BATCH = 300;

  private static final Map<String, Function> FUNCTIONS = functions();

  private HikConnectApi() {}

  /** The function at a path, or null. */
  static Function function(String path) {
    return FUNCTIONS.get(path);
  }

  /** Section 3.3: errors come with HTTP 200. */
  static Reply error(HikConnectError error) {
    return error(200, error.code(), error.getMessage());
  }

  static Reply error(int status, String code, String message) {
    ObjectNode reply = Reply.JSON.createObjectNode().put("errorCode", code).put("message", message);
    return new Reply(
        status, "application/json", Buffer.buffer(reply.toString()), List.of(), "error " + code);
  }

  private static Map<String, Function> functions() {
    Map<String, Function> functions = new HashMap<>();
    functions.put(TOKEN, new Function(HttpMethod.POST, true, HikConnectApi::login));
    functions.put(SYSTEM, new Function(HttpMethod.GET, false, HikConnectApi::system));
    functions.put(RECORDS, post((cloud, body) -> success(cloud.search(body))));
    functions.put(DEVICES, post((cloud, body) -> success(cloud.resources().devices(body))));
    functions.put(CONTROL, post((cloud, body) -> success(cloud.resources().control(body))));
    functions.put(DOORS, post((cloud, body) -> success(cloud.resources().doors(body))));
    functions.put(OUTPUTS, post((cloud, body) -> success(cloud.resources().outputs(body))));
    functions.put(SWITCH, post((cloud, body) -> success(cloud.resources().switchOutputs(body))));
    functions.put(
        OUTPUT_STATES, post((cloud, body) -> success(cloud.resources().outputStates(body))));
    for (HikConnectMq mq : HikConnectMq.values()) {
      functions.put(mq.subscribe(), post((cloud, body) -> subscribe(cloud, mq, body)));
      functions.put(mq.messages(), post((cloud, body) -> messages(cloud, mq, body)));
      functions.put(mq.complete(), post((cloud, body) -> complete(cloud, mq, body)));
    }
    return Map.copyOf(functions);
  }

  private static Function post(Handler handler) {
    return new Function(HttpMethod.POST, false, handler);
  }

  /** Section 5.1.1. */
  private static Reply login(HikConnectCloud cloud, JsonNode body) throws HikConnectError {
    String token = cloud.login(body.path("appKey").asText(), body.path("secretKey").asText());
    return success(
        Reply.JSON
            .createObjectNode()
            .put("accessToken", token)
            .put("expireTime", cloud.now().plus(cloud.options.tokenLifetime()).getEpochSecond())
            .put("userId", HikConnectIds.of(cloud.options.appKey()))
            .put("areaDomain", cloud.areaDomain()));
  }

  /** Section 5.1.2. */
  private static Reply system(HikConnectCloud cloud, JsonNode body) {
    return success(Reply.JSON.createObjectNode().put("systemGUID", cloud.systemId));
  }

  /** Sections 5.3.1, 5.3.2, 5.4.1. */
  private static Reply subscribe(HikConnectCloud cloud, HikConnectMq mq, JsonNode body)
      throws HikConnectError {
    if (isYes(body, "subscribeType")) {
      boolean listed = mq != HikConnectMq.ALARM || isYes(body, "subscribeMode");
      JsonNode types = body.path(mq == HikConnectMq.ALARM ? "eventType" : "msgType");
      cloud.subscribe(mq, listed ? types(types) : Set.of());
    } else {
      cloud.unsubscribe(mq);
    }
    return Reply.ok(Buffer.buffer("{\"errorCode\":\"0\"}"));
  }

  /** Sections 5.3.1, 5.3.2, 5.4.1. */
  private static Reply messages(HikConnectCloud cloud, HikConnectMq mq, JsonNode body)
      throws HikConnectError {
    int max = mq == HikConnectMq.RAWMSG ? cloud.options.rawmsgBatch() : DEFAULT_BATCH;
    if (body.has("maxNumberPerTime")) {
      max = body.path("maxNumberPerTime").asInt();
      if (!HikConnectOptions.isBatch(max)) {
        throw new HikConnectError(HikConnectError.INVALID_VOLUME);
      }
    }
    return batch(mq, cloud.pull(mq, max));
  }

  /** Sections 5.3.1, 5.3.2, 5.4.1. */
  private static Reply complete(HikConnectCloud cloud, HikConnectMq mq, JsonNode body)
      throws HikConnectError {
    cloud.complete(mq, body.path("batchId").asText());
    return Reply.ok(Buffer.buffer("{\"errorCode\":\"0\"}"));
  }

  /** Messages were written as JSON when they were emitted, since a backlog is pulled in a rush. */
  private static Reply batch(HikConnectMq mq, HikConnectQueue.Batch batch) {
    int size = batch.messages().stream().mapToInt(message -> message.bytes().length + 1).sum();
    Buffer json = Buffer.buffer(size + 256);
    json.appendString(
        "{\"data\":{\"batchId\":\"%s\",\"remainingNumber\":%d,\"%s\":["
            .formatted(batch.id(), batch.remaining(), mq.listKey()),
        UTF_8.name());
    for (int i = 0; i < batch.messages().size(); i++) {
      if (i > 0) {
        json.appendByte((byte) ',');
      }
      json.appendBytes(batch.messages().get(i).bytes());
    }
    return Reply.ok(json.appendString("]},\"errorCode\":\"0\"}"));
  }

  private static Reply success(ObjectNode data) {
    ObjectNode reply = Reply.JSON.createObjectNode();
    reply.set("data", data);
    return Reply.ok(Buffer.buffer(reply.put("errorCode", "0").toString()));
  }

  /** A required 1 or 0. */
  private static boolean isYes(JsonNode body, String name) throws HikConnectError {
    JsonNode value = body.path(name);
    if (!value.isInt() || value.asInt() < 0 || value.asInt() > 1) {
      throw new HikConnectError(HikConnectError.INVALID_PARAMETER);
    }
    return value.asInt() == 1;
  }

  private static Set<String> types(JsonNode list) throws HikConnectError {
    if (!list.isMissingNode() && !list.isArray()) {
      throw new HikConnectError(HikConnectError.NOT_CONVERTIBLE);
    }
    Set<String> types = new HashSet<>();
    list.forEach(type -> types.add(HikConnectMq.withoutPrefix(type.asText())));
    return types;
  }
}
