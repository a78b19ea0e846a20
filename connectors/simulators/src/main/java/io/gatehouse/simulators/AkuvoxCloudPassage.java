package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.simulators.AkuvoxCloudRecord.History;
import java.util.ArrayList;
import java.util.List;

/** What happens at a door of a residence, as the records that it leaves in the cloud. */
public enum AkuvoxCloudPassage {
  FACE {
    @Override
    List<Step> steps(AkuvoxCloudDevice device, String account) {
      return List.of(door(device, account, "Face Unlock", true));
    }
  },
  CARD {
    @Override
    List<Step> steps(AkuvoxCloudDevice device, String account) {
      return List.of(door(device, account, "RF Card Unlock", true));
    }
  },
  /** From the telephone. */
  APP {
    @Override
    List<Step> steps(AkuvoxCloudDevice device, String account) {
      return List.of(door(device, account, "Unlock on SmartPlus", true));
    }
  },
  /** As in the manual's example, which does not say how. */
  WITHOUT_TYPE {
    @Override
    List<Step> steps(AkuvoxCloudDevice device, String account) {
      return List.of(door(device, account, "", true));
    }
  },
  /** Somebody unknown is kept out. */
  DENIED {
    @Override
    List<Step> steps(AkuvoxCloudDevice device, String account) {
      return List.of(door(device, "Visitor", "Face Unlock", false));
    }
  },
  CALL {
    @Override
    List<Step> steps(AkuvoxCloudDevice device, String account) {
      return List.of(call(device));
    }
  },
  /** A visitor rings and is let in. */
  VISITOR {
    @Override
    List<Step> steps(AkuvoxCloudDevice device, String account) {
      return List.of(call(device), door(device, "Visitor", "Call", true));
    }
  },
  /** Three at once, the same person twice: two records that differ in their pictures only. */
  CROWD {
    @Override
    List<Step> steps(AkuvoxCloudDevice device, String account) {
      List<Step> steps = new ArrayList<>(CARD.steps(device, account));
      steps.addAll(CARD.steps(device, account));
      steps.addAll(DENIED.steps(device, account));
      return steps;
    }
  };

  /** A record to write; the cloud adds time and pictures. */
  record Step(History history, ObjectNode fields) {}

  abstract List<Step> steps(AkuvoxCloudDevice device, String account);

  private static Step door(AkuvoxCloudDevice device, String account, String type, boolean opened) {
    return new Step(
        History.OPEN_DOOR,
        Reply.JSON
            .createObjectNode()
            .put("open_door", opened)
            .put("account_name", account)
            .put("device_name", device.name())
            .put("open_door_type", type));
  }

  private static Step call(AkuvoxCloudDevice device) {
    return new Step(
        History.CALL,
        Reply.JSON
            .createObjectNode()
            .put("call_name", device.name())
            .put("call_sip", device.sip()));
  }
}
