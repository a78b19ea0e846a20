package io.gatehouse.simulators;

import static io.gatehouse.simulators.TwonService.ACCESS_CONTROL;
import static io.gatehouse.simulators.TwonService.IO;
import static io.gatehouse.simulators.TwonService.LOGGING;
import static io.gatehouse.simulators.TwonService.PHONE;
import static io.gatehouse.simulators.TwonService.SWITCH;
import static io.gatehouse.simulators.TwonService.SYSTEM;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The functions of the HTTP API (section 5). They run with the device's lock held. */
final class TwonApi {

  static final String PULL = "/api/log/pull";
  private static final String LIFT = "/api/lift/grantaccess";

  /** Carries out one function. */
  interface Handler {
    void handle(Target target, TwonCall call) throws TwonError;
  }

  /** The device that a function works on. */
  record Target(TwonDevice device, TwonGate gate, Runnable restart) {}

  /**
   * A function of the table in section 5.
   *
   * @param privilege null if it takes none
   */
  record Function(
      TwonService service, Set<String> methods, TwonPrivilege privilege, Handler handler) {}

  private static final long UINT32 = 0xFFFF_FFFFL;
  private static final long MAX_TIME = Integer.MAX_VALUE;
  private static final int MAX_DURATION = 3600;
  private static final int DEFAULT_DURATION = 90;
  private static final int MAX_HOLD = 86_400;
  private static final Pattern LAST_SECONDS = Pattern.compile("-\\d{1,9}");
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final Set<String> SWITCH_ACTIONS =
      Set.of("on", "off", "trigger", "lock", "unlock", "hold", "release");
  private static final Set<String> GET = Set.of("GET");
  private static final Set<String> PUT = Set.of("PUT");
  private static final Set<String> GET_POST = Set.of("GET", "POST");

  static final Map<String, Function> FUNCTIONS = functions();

  private TwonApi() {}

  private static Map<String, Function> functions() {
    Map<String, Function> all = new HashMap<>();
    all.put("/api/system/info", read(SYSTEM, null, TwonApi::systemInfo));
    all.put(
        "/api/system/status", read(SYSTEM, TwonPrivilege.SYSTEM_CONTROL, TwonApi::systemStatus));
    all.put(
        "/api/system/caps",
        new Function(SYSTEM, GET, TwonPrivilege.SYSTEM_MONITORING, TwonApi::systemCaps));
    all.put("/api/system/time", read(SYSTEM, TwonPrivilege.SYSTEM_MONITORING, TwonApi::systemTime));
    all.put(
        "/api/system/time/set", read(SYSTEM, TwonPrivilege.SYSTEM_CONTROL, TwonApi::setSystemTime));
    all.put(
        "/api/system/restart", read(SYSTEM, TwonPrivilege.SYSTEM_CONTROL, TwonApi::restartSystem));
    all.put("/api/log/caps", read(LOGGING, null, TwonApi::logCaps));
    all.put("/api/log/subscribe", read(LOGGING, null, TwonApi::subscribe));
    all.put("/api/log/unsubscribe", read(LOGGING, null, TwonApi::unsubscribe));
    all.put(PULL, read(LOGGING, null, TwonApi::pull));
    all.put("/api/switch/caps", read(SWITCH, TwonPrivilege.SWITCH_CONTROL, TwonApi::switchCaps));
    all.put(
        "/api/switch/status", read(SWITCH, TwonPrivilege.SWITCH_CONTROL, TwonApi::switchStatus));
    all.put("/api/switch/ctrl", read(SWITCH, TwonPrivilege.SWITCH_CONTROL, TwonApi::switchControl));
    all.put("/api/io/caps", read(IO, TwonPrivilege.IO_MONITORING, TwonApi::ioCaps));
    all.put("/api/io/status", read(IO, TwonPrivilege.IO_MONITORING, TwonApi::ioStatus));
    all.put("/api/io/ctrl", read(IO, TwonPrivilege.IO_CONTROL, TwonApi::ioControl));
    all.put("/api/phone/status", read(PHONE, TwonPrivilege.CALL_MONITORING, TwonApi::phoneStatus));
    all.put("/api/call/status", read(PHONE, TwonPrivilege.CALL_MONITORING, TwonApi::callStatus));
    all.put(
        "/api/accesspoint/blocking/ctrl",
        read(ACCESS_CONTROL, TwonPrivilege.ACCESS_CONTROL, TwonApi::blockingControl));
    all.put(
        "/api/accesspoint/blocking/status",
        read(ACCESS_CONTROL, TwonPrivilege.ACCESS_MONITORING, TwonApi::blockingStatus));
    all.put(
        "/api/accesspoint/grantaccess",
        read(ACCESS_CONTROL, TwonPrivilege.ACCESS_CONTROL, TwonApi::grantAccess));
    all.put(LIFT, read(ACCESS_CONTROL, TwonPrivilege.ACCESS_CONTROL, TwonApi::grantLift));
    addUnsupported(all);
    return Map.copyOf(all);
  }

