package io.gatehouse.twon.relay;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.twon.TwonEvent;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Switches, which drive doors: manual 000, 5.4. */
final class TwonSwitches implements TwonKind {

  private static final List<String> ACTIONS =
      List.of("ON", "OFF", "TRIGGER", "HOLD", "RELEASE", "LOCK", "UNLOCK");

  private static final int LONGEST_HOLD_S = 86_400;

  /** So long that it is on when its status is looked at, as soon as the device has answered. */
  private static final int SHORT_PULSE_S = 1;

  /** A hold ends by itself from this firmware on (manual 000, 1.1). */
  private static final int TIMED_HOLD_SINCE = 2 * 1_000 + 36;

  private static final Pattern FIRMWARE = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\..*");

  private final TwonRelayClient client;
  private final TwonLogbook logbook;
  private final TwonTargets targets;

  TwonSwitches(TwonRelayClient client, TwonLogbook logbook) {
    this.client = client;
    this.logbook = logbook;
    this.targets = new TwonTargets("switch", this::enabled);
  }

  /** A disabled one refuses everything. */
  private Future<Map<String, JsonNode>> enabled() {
    return client
        .switchCaps()
        .map(
            all -> {
              Map<String, JsonNode> enabled = new LinkedHashMap<>(all);
              enabled.values().removeIf(caps -> !caps.path("enabled").asBoolean());
              return enabled;
            });
  }

  @Override
  public TwonTargets targets() {
    return targets;
  }

  @Override
  public Future<PreparedCommand> prepare(TwonCommand command) {
    command.requireAction(ACTIONS);
    if (command.action().equals("HOLD")) {
      command.requireOnly("timeout");
    } else {
      command.requireOnly();
    }
    Optional<Integer> timeout = command.seconds("timeout", LONGEST_HOLD_S);
    return targets
        .find(command.target())
        .compose(caps -> requireTimedHold(timeout).map(caps))
        .compose(caps -> prepare(command, caps, timeout));
  }

  /** Older firmware would hold the door open for ever. Where it does not tell, it decides. */
  private Future<Void> requireTimedHold(Optional<Integer> timeout) {
    if (timeout.isEmpty()) {
      return Future.succeededFuture();
    }
    return client
        .firmware()
        .recover(
            failure ->
                failure instanceof DeviceRefusal
                    ? Future.succeededFuture("")
                    : Future.failedFuture(failure))
        .map(
            firmware -> {
              if (isOlder(firmware)) {
                throw TwonCommand.bad(
                    "parameter timeout="
                        + timeout.get()
                        + " is unknown to firmware "
                        + firmware
                        + ", which would hold without end; update it to 2.36 or later, or send HOLD"
                        + " without timeout and RELEASE");
              }
              return null;
            });
  }

  private static boolean isOlder(String firmware) {
    Matcher version = FIRMWARE.matcher(firmware);
    return version.matches()
        && Integer.parseInt(version.group(1)) * 1_000 + Integer.parseInt(version.group(2))
            < TIMED_HOLD_SINCE;
  }

  private Future<PreparedCommand> prepare(
      TwonCommand command, JsonNode caps, Optional<Integer> timeout) {
    String number = command.target().name();
    String action = command.action();
    boolean pulse = isPulse(action, caps);
    Future<Optional<TwonLogbook.Mark>> marking =
        pulse && mayBeOverSoon(caps)
            ? logbook.mark("SwitchStateChanged")
            : Future.succeededFuture(Optional.empty());
    return status(number)
        .compose(
            before ->
                marking.map(
                    mark ->
                        new TwonOrder(
                            notAfter ->
                                client.switchControl(
                                    number, action.toLowerCase(Locale.ROOT), timeout, notAfter),
                            before.isMissingNode()
                                ? Optional.empty()
                                : Optional.of(
                                    () ->
                                        evidence(
                                            number,
                                            effect(action, timeout, pulse, before),
                                            mark)))));
  }

  /** A monostable switch falls back by itself, maybe before anybody looks. */
  private static boolean isPulse(String action, JsonNode caps) {
    return caps.path("mode").asText().equals("monostable")
        && (action.equals("ON") || action.equals("TRIGGER"));
  }

  private Future<JsonNode> status(String number) {
    return TwonRelayClient.entry(client.switchStatus(), number);
  }

  private static Predicate<JsonNode> effect(
      String action, Optional<Integer> timeout, boolean pulse, JsonNode before) {
    return switch (action) {
      case "ON" -> after -> isTrue(after, "active");
      case "OFF" -> after -> isFalse(after, "active");
      case "HOLD" ->
          after -> isTrue(after, "held") && (timeout.isEmpty() || after.has("holdTimeout"));
      case "RELEASE" -> after -> isFalse(after, "held");
      case "LOCK" -> after -> isTrue(after, "locked");
      case "UNLOCK" -> after -> isFalse(after, "locked");
      default ->
          // TRIGGER: a bistable switch goes over into its other state.
          pulse || isFalse(before, "active")
              ? after -> isTrue(after, "active")
              : after -> isFalse(after, "active");
    };
  }

  /** The status shows a longer one; the log would cost three requests before each opening. */
  private static boolean mayBeOverSoon(JsonNode caps) {
    return caps.path("switchOnDuration").asInt() <= SHORT_PULSE_S;
  }

  /** The status in the device's words; or the event, where a pulse may be over already. */
  private Future<Optional<String>> evidence(
      String number, Predicate<JsonNode> effect, Optional<TwonLogbook.Mark> mark) {
    return status(number)
        .compose(
            after ->
                effect.test(after)
                    ? Future.succeededFuture(Optional.of(after.toString()))
                    : mark.map(end -> end.find(event -> isSwitchedOn(event, number)))
                        .orElse(Future.succeededFuture(Optional.empty())));
  }

  /** Old firmware does not tell who did it. */
  private static boolean isSwitchedOn(TwonEvent event, String number) {
    String originator = event.text("originator");
    return number.equals(event.text("switch"))
        && "true".equals(event.text("state"))
        && (originator == null || originator.equals("api"));
  }

  private static boolean isTrue(JsonNode status, String word) {
    return status.path(word).asText().equals("true");
  }

  private static boolean isFalse(JsonNode status, String word) {
    return status.path(word).asText().equals("false");
  }
}
