package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens at a door, as the events a device writes of it. All events of one passage carry the
 * same access point and session, and may fall into the same second. Params are as in section
 * 5.10.4; they are emitted only, and move no switch of the device.
 */
public enum TwonPassage {
  /** A known card: in through the door, which closes again. */
  CARD {
    @Override
    List<Step> steps(TwonUser user, int session) {
      return entry(user, session, card(user, session).put("uuid", user.uuid()).put("valid", true));
    }
  },
  /** A card that nobody knows. */
  UNKNOWN_CARD {
    @Override
    List<Step> steps(TwonUser user, int session) {
      return unknownCard("0DEADBEEF0", session);
    }
  },
  /** A known card at the wrong time. */
  CARD_REJECTED {
    @Override
    List<Step> steps(TwonUser user, int session) {
      return List.of(
          new Step("CardEntered", card(user, session).put("uuid", user.uuid()).put("valid", true)),
          new Step("UserRejected", person(user, session).put("reason", "invalidTime")));
    }
  },
  /** A right PIN, key by key: in through the door. */
  CODE {
    @Override
    List<Step> steps(TwonUser user, int session) {
      List<Step> steps = new ArrayList<>(keys(user.code()));
      steps.addAll(
          entry(
              user,
              session,
              new Step(
                  "CodeEntered",
                  code(user.code(), session)
                      .put("type", "user")
                      .put("uuid", user.uuid())
                      .put("valid", true))));
      return steps;
    }
  },
  /** A wrong PIN, key by key. */
  WRONG_CODE {
    @Override
    List<Step> steps(TwonUser user, int session) {
      List<Step> steps = new ArrayList<>(keys("0666"));
      steps.add(new Step("CodeEntered", code("0666", session).put("valid", false)));
      steps.add(new Step("UserRejected", access(session).put("reason", "invalidCredential")));
      return steps;
    }
  },
  /** A telephone with a Mobile Key: in through the door. */
  MOBILE_KEY {
    @Override
    List<Step> steps(TwonUser user, int session) {
      List<Step> steps = new ArrayList<>();
      steps.add(new Step("WaveKeyActivated", object().put("type", "touch")));
      steps.addAll(
          entry(
              user,
              session,
              new Step(
                  "MobKeyEntered",
                  access(session)
                      .put("direction", "in")
                      .put("action", 0)
                      .put("authid", user.authId())
                      .put("uuid", user.uuid())
                      .put("valid", true))));
      return steps;
    }
  },
  /** A known finger: in through the door. */
  FINGER {
    @Override
    List<Step> steps(TwonUser user, int session) {
      return entry(
          user,
          session,
          new Step(
              "FingerEntered",
              access(session).put("direction", "in").put("uuid", user.uuid()).put("valid", true)));
    }
  },
  /** The bell: an outgoing call that is answered and ends. */
  CALL {
    @Override
    List<Step> steps(TwonUser user, int session) {
      return List.of(
          new Step("KeyPressed", object().put("key", "%1")),
          new Step("KeyReleased", object().put("key", "%1")),
          call("connecting", session),
          call("ringing", session),
          call("connected", session),
          new Step("CallStateChanged", callParams("terminated", session).put("reason", "normal")));
    }
  },
  /** The exit button: out through the door. */
  EXIT_BUTTON {
    @Override
    List<Step> steps(TwonUser user, int session) {
      List<Step> steps = new ArrayList<>();
      steps.add(new Step("RexActivated", object().put("ap", 1).put("session", session)));
      steps.addAll(door(object().put("originator", "rex")));
      return steps;
    }
  },
  /** The door opens without anybody let in, and closes again. */
  FORCED_DOOR {
    @Override
    List<Step> steps(TwonUser user, int session) {
      return List.of(
          new Step("DoorStateChanged", state("opened")),
          new Step("UnauthorizedDoorOpen", state("in")),
          new Step("DoorStateChanged", state("closed")),
          new Step("UnauthorizedDoorOpen", state("out")));
    }
  },
  /** In by card, and the door stays open too long. */
  DOOR_HELD_OPEN {
    @Override
    List<Step> steps(TwonUser user, int session) {
      List<Step> steps = new ArrayList<>(CARD.steps(user, session));
      Step closed = new Step("DoorStateChanged", state("closed"));
      steps.remove(closed);
      steps.add(new Step("DoorOpenTooLong", state("in")));
      steps.add(closed);
      steps.add(new Step("DoorOpenTooLong", state("out")));
      return steps;
    }
  },
  /** The cover of the device is opened and closed. */
  TAMPER {
    @Override
    List<Step> steps(TwonUser user, int session) {
      return List.of(
          new Step("TamperSwitchActivated", state("in")),
          new Step("SwitchesBlocked", state("in")),
          new Step("TamperSwitchActivated", state("out")));
    }
  },
  /** A known person lets itself in under threat. */
  DURESS {
    @Override
    List<Step> steps(TwonUser user, int session) {
      List<Step> steps = new ArrayList<>(CODE.steps(user, session));
      int decided = steps.indexOf(authenticated(user, session));
      steps.add(decided + 1, new Step("SilentAlarm", person(user, session)));
      return steps;
    }
  },
  /** Something moves before the camera. */
  MOTION {
    @Override
    List<Step> steps(TwonUser user, int session) {
      return List.of(
          new Step("MotionDetected", state("in").put("id", 1)),
          new Step("MotionDetected", state("out").put("id", 1)));
    }
  };