  /** What the manual lists and this model lacks: error 1 to any caller that is let in. */
  private static void addUnsupported(Map<String, Function> all) {
    Handler lacking =
        (target, call) -> {
          throw TwonError.of(TwonError.NOT_SUPPORTED);
        };
    for (String name : List.of("call/answer", "call/dial", "call/hangup", "phone/calllog")) {
      all.put("/api/" + name, new Function(PHONE, GET_POST, null, lacking));
    }
    for (String name :
        List.of(
            "config",
            "config/factoryreset",
            "dir/get",
            "dir/query",
            "dir/template",
            "firmware/apply",
            "firmware/reject",
            "pcap",
            "pcap/live",
            "pcap/live/stats",
            "pcap/live/stop",
            "pcap/restart",
            "pcap/stop")) {
      all.put("/api/" + name, new Function(SYSTEM, GET_POST, null, lacking));
    }
    for (String name : List.of("dir/create", "dir/delete", "dir/update", "firmware")) {
      all.put("/api/" + name, new Function(SYSTEM, PUT, null, lacking));
    }
    for (String name : List.of("config/holidays", "holidays")) {
      all.put("/api/" + name, new Function(SYSTEM, Set.of("GET", "PUT"), null, lacking));
    }
    all.put("/api/lpr/image", new Function(ACCESS_CONTROL, GET_POST, null, lacking));
    all.put("/api/lpr/licenseplate", new Function(ACCESS_CONTROL, Set.of("POST"), null, lacking));
    all.put(
        "/api/mobilekey/config", new Function(ACCESS_CONTROL, Set.of("GET", "PUT"), null, lacking));
    all.put("/api/audio/test", new Function(TwonService.AUDIO, GET_POST, null, lacking));
    all.put("/api/camera/caps", new Function(TwonService.CAMERA, GET_POST, null, lacking));
    all.put("/api/camera/snapshot", new Function(TwonService.CAMERA, GET_POST, null, lacking));
    all.put("/api/display/caps", new Function(TwonService.DISPLAY, GET_POST, null, lacking));
    all.put(
        "/api/display/image",
        new Function(TwonService.DISPLAY, Set.of("PUT", "DELETE"), null, lacking));
    all.put("/api/email/send", new Function(TwonService.EMAIL, GET_POST, null, lacking));
    all.put("/api/automation/trigger", new Function(TwonService.AUTOMATION, GET, null, lacking));
  }

  /** GET and POST are equivalent (section 2.1). */
  private static Function read(TwonService service, TwonPrivilege privilege, Handler handler) {
    return new Function(service, GET_POST, privilege, handler);
  }

  /** 5.1.1. */
  private static void systemInfo(Target target, TwonCall call) {
    TwonOptions options = target.device.options;
    String serial = target.device.serialNumber();
    call.answer(
        Reply.success(
            object()
                .put("devType", "2-14-0-0")
                .put("variant", options.variant())
                .put("variantId", 14)
                .put("customerId", 0)
                .put("serialNumber", serial)
                .put("macAddr", macAddress(serial))
                .put("hwVersion", "570v1")
                .put("swVersion", options.swVersion())
                .put("buildType", "release")
                .put("firmwarePackage", "verso")
                .put("deviceName", options.deviceName())));
  }

  /** 5.1.2. */
  private static void systemStatus(Target target, TwonCall call) {
    call.answer(
        Reply.success(
            object()
                .put("systemTime", target.device.clock.now().getEpochSecond())
                .put("upTime", target.device.upTime())));
  }

