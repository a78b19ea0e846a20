package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A device of the account. What it tells goes to the cloud at once, or is held until it comes
 * online. Methods return what the cloud got, which is nothing while the device is offline. Safe for
 * any thread.
 */
public final class HikConnectDevice {

  /** What was not told yet; an access record if there is no queue for it. */
  private record Held(Optional<HikConnectMq> mq, ObjectNode json) {}

  /** The number of a card that nobody knows. */
  static final String UNKNOWN_CARD = "0007700777";

  private final HikConnectCloud cloud;
  private final HikConnectDoor door;
  private final String id;
  private final String areaId;

  /** All below is guarded by the cloud. */
  private final List<Held> held = new ArrayList<>();

  private boolean online = true;
  private long serialNo;

  HikConnectDevice(HikConnectCloud cloud, HikConnectDoor door) {
    this.cloud = cloud;
    this.door = door;
    this.id = HikConnectIds.of("device " + door.deviceSerial());
    this.areaId = HikConnectIds.of("area of " + door.deviceSerial());
  }

  public String serial() {
    return door.deviceSerial();
  }

  /** The cloud's id of it, as in {@code deviceId}. */
  public String id() {
    return id;
  }

  /** Its first door. */
  public HikConnectDoor door() {
    return door;
  }

  public boolean isOnline() {
    synchronized (cloud) {
      return online;
    }
  }

  /** Plays a passage: tells all its messages, one after the other. */
  public List<HikConnectMessage> play(HikConnectPassage passage, HikConnectTrait... traits) {
    Set<HikConnectTrait> set = EnumSet.noneOf(HikConnectTrait.class);
    set.addAll(Arrays.asList(traits));
    synchronized (cloud) {
      return passage.play(this, set);
    }
  }

  /**
   * Begins an alarm, without a message yet.
   *
   * @param eventType as in section A.1.4, known to it or not
   */
  public HikConnectAlarm alarm(int eventType) {
    synchronized (cloud) {
      return new HikConnectAlarm(this, HikConnectIds.next(cloud.random()), eventType);
    }
  }

  /**
   * Tells a combine event with a picture.
   *
   * @param eventType as in sections A.1.4 and A.1.5, known to them or not
   */
  public List<HikConnectMessage> combine(int eventType) {
    return combine(eventType, now());
  }

  /**
   * Tells of a call in the rawmsg and combine queues.
   *
   * @param states what becomes of it, in order: 0 pushed, 1 answered by others, 2 hung up by the
   *     device, 3 cancelled (A.3.75)
   */
  public List<HikConnectMessage> call(int... states) {
    synchronized (cloud) {
      String msgId = HikConnectIds.next(cloud.random());
      List<HikConnectMessage> messages = new ArrayList<>();
      for (int state : states) {
        OffsetDateTime at = now();
        ObjectNode talk = HikConnectShapes.talk(this, msgId, state, at);
        messages.addAll(
            tell(HikConnectMq.RAWMSG, HikConnectShapes.rawmsgCall(this, talk.deepCopy(), at)));
        String eventId = HikConnectIds.next(cloud.random());
        messages.addAll(
            tell(HikConnectMq.COMBINE, HikConnectShapes.combineCall(this, eventId, talk, at)));
      }
      return messages;
    }
  }

  /**
   * Tells a message of a vehicle, and the same as an update with pictures.
   *
   * @param msgType as {@code Msg330401} (A.1.7)
   */
  public List<HikConnectMessage> onBoard(String msgType) {
    synchronized (cloud) {
      String uuid = HikConnectIds.next(cloud.random());
      OffsetDateTime at = now();
      List<HikConnectMessage> messages = new ArrayList<>();
      for (boolean update : new boolean[] {false, true}) {
        messages.addAll(
            tell(HikConnectMq.RAWMSG, HikConnectShapes.onBoard(this, uuid, msgType, update, at)));
      }
      return messages;
    }
  }

  /** Loses the cloud: what happens from now on is held. */
  public void goOffline() {
    synchronized (cloud) {
      online = false;
    }
  }

  /** Finds the cloud again, and tells what was held, marked as not of this moment. */
  public List<HikConnectMessage> comeOnline() {
    synchronized (cloud) {
      online = true;
      List<HikConnectMessage> told = new ArrayList<>();
      for (Held message : held) {
        if (message.mq().isPresent()) {
          markAsBackfill(message.mq().get(), message.json());
          told.add(cloud.emit(message.mq().get(), message.json()));
        } else {
          cloud.addRecord(message.json());
        }
      }
      held.clear();
      return told;
    }
  }

  @Override
  public String toString() {
    return "HikConnectDevice[%s]".formatted(serial());
  }

  List<HikConnectMessage> combine(int eventType, OffsetDateTime at) {
    synchronized (cloud) {
      String eventId = HikConnectIds.next(cloud.random());
      return tell(HikConnectMq.COMBINE, HikConnectShapes.combine(this, eventId, eventType, at));
    }
  }

  List<HikConnectMessage> tell(HikConnectMq mq, ObjectNode json) {
    synchronized (cloud) {
      if (online) {
        return List.of(cloud.emit(mq, json));
      }
      held.add(new Held(Optional.of(mq), json));
      return List.of();
    }
  }

  void record(ObjectNode record) {
    synchronized (cloud) {
      if (online) {
        cloud.addRecord(record);
      } else {
        held.add(new Held(Optional.empty(), record));
      }
    }
  }

  /** An access that happens now. */
  HikConnectAccess access(int type, boolean granted, boolean known, Set<HikConnectTrait> traits) {
    synchronized (cloud) {
      serialNo++;
      boolean named = known && !traits.contains(HikConnectTrait.NO_PERSON);
      HikConnectPerson person = HikConnectPerson.any(cloud.random());
      return new HikConnectAccess(
          this,
          now(),
          type,
          granted,
          named ? Optional.of(person) : Optional.empty(),
          traits.contains(HikConnectTrait.NO_PERSON)
              ? Optional.empty()
              : Optional.of(known ? person.card() : UNKNOWN_CARD),
          !traits.contains(HikConnectTrait.NO_MSG_TYPE),
          serialNo,
          HikConnectIds.next(cloud.random()));
    }
  }

  /** Tells one random message for a queue. */
  void tellAny(HikConnectMq mq, Random random) {
    HikConnectPassage access = HikConnectPassage.anyAccess(random);
    switch (mq) {
      case ALARM -> alarm(access.combineType()).pulse();
      case COMBINE -> combine(access.combineType());
      case RAWMSG -> play(access);
    }
  }

  OffsetDateTime now() {
    return cloud.now().atOffset(cloud.options.deviceOffset());
  }

  String systemId() {
    return cloud.systemId;
  }

  String areaId() {
    return areaId;
  }

  /** The queues mark it differently, and two of them with opposite numbers (A.3.20, A.3.58). */
  private static void markAsBackfill(HikConnectMq mq, ObjectNode json) {
    switch (mq) {
      case ALARM -> json.put("dataRetransmission", 0);
      case COMBINE -> json.withObject("/basicInfo").put("dataRetransmission", 1);
      case RAWMSG -> {
        if (json.at("/data/openDoorInfo/event/basicInfo") instanceof ObjectNode basic) {
          basic.put("currentEvent", 0);
        }
      }
    }
  }
}
