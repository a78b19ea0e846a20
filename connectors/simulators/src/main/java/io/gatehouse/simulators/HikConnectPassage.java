package io.gatehouse.simulators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What happens at a door, as the messages that the cloud has of it. */
public enum HikConnectPassage {
  /** A known card. */
  CARD(110003, 80001, true),
  /** A known card and its PIN. */
  CARD_AND_PIN(110004, 80002, true),
  /** A known finger. */
  FINGERPRINT(110005, 80032, true),
  /** A known face. */
  FACE(110013, 80093, true),
  /** A known person lets itself in under threat. */
  DURESS(110007, 80036, true),
  /** A card that nobody knows. */
  UNKNOWN_CARD(110515, 80028, false),
  /** A card that is too old. */
  EXPIRED_CARD(110505, 80016, false),
  /** A known person at a door that is not for it. */
  NO_ACCESS_LEVEL(110514, 80027, false),
  /** A known person at the wrong time. */
  WRONG_TIME(110516, 80029, false),
  /** A face that nobody knows. */
  UNKNOWN_FACE(110531, 80094, false),
  /** An alarm from its start to its end, with confirmation, mark and a second upload between. */
  ALARM {
    @Override
    List<HikConnectMessage> play(HikConnectDevice device, Set<HikConnectTrait> traits) {
      HikConnectAlarm alarm = device.alarm(DEVICE_TAMPERING);
      List<HikConnectMessage> messages = new ArrayList<>(alarm.start());
      messages.addAll(alarm.upload());
      messages.addAll(alarm.confirm());
      messages.addAll(alarm.mark());
      messages.addAll(alarm.end());
      return messages;
    }
  },
  /** An alarm that is over at once, twice. */
  PULSE_ALARM {
    @Override
    List<HikConnectMessage> play(HikConnectDevice device, Set<HikConnectTrait> traits) {
      HikConnectAlarm alarm = device.alarm(DURESS_REPORT);
      List<HikConnectMessage> messages = new ArrayList<>(alarm.pulse());
      messages.addAll(alarm.pulse());
      return messages;
    }
  },
  /** Something moves before a camera: a combine event with a picture. */
  MOTION {
    @Override
    List<HikConnectMessage> play(HikConnectDevice device, Set<HikConnectTrait> traits) {
      return device.combine(MOTION_DETECTION);
    }
  },
  /** A call that somebody answers. */
  CALL_ANSWERED {
    @Override
    List<HikConnectMessage> play(HikConnectDevice device, Set<HikConnectTrait> traits) {
      return device.call(HikConnectShapes.PUSHED, HikConnectShapes.ANSWERED);
    }
  },
  /** A call that the visitor ends. */
  CALL_HUNG_UP {
    @Override
    List<HikConnectMessage> play(HikConnectDevice device, Set<HikConnectTrait> traits) {
      return device.call(HikConnectShapes.PUSHED, HikConnectShapes.HUNG_UP);
    }
  },
  /** A call that nobody answers. */
  CALL_CANCELLED {
    @Override
    List<HikConnectMessage> play(HikConnectDevice device, Set<HikConnectTrait> traits) {
      return device.call(HikConnectShapes.PUSHED, HikConnectShapes.CANCELLED);
    }
  },
  /** A message of a vehicle, and the same once more with its pictures. */
  ON_BOARD {
    @Override
    List<HikConnectMessage> play(HikConnectDevice device, Set<HikConnectTrait> traits) {
      return device.onBoard("Msg330401");
    }
  };

  /** Alarm types of section A.1.4. */
  private static final int DEVICE_TAMPERING = 70200;

  private static final int DURESS_REPORT = 70113;
  private static final int MOTION_DETECTION = 10002;

  private static final List<HikConnectPassage> ACCESSES =
      Arrays.stream(values()).filter(passage -> passage.rawmsgType > 0).toList();

  private final int rawmsgType;
  private final int combineType;
  private final boolean granted;

  HikConnectPassage() {
    this(0, 0, false);
  }

  /** An access (sections A.1.7 and A.1.4). */
  HikConnectPassage(int rawmsgType, int combineType, boolean granted) {
    this.rawmsgType = rawmsgType;
    this.combineType = combineType;
    this.granted = granted;
  }

  /** A passage that is one message in the rawmsg queue. */
  static HikConnectPassage anyAccess(Random random) {
    return ACCESSES.get(random.nextInt(ACCESSES.size()));
  }

  /** The code of an access in the combine queue. */
  int combineType() {
    return combineType;
  }

  List<HikConnectMessage> play(HikConnectDevice device, Set<HikConnectTrait> traits) {
    HikConnectAccess access = device.access(rawmsgType, granted, isKnown(), traits);
    List<HikConnectMessage> messages = new ArrayList<>();
    if (!traits.contains(HikConnectTrait.LOST)) {
      messages.addAll(device.tell(HikConnectMq.RAWMSG, HikConnectShapes.rawmsg(access)));
    }
    if (traits.contains(HikConnectTrait.COMBINE)) {
      messages.addAll(device.combine(combineType, access.at()));
    }
    if (traits.contains(HikConnectTrait.RECORD)) {
      device.record(HikConnectShapes.record(access));
    }
    return messages;
  }

  private boolean isKnown() {
    return this != UNKNOWN_CARD && this != UNKNOWN_FACE;
  }
}