  /** 5.1.3. */
  private static void restartSystem(Target target, TwonCall call) {
    call.answer(Reply.success());
    call.onEventLoop(target.restart);
  }

  /** 5.1.4. */
  private static void systemCaps(Target target, TwonCall call) {
    ObjectNode result = object();
    ObjectNode caps = result.putObject("options");
    for (String name : List.of("phone", "switches", "keypad", "cardReader", "bleReader", "dir")) {
      caps.put(name, "active");
    }
    for (String name : List.of("httpApi", "antiPassback", "silentAlarm", "limitFailedAccess")) {
      caps.put(name, "active,licensed");
    }
    if (!target.device.options.refusedFunctions().containsKey(LIFT)) {
      caps.put("liftControl", "active,licensed");
    }
    call.answer(Reply.success(result));
  }

  /** 5.1.5. */
  private static void systemTime(Target target, TwonCall call) {
    call.answer(
        Reply.success(
            object()
                .put("utcTime", target.device.clock.now().getEpochSecond())
                .put("source", "api")
                .put("automatic", false)));
  }

  /** 5.1.6. */
  private static void setSystemTime(Target target, TwonCall call) throws TwonError {
    target.device.clock.set(Instant.ofEpochSecond(call.number("time", 0, MAX_TIME)));
    call.answer(Reply.success());
  }

  /** 5.10.1. */
  private static void logCaps(Target target, TwonCall call) {
    ObjectNode result = object();
    ArrayNode events = result.putArray("events");
    TwonLog.TYPES.forEach(events::add);
    call.answer(Reply.success(result));
  }

  /** 5.10.2. */
  private static void subscribe(Target target, TwonCall call) throws TwonError {
    TwonDevice device = target.device;
    long duration = call.number("duration", 1, MAX_DURATION, DEFAULT_DURATION);
    TwonLog.Channel channel =
        device
            .log()
            .open(
                filter(call),
                call.caller().privileges(),
                recordedSince(device, call),
                Duration.ofSeconds(duration).toNanos(),
                device.nanos());
    call.answer(Reply.success(object().put("id", channel.id)));
  }

  private static Set<String> filter(TwonCall call) throws TwonError {
    String filter = call.param("filter");
    if (filter == null || filter.isEmpty()) {
      return Set.of();
    }
    List<String> types = List.of(filter.split(",", -1));
    if (!TwonLog.TYPES.containsAll(types)) {
      throw TwonError.invalid("filter");
    }
    return Set.copyOf(types);
  }

  /** The up time from which on events are wanted. */
  private static long recordedSince(TwonDevice device, TwonCall call) throws TwonError {
    String include = call.param("include");
    if (include == null || include.equals("new")) {
      return Long.MAX_VALUE;
    }
    if (include.equals("all")) {
      return 0;
    }
    if (!LAST_SECONDS.matcher(include).matches()) {
      throw TwonError.invalid("include");
    }
    return device.upTime() + Long.parseLong(include);
  }

  /** 5.10.3. */
  private static void unsubscribe(Target target, TwonCall call) throws TwonError {
    target.device.log().close(channel(target.device, call));
    call.answer(Reply.success());
  }

  /** 5.10.4. */
  private static void pull(Target target, TwonCall call) throws TwonError {
    TwonLog.Channel channel = channel(target.device, call);
    Duration timeout = Duration.ofSeconds(call.number("timeout", 0, UINT32, 0));
    new TwonPull(target.device, call, channel, target.gate).start(timeout);
  }

  private static TwonLog.Channel channel(TwonDevice device, TwonCall call) throws TwonError {
    TwonLog.Channel channel = device.log().channel(call.number("id", 0, UINT32), device.nanos());
    if (channel == null) {
      throw TwonError.invalid("id");
    }
    return channel;
  }

  /** 5.4.1. */
  private static void switchCaps(Target target, TwonCall call) throws TwonError {
    call.answer(Reply.success(target.device.relays().caps(switches(target.device, call))));
  }

  /** 5.4.2. */
  private static void switchStatus(Target target, TwonCall call) throws TwonError {
    call.answer(
        Reply.success(
            target.device.relays().status(switches(target.device, call), target.device.nanos())));
  }

