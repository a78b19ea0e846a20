package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** The functions of a device, each as in the manual's section of the same name. */
final class AkuvoxApi {

  /** Acts with the device's lock held; returns the {@code data} of the reply, or null for none. */
  interface Handler {
    JsonNode handle(AkuvoxDevice device, AkuvoxCall call, AkuvoxParams params) throws AkuvoxError;
  }

  /**
   * A function.
   *
   * @param get whether GET is allowed beside POST
   */
  record Function(boolean get, Handler handler) {}

  private static final int PAGE = 10;
  private static final int MAX_PAGE = 999_999;
  private static final int MAX_DELAY_SECONDS = 65_535;

  private static final Map<String, Function> FUNCTIONS =
      Map.ofEntries(
          Map.entry("system/info", getOrPost((d, call, params) -> systemInfo(d))),
          Map.entry("system/status", getOrPost((d, call, params) -> systemStatus(d))),
          Map.entry("relay/status", getOrPost((d, call, params) -> relayStatus(d))),
          Map.entry("relay/trig", getOrPost(AkuvoxApi::relayTrig)),
          Map.entry("input/status", getOrPost((d, call, params) -> inputStatus(d))),
          Map.entry("doorlog/get", getOrPost(AkuvoxApi::doorLog)),
          Map.entry("doorlog/del", post((d, call, p) -> del(d, AkuvoxRecord.Log.DOORLOG, p))),
          Map.entry("doorlog/clear", getOrPost((d, call, params) -> clearDoorLog(d))),
          Map.entry("calllog/get", getOrPost(AkuvoxApi::callLog)),
          Map.entry("calllog/del", post((d, call, p) -> del(d, AkuvoxRecord.Log.CALLLOG, p))),
          Map.entry("calllog/clear", getOrPost((d, call, params) -> clearCallLog(d, params))));

  private AkuvoxApi() {}

  /**
   * The function of this name, if the device has it and the method is right.
   *
   * @param name as {@code doorlog/get}
   */
  static Function function(AkuvoxDevice device, String name, boolean get) throws AkuvoxError {
    Function function = FUNCTIONS.get(name);
    boolean takesGet =
        function != null && function.get() && !device.options.has(AkuvoxTrait.POST_ONLY);
    if (function == null || (get && !takesGet)) {
      throw AkuvoxError.unsupportedAction();
    }
    if (device.options.unsupported().contains(name)) {
      throw AkuvoxError.unsupportedApi(action(name));
    }
    return function;
  }

  /** What the reply calls {@code action}. */
  static String action(String name) {
    return name.substring(name.indexOf('/') + 1);
  }

  /** Api system info. */
  private static JsonNode systemInfo(AkuvoxDevice device) {
    ObjectNode data = Reply.JSON.createObjectNode();
    data.putObject("Status")
        .put("Model", device.options.model())
        .put("MAC", device.mac())
        .put("FirmwareVersion", device.options.firmware())
        .put("HardwareVersion", "29.3.0");
    data.putObject("Lan")
        .put("PortType", "0")
        .put("LinkStatus", "1")
        .put("IPAddress", device.options.address().host())
        .put("SubnetMask", "255.255.255.0")
        .put("Gateway", "192.168.1.1")
        .put("DNS1", "192.168.1.1")
        .put("DNS2", "");
    for (String account : List.of("Account1", "Account2")) {
      data.putObject(account).put("UserName", "").put("SipServer", "").put("Status", "0");
    }
    return data;
  }

  /** Api system status. */
  private static JsonNode systemStatus(AkuvoxDevice device) {
    return Reply.JSON
        .createObjectNode()
        .put("SystemTime", device.clock.now().getEpochSecond())
        .put("UpTime", device.upTime());
  }

  /** Api relay status. */
  private static JsonNode relayStatus(AkuvoxDevice device) {
    ObjectNode data = Reply.JSON.createObjectNode();
    for (int number = 1; number <= device.relays().count(); number++) {
      data.put("Relay" + AkuvoxRelays.name(number), device.relays().relay(number));
    }
    return data;
  }

  /** Api relay trig. */
  private static JsonNode relayTrig(AkuvoxDevice device, AkuvoxCall call, AkuvoxParams params)
      throws AkuvoxError {
    int mode = params.number("mode", 0, 1);
    int number = params.number("num", 1, device.relays().count());
    int level = params.number("level", 0, 1);
    int delay = params.number("delay", 0, MAX_DELAY_SECONDS);
    device.actuated(
        "relay/" + number,
        Reply.JSON.createObjectNode().put("mode", mode).put("level", level).put("delay", delay),
        call.account());
    if (mode == 0) {
      device.relays().trigger(number, Duration.ofSeconds(delay));
    } else {
      device.relays().set(number, level);
    }
    return null;
  }

