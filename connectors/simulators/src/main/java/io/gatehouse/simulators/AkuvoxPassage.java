package io.gatehouse.simulators;

import io.gatehouse.simulators.AkuvoxWords.Call;
import io.gatehouse.simulators.AkuvoxWords.Door;
import io.gatehouse.simulators.AkuvoxWords.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happens at a door, as the records that it leaves, all within one second. */
public enum AkuvoxPassage {
  CARD {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return door(device, person.name(), person.card(), Door.CARD, Status.SUCCESS);
    }
  },
  PIN {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return door(device, person.name(), person.pin(), Door.PRIVATE_PIN, Status.SUCCESS);
    }
  },
  /** By the code that everybody shares. */
  PUBLIC_PIN {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return door(device, "", "33333333", Door.PUBLIC_PIN, Status.SUCCESS);
    }
  },
  FACE {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return door(device, person.name(), "", Door.FACE, Status.SUCCESS);
    }
  },
  /** A known card at a time when it is not valid. */
  CARD_DENIED {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return door(device, person.name(), person.card(), Door.CARD, Status.FAILED);
    }
  },
  UNKNOWN_CARD {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return unknownCard(device, "DEADBEEF");
    }
  },
  WRONG_PIN {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return door(device, "", "000000", Door.PRIVATE_PIN, Status.FAILED);
    }
  },
  UNKNOWN_FACE {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return door(device, "", "", Door.FACE, Status.FAILED);
    }
  },
  /** Something that the device has no word for. */
  UNKNOWN {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return door(device, "", "", Door.UNKNOWN, Status.FAILED);
    }
  },
  /** A visitor rings, the call is taken, and the door opened from there. */
  VISITOR {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      List<Step> steps = new ArrayList<>(call(device, person, Call.DIALED));
      steps.addAll(door(device, person.name(), "", Door.DTMF, Status.SUCCESS));
      return steps;
    }
  },
  CALL_DIALED {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return call(device, person, Call.DIALED);
    }
  },
  CALL_RECEIVED {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return call(device, person, Call.RECEIVED);
    }
  },
  CALL_MISSED {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      return call(device, person, Call.MISSED);
    }
  },
  /** Four at once, the same card twice among them: two records that differ in their ID only. */
  CROWD {
    @Override
    List<Step> steps(AkuvoxDevice device, AkuvoxPerson person) {
      List<Step> steps = new ArrayList<>(CARD.steps(device, person));
      steps.addAll(CARD.steps(device, person));
      steps.addAll(FACE.steps(device, person));
      steps.addAll(UNKNOWN_CARD.steps(device, person));
      return steps;
    }
  };

  /** A record to write. */
  record Step(AkuvoxRecord.Log log, Map<String, String> fields) {}

  abstract List<Step> steps(AkuvoxDevice device, AkuvoxPerson person);

  static List<Step> unknownCard(AkuvoxDevice device, String card) {
    return door(device, "", card, Door.CARD, Status.FAILED);
  }

  private static List<Step> door(
      AkuvoxDevice device, String name, String code, Door type, Status status) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Name", name);
    fields.put("Code", code);
    fields.put("Type", device.words.write(type));
    fields.put("Relay", "1");
    fields.put("Status", device.words.write(status));
    return List.of(new Step(AkuvoxRecord.Log.DOORLOG, fields));
  }

  private static List<Step> call(AkuvoxDevice device, AkuvoxPerson person, Call type) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Name", person.name());
    fields.put("Type", device.words.write(type));
    fields.put("LocalIdentity", "192.168.1.98@192.168.1.98");
    fields.put(
        device.options.has(AkuvoxTrait.NUMBER) ? "Number" : "Num", "6200105433@192.168.1.115");
    return List.of(new Step(AkuvoxRecord.Log.CALLLOG, fields));
  }
}