  private static List<Integer> switches(TwonDevice device, TwonCall call) throws TwonError {
    return call.param("switch") == null
        ? device.relays().switchNumbers()
        : List.of(switchNumber(device, call));
  }

  private static int switchNumber(TwonDevice device, TwonCall call) throws TwonError {
    int number = (int) call.number("switch", 1, Integer.MAX_VALUE);
    if (!device.relays().hasSwitch(number)) {
      throw TwonError.invalid("switch");
    }
    return number;
  }

  /**
   * 5.4.3. The timeout is that of a hold; other actions take it without effect, and firmware before
   * 2.36 does not know it (section 1.1).
   */
  private static void switchControl(Target target, TwonCall call) throws TwonError {
    TwonDevice device = target.device;
    int number = switchNumber(device, call);
    String action = call.required("action");
    if (!SWITCH_ACTIONS.contains(action)) {
      throw TwonError.invalid("action");
    }
    Duration timeout =
        device.options.isOlderThan(2, 36)
            ? Duration.ZERO
            : Duration.ofSeconds(call.number("timeout", 1, MAX_HOLD, 0));
    if (!device.relays().control(number, action, timeout, object().put("originator", "api"))) {
      throw TwonError.of(TwonError.UNSPECIFIED, "action failed");
    }
    device.actuated("switch/" + number, action, call.caller().user());
    answerActuation(call);
  }

  /** 5.5.1. */
  private static void ioCaps(Target target, TwonCall call) throws TwonError {
    call.answer(Reply.success(target.device.relays().portCaps(port(target.device, call))));
  }

  /** 5.5.2. */
  private static void ioStatus(Target target, TwonCall call) throws TwonError {
    call.answer(Reply.success(target.device.relays().portStatus(port(target.device, call))));
  }

  /** A known port, or null for all. */
  private static String port(TwonDevice device, TwonCall call) throws TwonError {
    String port = call.param("port");
    if (port != null && !device.relays().hasPort(port)) {
      throw TwonError.invalid("port");
    }
    return port;
  }

  /** 5.5.3. */
  private static void ioControl(Target target, TwonCall call) throws TwonError {
    String port = call.required("port");
    if (!target.device.relays().isOutput(port)) {
      throw TwonError.invalid("port");
    }
    String action = call.required("action");
    if (!action.equals("on") && !action.equals("off")) {
      throw TwonError.invalid("action");
    }
    target.device.relays().setOutput(port, action.equals("on"));
    target.device.actuated("output/" + port, action, call.caller().user());
    answerActuation(call);
  }

  /** The text that the caller wants instead of JSON, if any (sections 5.4.3 and 5.5.3). */
  private static void answerActuation(TwonCall call) {
    String text = call.param("response");
    call.answer(text == null ? Reply.success() : Reply.text(text));
  }

  /** 5.6.1. */
  private static void phoneStatus(Target target, TwonCall call) throws TwonError {
    long account = call.number("account", 1, 2, 0);
    ObjectNode result = object();
    ArrayNode accounts = result.putArray("accounts");
    if (account != 2) {
      accounts
          .addObject()
          .put("account", 1)
          .put("enabled", true)
          .put("sipNumber", "5207")
          .put("registrationEnabled", true)
          .put("registered", true)
          .put("registerTime", target.device.options.startTime().getEpochSecond());
    }
    if (account != 1) {
      accounts
          .addObject()
          .put("account", 2)
          .put("enabled", false)
          .put("sipNumber", "")
          .put("registrationEnabled", true)
          .put("registered", false);
    }
    call.answer(Reply.success(result));
  }

  /** 5.7.1. This device is never in a call: scripts emit the events of calls only. */
  private static void callStatus(Target target, TwonCall call) throws TwonError {
    if (call.param("session") != null) {
      throw TwonError.invalid("session");
    }
    ObjectNode result = object();
    result.putArray("sessions");
    call.answer(Reply.success(result));
  }

