package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The doors and alarm outputs of the account, and their control. */
final class HikConnectResources {

  private static final String SUCCESS = "0";

  /** Records on a page, at most. */
  private static final int MAX_PAGE = 500;

  private final HikConnectCloud cloud;
  private final Set<String> outputsOn = new HashSet<>();

  HikConnectResources(HikConnectCloud cloud) {
    this.cloud = cloud;
  }

  /** Section 5.2.1, devices/get (A.3.99, A.3.65); filters are ignored. */
  ObjectNode devices(JsonNode request) throws HikConnectError {
    return page(
        request,
        "device",
        cloud.devices(),
        device ->
            Reply.JSON
                .createObjectNode()
                .put("id", device.id())
                .put("name", device.serial())
                .put("category", "accessControllerDevice")
                .put("type", "DS-K1T671")
                .put("serialNo", device.serial())
                .put("version", "V3.2.30 build 210430")
                .put("timeZone", "30")
                .put("onlineStatus", device.isOnline() ? 1 : 0)
                .put("addTime", "2022-06-20 11:12:10"));
  }

  /** Section 5.2.2, doors/get (A.3.15); filters are ignored. */
  ObjectNode doors(JsonNode request) throws HikConnectError {
    return page(
        request,
        "door",
        cloud.options.doors(),
        door -> resource(door.id(), door.name(), door.deviceSerial()));
  }

  /** Section 5.2.2, alarmoutputs/get (A.3.15); filters are ignored. */
  ObjectNode outputs(JsonNode request) throws HikConnectError {
    return page(
        request,
        "alarmOutput",
        cloud.options.outputs(),
        output -> resource(output.id(), output.name(), output.deviceSerial()));
  }

  /** RemoteControl (section 5.7.1, A.3.138). The reply lists the doors that did not obey. */
  ObjectNode control(JsonNode request) throws HikConnectError {
    JsonNode control = request.path("remoteControl");
    JsonNode action = control.path("actionType");
    if (!action.isInt() || action.asInt() < 1 || action.asInt() > 4) {
      throw new HikConnectError(HikConnectError.INVALID_PARAMETER);
    }
    ObjectNode data = Reply.JSON.createObjectNode();
    ArrayNode failures = data.putArray("operationResult");
    for (String id : meant(control.path("elementlist"))) {
      String error = move(id, action.asInt());
      if (!error.equals(SUCCESS)) {
        failures
            .addObject()
            .put("elementId", id)
            .put("elementName", "")
            .put("areaId", "")
            .put("areaName", "")
            .put("errorCode", error);
      }
    }
    return data;
  }

  /** Section 5.2.2, alarmoutputs/control (A.3.22). */
  ObjectNode switchOutputs(JsonNode request) throws HikConnectError {
    ObjectNode data = Reply.JSON.createObjectNode();
    ArrayNode results = data.putArray("alarmOutputOperation");
    for (JsonNode operation : requiredArray(request, "alarmOutputOperation")) {
      String id = operation.path("alarmOutputID").asText();
      JsonNode wanted = operation.path("operation");
      if (!wanted.isInt() || Math.abs(wanted.asInt()) > 1) {
        throw new HikConnectError(HikConnectError.INVALID_PARAMETER);
      }
      boolean on = wanted.asInt() != 0;
      String error = outputError(id);
      if (error.equals(SUCCESS)) {
        switchOutput(id, on);
        actuated("alarmOutput/" + id, wanted.asInt());
      }
      results
          .addObject()
          .put("alarmOutputID", id)
          .put("alarmOutputState", isOn(id) ? "1" : "0")
          .put("errorCode", error);
    }
    return data;
  }

