package io.gatehouse.hikconnect;

import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.hikconnect.HikConnectBudget.Rank;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is moved by the OpenAPI of Hik-Connect for Teams, and what is asked for it; one method a
 * function of manual 004. Failures and threads are as {@link HikConnectTransport} says.
 */
final class HikConnectRelayClient {

  private static final String AREAS = HikConnectTransport.API + "/resource/v1/areas";
  private static final String CONTROL = HikConnectTransport.API + "/acs/v1/remote/control";
  private static final String OUTPUT_CONTROL = AREAS + "/alarmoutputs/control";
  private static final String SUCCESS = "0";
  private static final int RESOURCES_A_PAGE = 500;

  private final HikConnectTransport transport;

  HikConnectRelayClient(HikConnectTransport transport) {
    this.transport = transport;
  }

  /**
   * A door or alarm output of the account: manual 004, A.3.15. Null for what is not said.
   *
   * @param deviceId the cloud's id of the device
   */
  record Resource(String id, String deviceId, String deviceSerial) {

    static Resource of(JsonNode resource) {
      JsonNode device = at(at(resource, "device"), "devInfo");
      return new Resource(text(resource, "id"), text(device, "id"), text(device, "serialNo"));
    }
  }

  /** Asks for nothing more: what waits for its turn fails. */
  void close() {
    transport.close();
  }

  /** What an order goes with; nothing is sent where the account has one that serves. */
  Future<HikConnectToken> token() {
    return transport.token();
  }

  /** All doors of the account: manual 004, 5.2.2. */
  Future<List<Resource>> doors() {
    return resources(AREAS + "/doors/get", "door", 1, Map.of());
  }

  /** All alarm outputs of the account: manual 004, 5.2.2. */
  Future<List<Resource>> alarmOutputs() {
    return resources(AREAS + "/alarmoutputs/get", "alarmOutput", 1, Map.of());
  }

  /**
   * Whether totalCount counts resources or pages is not documented: the last page is not full, or
   * says nothing new. The filter is the manual's example, for all areas.
   */
  private Future<List<Resource>> resources(
      String path, String key, int page, Map<String, Resource> before) {
    ObjectNode body =
        HikConnectTransport.body().put("pageIndex", page).put("pageSize", RESOURCES_A_PAGE);
    body.putObject("filter").put("areaID", "-1").put("includeSubArea", "1");
    return transport
        .call(path, "resources", body, Rank.FIRST)
        .compose(
            data -> {
              JsonNode list = at(data, key);
              if (!list.isArray() && !list.isMissingNode()) {
                throw HikConnectTransport.notAnAnswer(path, "no list", null);
              }
              Map<String, Resource> all = new LinkedHashMap<>(before);
              for (JsonNode listed : list) {
                Resource resource = Resource.of(listed);
                all.put(resource.id(), resource);
              }
              boolean more = list.size() >= RESOURCES_A_PAGE && all.size() > before.size();
              return more
                  ? resources(path, key, page + 1, all)
                  : Future.succeededFuture(new ArrayList<>(all.values()));
            });
  }

  /**
   * Moves one door: manual 004, 5.7.1, A.3.138. It is always exactly one: a list of none would open
   * all doors of the account.
   *
   * @param actionType 1 unlock, 2 lock, 3 remain unlocked, 4 remain locked
   * @param door its id
   * @param token that {@link #token} gave
   * @param notAfter as {@link HikConnectTransport#order} says
   * @throws IllegalArgumentException if no door is named; nothing is sent
   */
  Future<Void> control(int actionType, String door, HikConnectToken token, Instant notAfter) {
    if (door == null || door.isBlank()) {
      throw new IllegalArgumentException(
          "an order that names no door would open all doors; name one");
    }
    ObjectNode body = HikConnectTransport.body();
    body.putObject("remoteControl").put("actionType", actionType).putArray("elementlist").add(door);
    return transport.order(CONTROL, body, token, notAfter).compose(data -> judgeDoor(door, data));
  }

  /** A.3.139: what is listed has failed. */
  static Future<Void> judgeDoor(String door, JsonNode data) {
    JsonNode failures = at(data, "operationResult");
    if (failures.isMissingNode() || (failures.isArray() && failures.isEmpty())) {
      return Future.succeededFuture();
    }
    String code = text(failures.path(0), "errorCode");
    return Future.failedFuture(
        code == null || code.equals(SUCCESS)
            ? HikConnectTransport.notAnAnswer(CONTROL, "a failure without an error", null)
            : new HikConnectError(CONTROL, code, "door " + door));
  }

  /**
   * Switches one alarm output: manual 004, 5.2.2.
   *
   * @param operation -1 on, 0 off
   * @param output its id
   * @param token that {@link #token} gave
   * @param notAfter as {@link HikConnectTransport#order} says
   */
  Future<Void> switchOutput(int operation, String output, HikConnectToken token, Instant notAfter) {
    ObjectNode body = HikConnectTransport.body();
    body.putArray("alarmOutputOperation")
        .addObject()
        .put("alarmOutputID", output)
        .put("operation", operation);
    return transport
        .order(OUTPUT_CONTROL, body, token, notAfter)
        .compose(data -> judgeOutput(output, data));
  }

  /** A.3.22: what is listed says itself whether it has failed. */
  static Future<Void> judgeOutput(String output, JsonNode data) {
    JsonNode results = at(data, "alarmOutputOperation");
    if (!results.isMissingNode() && !results.isArray()) {
      return Future.failedFuture(
          HikConnectTransport.notAnAnswer(OUTPUT_CONTROL, "no list of results", null));
    }
    String code = text(results.path(0), "errorCode");
    return code == null || code.equals(SUCCESS)
        ? Future.succeededFuture()
        : Future.failedFuture(new HikConnectError(OUTPUT_CONTROL, code, "alarm output " + output));
  }

  /**
   * What an alarm output does now: manual 004, 5.2.2, A.3.23.
   *
   * @return the cloud's entry of it, missing where there is none
   */
  Future<JsonNode> outputState(String output) {
    String path = AREAS + "/alarmoutputs/status/get";
    ObjectNode body = HikConnectTransport.body();
    body.putArray("alarmOutputID").add(output);
    return transport
        .call(path, "resources", body, Rank.READER)
        .map(data -> at(data, "alarmOutput").path(0));
  }
}