  /** An event to emit. */
  record Step(String type, ObjectNode params) {}

  abstract List<Step> steps(TwonUser user, int session);

  private static List<Step> entry(TwonUser user, int session, ObjectNode card) {
    return entry(user, session, new Step("CardEntered", card));
  }

  private static List<Step> entry(TwonUser user, int session, Step credential) {
    List<Step> steps = new ArrayList<>();
    steps.add(credential);
    steps.add(authenticated(user, session));
    steps.addAll(door(access(session).put("originator", "ap")));
    return steps;
  }

  private static Step authenticated(TwonUser user, int session) {
    return new Step("UserAuthenticated", person(user, session).put("apbBroken", false));
  }

  /** A card that no directory has is refused. */
  static List<Step> unknownCard(String uid, int session) {
    ObjectNode card = access(session).put("direction", "in").put("reader", "ext2");
    return List.of(
        new Step("CardEntered", card.put("uid", uid).put("valid", false)),
        new Step("UserRejected", access(session).put("reason", "invalidCredential")));
  }

  /** The door is unlocked, opened, closed and locked again. */
  static List<Step> door(ObjectNode cause) {
    return List.of(
        new Step("SwitchStateChanged", switched(true).setAll(cause)),
        new Step("OutputChanged", object().put("port", "relay1").put("state", true)),
        new Step("DoorStateChanged", state("opened")),
        new Step("DoorStateChanged", state("closed")),
        new Step("SwitchStateChanged", switched(false).setAll(cause)),
        new Step("OutputChanged", object().put("port", "relay1").put("state", false)));
  }

  private static List<Step> keys(String digits) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < digits.length(); i++) {
      String digit = digits.substring(i, i + 1);
      steps.add(new Step("KeyPressed", object().put("key", digit)));
      steps.add(new Step("KeyReleased", object().put("key", digit)));
    }
    return steps;
  }

  private static ObjectNode card(TwonUser user, int session) {
    return access(session).put("direction", "in").put("reader", "ext2").put("uid", user.card());
  }

  private static ObjectNode code(String code, int session) {
    return access(session).put("direction", "in").put("code", code);
  }

  private static ObjectNode person(TwonUser user, int session) {
    return access(session).put("name", user.name()).put("uuid", user.uuid());
  }

  private static Step call(String state, int session) {
    return new Step("CallStateChanged", callParams(state, session));
  }

  private static ObjectNode callParams(String state, int session) {
    return object()
        .put("direction", "outgoing")
        .put("state", state)
        .put("peer", "sip:2229@10.0.97.150:5062;user=phone")
        .put("session", session)
        .put("call", session);
  }

  private static ObjectNode access(int session) {
    return object().put("ap", 0).put("session", session);
  }

  private static ObjectNode switched(boolean state) {
    return object().put("switch", 1).put("state", state);
  }

  static ObjectNode state(String state) {
    return object().put("state", state);
  }

  static ObjectNode object() {
    return Reply.JSON.createObjectNode();
  }
}