  /** Section 5.2.2, alarmoutputs/status/get (A.3.23). */
  ObjectNode outputStates(JsonNode request) throws HikConnectError {
    ObjectNode data = Reply.JSON.createObjectNode();
    ArrayNode states = data.putArray("alarmOutput");
    for (JsonNode id : requiredArray(request, "alarmOutputID")) {
      states
          .addObject()
          .put("id", id.asText())
          .put("status", isOn(id.asText()) ? 1 : 0)
          .put("errorCode", outputError(id.asText()));
    }
    return data;
  }

  /** The doors that are meant; an empty or missing list means all. */
  private List<String> meant(JsonNode elements) {
    List<String> ids = new ArrayList<>();
    elements.forEach(id -> ids.add(id.asText()));
    return ids.isEmpty() ? cloud.options.doors().stream().map(HikConnectDoor::id).toList() : ids;
  }

  private String move(String id, int action) {
    Optional<HikConnectDoor> door =
        cloud.options.doors().stream().filter(d -> d.id().equals(id)).findFirst();
    if (door.isEmpty()) {
      return HikConnectError.NO_SUCH_RESOURCE;
    }
    if (isOffline(door.get().deviceSerial())) {
      return HikConnectError.DEVICE_OFFLINE;
    }
    actuated("door/" + id, action);
    return SUCCESS;
  }

  private String outputError(String id) {
    Optional<HikConnectOutput> output =
        cloud.options.outputs().stream().filter(o -> o.id().equals(id)).findFirst();
    if (output.isEmpty()) {
      return HikConnectError.NO_SUCH_RESOURCE;
    }
    return isOffline(output.get().deviceSerial()) ? HikConnectError.DEVICE_OFFLINE : SUCCESS;
  }

  /** An output may belong to a device that has no door, and is not played with. */
  private boolean isOffline(String serial) {
    return cloud.devices().stream().anyMatch(d -> d.serial().equals(serial) && !d.isOnline());
  }

  private synchronized void switchOutput(String id, boolean on) {
    if (on) {
      outputsOn.add(id);
    } else {
      outputsOn.remove(id);
    }
  }

  private synchronized boolean isOn(String id) {
    return outputsOn.contains(id);
  }

  private void actuated(String target, int action) {
    cloud.journal.add(new HikConnectJournal.Actuation(Instant.now(), target, action));
  }

  private <T> ObjectNode page(
      JsonNode request, String key, List<T> all, Function<T, ObjectNode> shape)
      throws HikConnectError {
    int page = request.path("pageIndex").asInt();
    int size = request.path("pageSize").asInt();
    if (page < 1) {
      throw new HikConnectError(HikConnectError.INVALID_PARAMETER);
    }
    if (size < 1 || size > MAX_PAGE) {
      throw new HikConnectError(HikConnectError.PAGE_TOO_LARGE);
    }
    ObjectNode data =
        Reply.JSON
            .createObjectNode()
            .put("totalCount", all.size())
            .put("pageIndex", page)
            .put("pageSize", size);
    ArrayNode list = data.putArray(key);
    all.stream().skip((page - 1L) * size).limit(size).map(shape).forEach(list::add);
    return data;
  }

  private ObjectNode resource(String id, String name, String serial) {
    ObjectNode resource =
        Reply.JSON
            .createObjectNode()
            .put("id", id)
            .put("name", name)
            .put("online", isOffline(serial) ? "0" : "1");
    resource.putObject("area").put("id", HikConnectIds.of("area of " + serial)).put("name", serial);
    ObjectNode device = resource.putObject("device");
    device
        .putObject("devInfo")
        .put("id", HikConnectIds.of("device " + serial))
        .put("category", "0")
        .put("serialNo", serial)
        .put("streamSecretKey", "");
    device.putObject("channelInfo").put("id", HikConnectIds.of("channel of " + id)).put("no", "1");
    return resource;
  }

  private static JsonNode requiredArray(JsonNode request, String name) throws HikConnectError {
    JsonNode array = request.path(name);
    if (!array.isArray() || array.isEmpty()) {
      throw new HikConnectError(HikConnectError.INVALID_PARAMETER);
    }
    return array;
  }
}