  /** 5.17.1. */
  private static void blockingControl(Target target, TwonCall call) throws TwonError {
    int id = accessPoint(target.device, call);
    String action = call.required("action");
    if (!action.equals("on") && !action.equals("off")) {
      throw TwonError.invalid("action");
    }
    boolean block = action.equals("on");
    Set<Integer> blocked = target.device.blockedAccessPoints();
    if (block ? blocked.add(id) : blocked.remove(id)) {
      target.device.emit(
          "AccessBlocked", object().put("ap", id).put("state", block ? "in" : "out"));
    }
    target.device.actuated("blocking/" + id, action, call.caller().user());
    call.answer(Reply.success());
  }

  /** 5.17.2. */
  private static void blockingStatus(Target target, TwonCall call) throws TwonError {
    long only = call.number("id", 0, 1, -1);
    ObjectNode result = object();
    ArrayNode accessPoints = result.putArray("accessPoints");
    for (int id = 0; id <= 1; id++) {
      if (only == -1 || only == id) {
        accessPoints
            .addObject()
            .put("id", id)
            .put("blocked", target.device.blockedAccessPoints().contains(id));
      }
    }
    call.answer(Reply.success(result));
  }

  /** 5.17.3. Success says that the question was answered, not that the door opened. */
  private static void grantAccess(Target target, TwonCall call) throws TwonError {
    TwonDevice device = target.device;
    int ap = accessPoint(device, call);
    String uuid = uuid(call, "user");
    Optional<TwonUser> user = user(device, uuid);
    String refusal = null;
    if (device.blockedAccessPoints().contains(ap)) {
      refusal = "accessBlocked";
    } else if (user.isEmpty()) {
      refusal = "invalidCredential";
    } else if (!user.get().accessPoints().contains(ap)) {
      refusal = "invalidAp";
    }
    int session = device.nextSession();
    device.emit(
        "ApiAccessRequested",
        object()
            .put("ap", ap)
            .put("session", session)
            .put("valid", refusal == null)
            .put("uuid", uuid));
    ObjectNode result = object().put("accessGranted", refusal == null);
    if (refusal == null) {
      device.emit(
          "UserAuthenticated",
          object()
              .put("ap", ap)
              .put("session", session)
              .put("name", user.get().name())
              .put("uuid", uuid)
              .put("apbBroken", false));
      device
          .relays()
          .control(
              1,
              "on",
              Duration.ZERO,
              object().put("originator", "ap").put("ap", ap).put("session", session));
      device.actuated("access/" + ap, "grant", call.caller().user());
    } else {
      result.put("reason", refusal);
    }
    call.answer(Reply.success(result));
  }

  private static int accessPoint(TwonDevice device, TwonCall call) throws TwonError {
    int id = (int) call.number("id", 0, 1);
    if (!device.options.accessPoints().contains(id)) {
      throw TwonError.of(TwonError.REJECTED, "access point disabled");
    }
    return id;
  }

  /** 5.18.1. The table names the parameter uuid, example and text say user: both are taken. */
  private static void grantLift(Target target, TwonCall call) throws TwonError {
    String uuid = uuid(call, call.param("uuid") == null ? "user" : "uuid");
    call.number("duration", 1, 600, 0);
    if (user(target.device, uuid).isEmpty()) {
      throw TwonError.invalid("user", "User not found");
    }
    ObjectNode params = object().put("type", "user");
    params.putArray("floors").add(0).add(1).add(2);
    target.device.emit("LiftFloorsEnabled", params.put("uuid", uuid));
    target.device.actuated("lift", "grant", call.caller().user());
    call.answer(Reply.success());
  }

  private static String uuid(TwonCall call, String name) throws TwonError {
    String uuid = call.required(name);
    if (!UUID.matcher(uuid).matches()) {
      throw TwonError.invalid(name);
    }
    return uuid;
  }

  private static Optional<TwonUser> user(TwonDevice device, String uuid) {
    return device.options.users().stream()
        .filter(user -> user.uuid().equalsIgnoreCase(uuid))
        .findFirst();
  }

  /** The vendor's prefix, and the serial number behind it. */
  private static String macAddress(String serialNumber) {
    int number = serialNumber.hashCode();
    return "7C-1E-B3-%02X-%02X-%02X"
        .formatted(number >> 16 & 0xFF, number >> 8 & 0xFF, number & 0xFF);
  }

  private static ObjectNode object() {
    return Reply.JSON.createObjectNode();
  }
}
