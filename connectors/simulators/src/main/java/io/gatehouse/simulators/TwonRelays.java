package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Switches, inputs and outputs of one device (sections 5.4 and 5.5). Guarded by the device. A lock
 * beats a hold, and a hold beats on and off.
 */
final class TwonRelays {

  private static final Duration NO_TIMEOUT = Duration.ZERO;

  private static final class Switch {
    final TwonSwitch settings;
    boolean on;
    boolean locked;
    boolean held;
    boolean active; // what the lock sees, after locked and held
    Timers.Timer offTimer;
    Timers.Timer releaseTimer;
    long releaseAt;

    Switch(TwonSwitch settings) {
      this.settings = settings;
    }
  }

  private final TwonDevice device;
  private final Map<Integer, Switch> switches = new LinkedHashMap<>();
  private final Map<String, Boolean> inputs = new LinkedHashMap<>();
  private final Map<String, Boolean> outputs = new LinkedHashMap<>();

  TwonRelays(TwonDevice device, TwonOptions options) {
    this.device = device;
    options.switches().forEach(s -> switches.put(s.number(), new Switch(s)));
    options.inputs().forEach(port -> inputs.put(port, false));
    options.outputs().forEach(port -> outputs.put(port, false));
  }

  /** Everything falls back to rest without an event, as when the power fails. */
  void powerOff() {
    for (Switch s : List.copyOf(switches.values())) {
      cancel(s.offTimer);
      cancel(s.releaseTimer);
      switches.put(s.settings.number(), new Switch(s.settings));
    }
    inputs.replaceAll((port, state) -> false);
    outputs.replaceAll((port, state) -> false);
  }

  boolean hasSwitch(int number) {
    return switches.containsKey(number);
  }

  List<Integer> switchNumbers() {
    return List.copyOf(switches.keySet());
  }

  boolean hasPort(String port) {
    return inputs.containsKey(port) || outputs.containsKey(port);
  }

  boolean isOutput(String port) {
    return outputs.containsKey(port);
  }

  /**
   * Carries out a command of 5.4.3.
   *
   * @param timeout after which a hold ends by itself, or {@link Duration#ZERO}
   * @param cause {@code originator} and what belongs to it, for the events
   * @return whether the wanted state was reached
   */
  boolean control(int number, String action, Duration timeout, ObjectNode cause) {
    Switch s = switches.get(number);
    if (!s.settings.enabled()) {
      return false;
    }
    switch (action) {
      case "lock", "unlock" -> operate(s, action.equals("lock"), s.held, NO_TIMEOUT, cause);
      case "hold", "release" -> operate(s, s.locked, action.equals("hold"), timeout, cause);
      case "on" -> {
        return turn(s, true, cause);
      }
      case "off" -> {
        return turn(s, false, cause);
      }
      case "trigger" -> {
        return turn(s, !s.settings.bistable() || !s.active, cause);
      }
      default -> throw new IllegalArgumentException("no such action: " + action);
    }
    return true;
  }

  /** Sets an output (section 5.5.3). */
  void setOutput(String port, boolean state) {
    if (outputs.put(port, state) != state) {
      device.emit("OutputChanged", portChanged(port, state));
    }
  }

  /** Sets an input, as a wire would. */
  void setInput(String port, boolean state) {
    if (inputs.put(port, state) != state) {
      device.emit("InputChanged", portChanged(port, state));
    }
  }

  ObjectNode caps(List<Integer> numbers) {
    ObjectNode result = Reply.JSON.createObjectNode();
    ArrayNode list = result.putArray("switches");
    for (int number : numbers) {
      TwonSwitch settings = switches.get(number).settings;
      ObjectNode item = list.addObject().put("switch", number).put("enabled", settings.enabled());
      if (settings.enabled()) {
        item.put("mode", settings.bistable() ? "bistable" : "monostable");
        if (!settings.bistable()) {
          item.put("switchOnDuration", settings.onDuration());
        }
        item.put("type", "normal");
      }
    }
    return result;
  }