  /** Api input status. */
  private static JsonNode inputStatus(AkuvoxDevice device) {
    ObjectNode data = Reply.JSON.createObjectNode();
    for (int number = 1; number <= AkuvoxRelays.MAX; number++) {
      data.put("Input" + AkuvoxRelays.name(number), device.relays().input(number));
    }
    return data;
  }

  /** Api doorlog get. */
  private static JsonNode doorLog(AkuvoxDevice device, AkuvoxCall call, AkuvoxParams params)
      throws AkuvoxError {
    return page(device, AkuvoxRecord.Log.DOORLOG, logged -> true, call, params);
  }

  /** Api calllog get. */
  private static JsonNode callLog(AkuvoxDevice device, AkuvoxCall call, AkuvoxParams params)
      throws AkuvoxError {
    return page(device, AkuvoxRecord.Log.CALLLOG, ofType(params), call, params);
  }

  /** Api doorlog del, Api calllog del. */
  private static JsonNode del(AkuvoxDevice device, AkuvoxRecord.Log log, AkuvoxParams params)
      throws AkuvoxError {
    String id = params.required("ID");
    if (!device.log(log).remove(logged -> id.equals(logged.id()), device.nanos())) {
      throw AkuvoxError.failed("del", "Failed");
    }
    return null;
  }

  /** Api doorlog clear. */
  private static JsonNode clearDoorLog(AkuvoxDevice device) {
    device.log(AkuvoxRecord.Log.DOORLOG).remove(logged -> true, device.nanos());
    return null;
  }

  /** Api calllog clear. */
  private static JsonNode clearCallLog(AkuvoxDevice device, AkuvoxParams params)
      throws AkuvoxError {
    device.log(AkuvoxRecord.Log.CALLLOG).remove(ofType(params), device.nanos());
    return null;
  }

  private static Predicate<AkuvoxRecord> ofType(AkuvoxParams params) throws AkuvoxError {
    if (params.get("Type") == null) {
      return logged -> true;
    }
    AkuvoxWords.Call wanted = AkuvoxWords.Call.named(params.required("Type"));
    if (wanted == null) {
      throw params.wrong();
    }
    return logged ->
        wanted == AkuvoxWords.Call.ALL
            || wanted == AkuvoxWords.Call.named(Objects.toString(logged.fields().get("Type"), ""));
  }

  private static JsonNode page(
      AkuvoxDevice device,
      AkuvoxRecord.Log name,
      Predicate<AkuvoxRecord> which,
      AkuvoxCall call,
      AkuvoxParams params)
      throws AkuvoxError {
    AkuvoxLog log = device.log(name);
    AkuvoxOptions options = device.options;
    Predicate<AkuvoxRecord> shown = call.hasFault(Fault.Kind.EMPTY) ? logged -> false : which;
    boolean asked = params.get("page") != null;
    if (options.has(AkuvoxTrait.UNPAGED) || !(asked || options.has(AkuvoxTrait.ALWAYS_PAGED))) {
      return data(options, log.newestFirst(shown, 0, Integer.MAX_VALUE, device.nanos()));
    }
    int page = asked ? params.number("page", 1, MAX_PAGE) : 1;
    List<AkuvoxRecord> records = log.newestFirst(shown, (page - 1L) * PAGE, PAGE, device.nanos());
    ObjectNode data = data(options, records);
    return data == null ? null : data.put("curPageNum", records.isEmpty() ? 0 : page);
  }

  private static ObjectNode data(AkuvoxOptions options, List<AkuvoxRecord> records) {
    if (records.isEmpty() && options.has(AkuvoxTrait.EMPTY_WITHOUT_DATA)) {
      return null;
    }
    ObjectNode data = Reply.JSON.createObjectNode().put("num", records.size());
    ArrayNode items = Reply.JSON.createArrayNode();
    for (AkuvoxRecord logged : records) {
      ObjectNode item = items.addObject();
      logged.fields().forEach(item::put);
    }
    if (items.isEmpty() && options.has(AkuvoxTrait.EMPTY_WITHOUT_ITEM)) {
      return data;
    }
    if (items.isEmpty() && options.has(AkuvoxTrait.EMPTY_ITEM_IS_TEXT)) {
      return data.put("item", "");
    }
    boolean bare = items.size() == 1 && options.has(AkuvoxTrait.SINGLE_ITEM_IS_OBJECT);
    return data.set("item", bare ? items.get(0) : items);
  }

  private static Function getOrPost(Handler handler) {
    return new Function(true, handler);
  }

  private static Function post(Handler handler) {
    return new Function(false, handler);
  }
}
