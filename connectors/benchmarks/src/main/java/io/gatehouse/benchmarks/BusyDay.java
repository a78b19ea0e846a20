package io.gatehouse.benchmarks;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.DeviceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * What happens at many doors, one passage after the other, in the order of its time. Half of the
 * devices are 2N's, which tell a passage in six events; a quarter each are Hik-Connect's and
 * Akuvox's, which tell it in one. One passage in thirty is refused; one in three hundred goes with
 * an alarm, a call or a duress code. Ten devices make a zone, ten zones a site.
 */
final class BusyDay {

  private static final String RAW = "{\"padding\":\"" + "x".repeat(500) + "\"}";

  private final Random random = new Random(1);
  private final int doors;
  private final int persons;
  private final double passagesPerSecond;
  private final Consumer<SpecificRecord> taker;
  private double now;
  private long number;
  private long passages;

  /**
   * @param begin when it begins
   * @param passagesPerSecond by the time of the day, over all doors
   */
  BusyDay(
      Instant begin,
      int doors,
      int persons,
      double passagesPerSecond,
      Consumer<SpecificRecord> taker) {
    this.now = begin.toEpochMilli();
    this.doors = doors;
    this.persons = persons;
    this.passagesPerSecond = passagesPerSecond;
    this.taker = taker;
  }

  /** Lets so many events happen, or a few more. */
  long happen(long events) {
    long end = number + events;
    while (number < end) {
      now += -Math.log(1 - random.nextDouble()) / passagesPerSecond * 1000;
      passage(random.nextInt(doors), random.nextInt(persons));
    }
    return number;
  }

  /** A device by its number. */
  static String device(int door) {
    return "door-" + door;
  }

  /** An alarm at a door, as it begins. */
  static AlarmEvent forced(Instant at, int door) {
    var alarms = new ArrayList<AlarmEvent>();
    new BusyDay(at, 1, 1, 1, event -> alarms.add((AlarmEvent) event)).alarm(door, "FORCED_DOOR");
    return alarms.get(0);
  }

  private void passage(int door, int person) {
    passages++;
    boolean denied = random.nextInt(30) == 0;
    String decision = denied ? "DENIED" : "GRANTED";
    if (door % 4 > 1) {
      AccessEvent access = access(door, person, "DECISION", decision, 0);
      access.setCredential("card-" + person);
      taker.accept(access);
    } else {
      AccessEvent card = access(door, person, "CREDENTIAL", "PRESENTED", 0);
      card.setCredential("card-" + person);
      taker.accept(card);
      taker.accept(access(door, person, "DECISION", decision, 0));
      if (!denied) {
        taker.accept(device(door, "SWITCH", "ON", 0));
        taker.accept(device(door, "DOOR", "OPENED", 1000));
        taker.accept(device(door, "SWITCH", "OFF", 3000));
        taker.accept(device(door, "DOOR", "CLOSED", 4000));
      }
    }
    if (random.nextInt(300) == 0) {
      rare(door, person);
    }
  }

  private void rare(int door, int person) {
    switch (random.nextInt(6)) {
      case 0 -> alarm(door, "FORCED_DOOR");
      case 1 -> alarm(door, "DOOR_HELD_OPEN");
      case 2 -> alarm(door, "INTRUSION");
      case 3 -> alarm(door, "TAMPER");
      case 4 -> {
        call(door, "RINGING", 0);
        call(door, "CONNECTED", 5000);
        call(door, "TERMINATED", 9000);
      }
      default -> {
        AccessEvent duress = access(door, person, "DURESS", "PRESENTED", 0);
        duress.setDuress(true);
        taker.accept(duress);
      }
    }
  }

  private void alarm(int door, String type) {
    for (String phase : List.of("START", "END")) {
      AlarmEvent alarm = common(new AlarmEvent(), door, type, phase.equals("START") ? 0 : 5000);
      alarm.setPhase(phase);
      alarm.setSeverity("HIGH");
      alarm.setAlarmId(device(door) + "/" + type);
      alarm.setAttachments(new ArrayList<>());
      alarm.setAttributes(new HashMap<>());
      taker.accept(alarm);
    }
  }

  private void call(int door, String state, int afterMillis) {
    CallEvent call = common(new CallEvent(), door, "CALL", afterMillis);
    call.setState(state);
    call.setDirection("OUTGOING");
    call.setPeer("sip:reception@127.0.0.1");
    call.setAttributes(new HashMap<>());
    taker.accept(call);
  }

  private AccessEvent access(int door, int person, String type, String decision, int afterMillis) {
    AccessEvent access = common(new AccessEvent(), door, type, afterMillis);
    access.setDecision(decision);
    access.setMethod(type.equals("CREDENTIAL") ? "CARD" : "UNKNOWN");
    access.setPersonId("person-" + person);
    access.setPersonName("Person " + person);
    access.setDuress(false);
    access.setAttributes(new HashMap<>());
    return access;
  }

  private DeviceEvent device(int door, String type, String state, int afterMillis) {
    DeviceEvent device = common(new DeviceEvent(), door, type, afterMillis);
    device.setState(state);
    device.setAttributes(new HashMap<>(Map.of("originator", "ap", "switch", "1")));
    return device;
  }

  private <E extends SpecificRecord> E common(E event, int door, String type, int afterMillis) {
    number++;
    Instant at = Instant.ofEpochMilli((long) now + afterMillis);
    event.put(CommonFields.EVENT_ID, "event-" + number);
    event.put(
        CommonFields.VENDOR, door % 4 == 2 ? "hikconnect" : door % 4 == 3 ? "akuvox" : "twon");
    event.put(CommonFields.DEVICE_ID, device(door));
    event.put(CommonFields.DEVICE_NAME, "Door " + door);
    event.put(CommonFields.SITE, "site-" + door / 100);
    event.put(CommonFields.ZONE, "zone-" + door / 10);
    event.put(CommonFields.DOOR, "Door " + door);
    event.put(CommonFields.TYPE, type);
    event.put(CommonFields.VENDOR_TYPE, type);
    event.put(CommonFields.VENDOR_EVENT_ID, Long.toString(number));
    event.put(CommonFields.OCCURRED_AT, at);
    event.put(CommonFields.RECEIVED_AT, at.plusMillis(50));
    event.put(CommonFields.RECOVERED, false);
    event.put(CommonFields.SESSION, "0/" + passages % 100_000);
    event.put(CommonFields.RAW, RAW);
    return event;
  }
}
