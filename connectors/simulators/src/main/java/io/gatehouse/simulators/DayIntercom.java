package io.gatehouse.simulators;

import static io.gatehouse.simulators.TwonPassage.door;
import static io.gatehouse.simulators.TwonPassage.object;
import static io.gatehouse.simulators.TwonPassage.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.simulators.Day.Act;
import io.gatehouse.simulators.Day.Moment;
import io.gatehouse.simulators.TwonPassage.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A 2N intercom in the day: the events of a passage come as slowly as people are. */
record DayIntercom(TwonSimulator device) {

  /** Somebody passes, or does not. */
  Act plays(double after, TwonPassage passage, TwonUser who) {
    return act(after, session -> passage.steps(who, session));
  }

  /** Somebody is refused who has a card that no directory has. */
  Act refuses(double after, String card) {
    return act(after, session -> TwonPassage.unknownCard(card, session));
  }

  /** Somebody opens the door by card, and it opens once more behind them before it is locked. */
  Act isTailgated(double after, TwonUser who) {
    return act(
        after,
        session -> {
          List<Step> steps = new ArrayList<>(TwonPassage.CARD.steps(who, session));
          Step closed = new Step("DoorStateChanged", state("closed"));
          steps.addAll(
              steps.indexOf(closed) + 1,
              List.of(new Step("DoorStateChanged", state("opened")), closed));
          return steps;
        });
  }

  /** Somebody rings, is answered, and is let in from the other end by a key of the telephone. */
  Act letsAVisitorIn(double after) {
    return act(
        after,
        call -> {
          List<Step> steps = new ArrayList<>(TwonPassage.CALL.steps(null, call));
          ObjectNode code = object().put("code", "00").put("type", "uni");
          int end = steps.size() - 1;
          steps.add(end, new Step("DtmfEntered", code.put("call", call).put("valid", true)));
          steps.addAll(end + 1, door(object().put("originator", "dtmf")));
          return steps;
        });
  }

  /**
   * The cover is opened or closed.
   *
   * @param state {@code in} or {@code out}
   */
  Act isTamperedWith(double after, String state) {
    return act(after, session -> List.of(new Step("TamperSwitchActivated", state(state))));
  }

  /**
   * @param steps of a session
   */
  private Act act(double after, IntFunction<List<Step>> steps) {
    return new Act(
        after,
        device.serialNumber(),
        () -> steps.apply(device.nextSession()).stream().map(this::moment).toList());
  }

  private Moment moment(Step step) {
    return new Moment(
        seconds(step),
        () -> {
          device.emit(step.type(), step.params());
          return 1;
        });
  }

  /** Seconds from the event before to this one. */
  private static double seconds(Step step) {
    String state = step.params().path("state").asText();
    return switch (step.type()) {
      case "KeyPressed", "KeyReleased" -> 0.2;
      case "DoorStateChanged" -> state.equals("opened") ? 1 : 3;
      case "DoorOpenTooLong" -> state.equals("in") ? 25 : 0;
      case "SwitchStateChanged" -> state.equals("true") ? 0 : 1;
      case "CallStateChanged" -> 2;
      case "DtmfEntered" -> 5;
      default -> 0;
    };
  }
}
