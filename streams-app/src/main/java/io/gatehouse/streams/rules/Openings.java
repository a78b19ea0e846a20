package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.time.Duration;
import java.util.Set;

/** What opens a door, and what shows that something moved. Words of switches are 2N's. */
final class Openings {

  /** Devices count in seconds, and what is sent comes back by another clock than it went by. */
  static final Duration CLOCKS = Duration.ofSeconds(2);

  /**
   * By a tone in a call, by an answering unit, over the network: manual 000, SwitchStateChanged.
   */
  private static final Set<String> FROM_AFAR = Set.of("dtmf", "idt", "api");

  private Openings() {}

  /** A switch was turned on, which unlocks a door as a rule. */
  static boolean switchedOn(Fact fact) {
    return isSwitch(fact) && "ON".equals(fact.getState());
  }

  static boolean isSwitch(Fact fact) {
    return isDevice(fact, "SWITCH");
  }

  /** Somebody who does not stand at the door lets in. */
  static boolean fromAfar(Fact fact) {
    return Accesses.granted(fact)
        ? fact.getType().equals("REMOTE")
            || switch (fact.getMethod()) {
              case "REMOTE", "CALL", "DTMF" -> true;
              default -> false;
            }
        : switchedOn(fact) && FROM_AFAR.contains(originator(fact));
  }

  /** Somebody who stands at the door is let in, or it unlocks by itself. */
  static boolean onTheSpot(Fact fact) {
    return !fromAfar(fact)
        && (Accesses.granted(fact) || (switchedOn(fact) && !originator(fact).isEmpty()));
  }

  /** The device was told by its API to open. */
  static boolean byApi(Fact fact) {
    return (Accesses.granted(fact) && fact.getType().equals("REMOTE"))
        || (switchedOn(fact) && originator(fact).equals("api"));
  }

  /** Something of the device moved, or it says that it was told to. */
  static boolean moved(Fact fact) {
    return isSwitch(fact)
        || isDevice(fact, "OUTPUT")
        || isDevice(fact, "LIFT")
        || Doors.opened(fact)
        || (fact.getKind() == Kind.ACCESS && fact.getType().equals("FLOORS"))
        || (Accesses.decision(fact) && fact.getMethod().equals("REMOTE"));
  }

  /** Who or what turned a switch on; empty if the device does not say. */
  static String originator(Fact fact) {
    return fact.getAttributes().getOrDefault("originator", "");
  }

  private static boolean isDevice(Fact fact, String type) {
    return fact.getKind() == Kind.DEVICE && fact.getType().equals(type);
  }
}