  ObjectNode status(List<Integer> numbers, long now) {
    ObjectNode result = Reply.JSON.createObjectNode();
    ArrayNode list = result.putArray("switches");
    for (int number : numbers) {
      Switch s = switches.get(number);
      ObjectNode item =
          list.addObject()
              .put("switch", number)
              .put("active", s.active)
              .put("locked", s.locked)
              .put("held", s.held);
      if (s.releaseTimer != null) {
        item.put("holdTimeout", -Math.floorDiv(now - s.releaseAt, 1_000_000_000L));
      }
    }
    return result;
  }

  ObjectNode portCaps(String onlyPort) {
    ObjectNode result = Reply.JSON.createObjectNode();
    ArrayNode list = result.putArray("ports");
    inputs.keySet().forEach(port -> addPort(list, port, onlyPort).put("type", "input"));
    outputs.keySet().forEach(port -> addPort(list, port, onlyPort).put("type", "output"));
    return result;
  }

  ObjectNode portStatus(String onlyPort) {
    ObjectNode result = Reply.JSON.createObjectNode();
    ArrayNode list = result.putArray("ports");
    inputs.forEach((port, on) -> addPort(list, port, onlyPort).put("state", on ? 1 : 0));
    outputs.forEach((port, on) -> addPort(list, port, onlyPort).put("state", on ? 1 : 0));
    return result;
  }

  private static ObjectNode addPort(ArrayNode list, String port, String onlyPort) {
    ObjectNode item = Reply.JSON.createObjectNode().put("port", port);
    if (onlyPort == null || onlyPort.equals(port)) {
      list.add(item);
    }
    return item;
  }

  private void operate(Switch s, boolean locked, boolean held, Duration timeout, ObjectNode cause) {
    boolean changed = locked != s.locked || held != s.held || !timeout.isZero();
    s.locked = locked;
    s.held = held;
    if (!held || !timeout.isZero()) {
      cancel(s.releaseTimer);
      s.releaseTimer = null;
    }
    if (held && !timeout.isZero()) {
      s.releaseAt = device.nanos() + timeout.toNanos();
      s.releaseTimer = device.after(timeout, () -> operate(s, s.locked, false, NO_TIMEOUT, cause));
    }
    if (changed) {
      ObjectNode params =
          Reply.JSON
              .createObjectNode()
              .put("switch", s.settings.number())
              .put("locked", locked)
              .put("held", held);
      if (s.releaseTimer != null) {
        params.put("hold_timeout", timeout.toSeconds());
      }
      device.emit("SwitchOperationChanged", params.setAll(cause));
    }
    update(s, cause);
  }

  private boolean turn(Switch s, boolean on, ObjectNode cause) {
    if (s.locked || s.held) {
      return s.active == on; // cannot be operated: fine only if it is so already
    }
    s.on = on;
    cancel(s.offTimer);
    s.offTimer = null;
    if (on && !s.settings.bistable()) {
      s.offTimer =
          device.after(
              Duration.ofSeconds(s.settings.onDuration()),
              () -> {
                s.on = false;
                s.offTimer = null;
                update(s, cause);
              });
    }
    update(s, cause);
    return true;
  }

  private void update(Switch s, ObjectNode cause) {
    boolean active = !s.locked && (s.held || s.on);
    if (active == s.active) {
      return;
    }
    s.active = active;
    device.emit(
        "SwitchStateChanged",
        Reply.JSON
            .createObjectNode()
            .put("switch", s.settings.number())
            .put("state", active)
            .setAll(cause));
    String relay = "relay" + s.settings.number();
    if (outputs.containsKey(relay)) {
      setOutput(relay, active);
    }
  }

  private static ObjectNode portChanged(String port, boolean state) {
    return Reply.JSON.createObjectNode().put("port", port).put("state", state);
  }

  private static void cancel(Timers.Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
