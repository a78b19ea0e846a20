package io.gatehouse.streams;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CommonFields;
import io.gatehouse.events.Device;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.events.Incident;
import io.gatehouse.events.IncidentAcknowledgement;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * A day of two houses with doors of three vendors: some two hundred people pass, whatever a rule
 * looks for happens once, and nearly happens once more.
 */
final class BuildingDay {

  /** What there is to tell of the day, by when it began. */
  static final String INCIDENTS =
      """
      06:59:30 denied-then-forced     kiosk                       closed by TIMEOUT
      07:00:00 forced-door            kiosk                       closed by TIMEOUT
      09:00:00 trouble-then-opening   vault (HQ, archive)         closed by TIMEOUT
      10:00:00 forced-door            side (HQ, entrance)         closed by ALARM_END
      10:30:00 visitor-admitted       lobby (HQ, entrance)        closed by TIMEOUT
      11:00:00 denied-then-forced     garage (HQ, parking)        closed by ALARM_END
      11:01:00 forced-door            garage (HQ, parking)        closed by ALARM_END
      12:10:00 door-held-open         lobby (HQ, entrance)        closed by ALARM_END
      12:30:00 tailgating             side (HQ, entrance)         closed by TIMEOUT
      13:00:00 denials-at-door        tower (HQ, offices)         closed by TIMEOUT
      14:00:00 denials-in-zone        gate (Depot, yard)          closed by TIMEOUT
      15:30:00 denials-by-credential  lobby (HQ, entrance)        closed by TIMEOUT
      16:00:00 duress                 lab (HQ, laboratory)        closed by ACKNOWLEDGED
      17:00:00 two-places             gate (Depot, yard)          closed by TIMEOUT
      18:00:00 alarm-near-access      camera (HQ, parking)        closed by ALARM_END
      19:00:00 command-without-effect garage (HQ, parking)        closed by TIMEOUT
      19:20:00 command-without-effect lab (HQ, laboratory)        closed by TIMEOUT
      20:00:00 unseen-command         vault (HQ, archive)         closed by TIMEOUT
      """;

  private static final Duration LATEST = Duration.ofMinutes(5);

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");
  private final Events side = Events.of("twon", "side", "HQ", "entrance");
  private final Events garage = Events.of("twon", "garage", "HQ", "parking");
  private final Events vault = Events.of("twon", "vault", "HQ", "archive");
  private final Events lab = Events.of("twon", "lab", "HQ", "laboratory");
  private final Events gate = Events.of("hikconnect", "gate", "Depot", "yard");
  private final Events camera = Events.of("hikconnect", "camera", "HQ", "parking");
  private final Events store = Events.of("hikconnect", "store", "Depot", "store");
  private final Events tower = Events.of("akuvox", "tower", "HQ", "offices");
  private final Events annex = Events.of("akuvox", "annex", "HQ", "annex");

  /** The inventory knows where it is, its events do not say. */
  private final Events dock = Events.of("hikconnect", "dock", null, null);

  /** Nobody knows where it is. */
  private final Events kiosk = Events.of("twon", "kiosk", null, null);

  private final List<SpecificRecord> records = new ArrayList<>();

  BuildingDay() {
    people();
    kiosk();
    troubles();
    doors();
    visitors();
    refusals();
    duress();
    places();
    alarms();
    commands();
    lastRound();
    records.sort(Comparator.comparing(BuildingDay::receivedAt));
  }

  /** The inventory, which is there before the day begins. */
  List<Device> inventory() {
    Events dockListed = Events.of("hikconnect", "dock", "Depot", "yard");
    return Stream.of(lobby, side, garage, vault, lab, gate, camera, store, tower, annex, dockListed)
        .map(Events::listed)
        .toList();
  }

  /** All that happens, as it is received. */
  List<SpecificRecord> inOrder() {
    return List.copyOf(records);
  }

  /** The same, each held up on its way by up to five minutes. */
  List<SpecificRecord> shuffled(long seed) {
    Random random = new Random(seed);
    Map<SpecificRecord, Instant> arrivals =
        records.stream()
            .collect(
                Collectors.toMap(
                    record -> record,
                    record -> receivedAt(record).plusMillis(random.nextLong(LATEST.toMillis()))));
    return records.stream().sorted(Comparator.comparing(arrivals::get)).toList();
  }

  /** The guard takes note of an incident, five minutes after it began. */
  static IncidentAcknowledgement noted(Incident incident) {
    IncidentAcknowledgement note = new IncidentAcknowledgement();
    note.setIncidentId(incident.getIncidentId());
    note.setAcknowledgedBy("guard");
    note.setAcknowledgedAt(incident.getStartedAt().plus(LATEST));
    return note;
  }

  /** Incidents as the list above has them. */
  static String told(Collection<Incident> incidents) {
    return incidents.stream()
        .sorted(Comparator.comparing(Incident::getStartedAt).thenComparing(Incident::getRule))
        .map(BuildingDay::line)
        .collect(Collectors.joining());
  }

  private static String line(Incident incident) {
    String place =
        incident.getZone() == null
            ? ""
            : " (%s, %s)".formatted(incident.getSite(), incident.getZone());
    return "%s %-22s %-27s %s\n"
        .formatted(
            LocalTime.ofInstant(incident.getStartedAt(), ZoneOffset.UTC)
                .format(DateTimeFormatter.ISO_LOCAL_TIME),
            incident.getRule(),
            incident.getDeviceIds().get(0) + place,
            incident.getClosedBy() == null ? "open" : "closed by " + incident.getClosedBy());
  }

  private void people() {
    for (int i = 0; i < 67; i++) {
      String at = time(6, 33).plusMinutes(11L * i).toString();
      passage(lobby, at + ":00", "Lobby person " + i);
      records.add(gate.granted(time(6, 37).plusMinutes(11L * i) + ":00", "Gate person " + i));
      records.add(tower.granted(time(6, 41).plusMinutes(11L * i) + ":00", "Tower person " + i));
    }
  }

  private void kiosk() {
    add(kiosk.denied("06:59:30", null), kiosk.alarm("07:00:00", "FORCED_DOOR", "START"));
  }

  private void troubles() {
    add(vault.alarm("09:00:00", "TAMPER", "START"), vault.granted("09:05:00", "Dan"));
    // Opened too late to have to do with it.
    add(store.alarm("09:00:00", "TAMPER", "PULSE"), store.granted("09:10:01", "Cid"));
  }

  private void doors() {
    add(
        side.granted("09:55:00", "Ann"),
        side.denied("09:57:59", null), // Too early for the door that is forced.
        side.alarm("10:00:00", "FORCED_DOOR", "START"),
        side.alarm("10:04:00", "FORCED_DOOR", "END"));
    add(
        garage.denied("11:00:00", null),
        garage.denied("11:00:20", null),
        garage.alarm("11:01:00", "FORCED_DOOR", "START"),
        garage.alarm("11:03:00", "FORCED_DOOR", "END"));
    add(
        lobby.granted("12:10:00", "Ben"),
        lobby.door("12:10:02", "OPENED"),
        lobby.alarm("12:10:32", "DOOR_HELD_OPEN", "START"),
        lobby.door("12:11:30", "CLOSED"),
        lobby.alarm("12:11:30", "DOOR_HELD_OPEN", "END"));
    passage(side, "12:30:00", "Fay");
    add(side.door("12:30:10", "OPENED"), side.door("12:30:14", "CLOSED"));
    // Somebody left by the button.
    passage(side, "12:40:00", "Gil");
    add(
        side.access("12:40:08", "EXIT_BUTTON", "GRANTED", "BUTTON"),
        side.door("12:40:09", "OPENED"),
        side.door("12:40:14", "CLOSED"));
  }

  private void visitors() {
    add(
        lobby.call("10:30:00", "CONNECTED", "one", "Reception"),
        switched(lobby, "10:30:20", "dtmf"),
        lobby.door("10:30:21", "OPENED"),
        lobby.door("10:30:26", "CLOSED"),
        lobby.call("10:30:40", "TERMINATED", "one", "Reception"));
    // Answered, and not let in.
    add(
        lobby.call("10:50:00", "CONNECTED", "two", "Reception"),
        lobby.call("10:50:40", "TERMINATED", "two", "Reception"));
  }

  private void refusals() {
    refused(tower, 5, "13:00:00", 20);
    refused(annex, 4, "13:30:00", 20);
    refused(gate, 4, "14:00:00", 40);
    refused(dock, 4, "14:00:20", 40);
    refused(gate, 4, "15:00:00", 40);
    refused(dock, 3, "15:00:20", 40);
    add(
        lobby.denied("15:30:00", "token-1"),
        side.denied("15:33:00", "token-1"),
        tower.denied("15:36:00", "token-1"));
    add(
        lobby.denied("15:40:00", "token-2"),
        side.denied("15:43:00", "token-2"),
        tower.denied("15:50:01", "token-2"));
  }

  private void duress() {
    AccessEvent granted = lab.granted("16:00:00", "Eve");
    granted.setDuress(true);
    add(lab.access("16:00:00", "DURESS", "GRANTED", "CODE"), granted);
    // The same passage, told by a second device.
    AccessEvent again = annex.access("16:00:00", "SECOND_REPORT", "GRANTED", "CODE");
    again.setDuress(true);
    add(again);
  }

  private void places() {
    add(carried(lobby.granted("17:00:00", "Hal"), "token-3"));
    add(carried(gate.granted("17:08:00", "Hal"), "token-3"));
    add(carried(lobby.granted("17:20:00", "Ida"), "token-4"));
    add(carried(gate.granted("17:30:01", "Ida"), "token-4"));
  }

  private void alarms() {
    add(
        camera.alarm("18:00:00", "LINE_CROSSING", "START"),
        garage.denied("18:00:30", null),
        camera.alarm("18:02:00", "LINE_CROSSING", "END"));
    add(camera.alarm("18:30:00", "LINE_CROSSING", "PULSE"), garage.denied("18:31:01", null));
  }

  private void commands() {
    commanded(garage, "one", "19:00:00", "19:00:01", "19:00:12", "NOT_CONFIRMED");
    // It shows what it does, as a rule.
    add(switched(lab, "08:30:00", "access"));
    add(lab.command("19:20:00", "three", "TRIGGER", "switch/1"));
    add(
        lab.outcome("19:20:00", "three", "INTENT", "switch/1"),
        lab.outcome("19:20:01", "three", "ACCEPTED", "switch/1"));
    commanded(vault, "two", "19:10:00", "19:10:02", "19:10:04", "CONFIRMED");
    add(vault.access("19:10:03", "REMOTE", "GRANTED", "REMOTE"));
    // By somebody else.
    add(vault.access("20:00:00", "REMOTE", "GRANTED", "REMOTE"));
  }

  /** Tells each device's rules how late it is. */
  private void lastRound() {
    for (Events device :
        List.of(lobby, side, garage, vault, lab, gate, camera, store, tower, annex, dock, kiosk)) {
      AccessEvent round = device.granted("23:30:00", "Guard");
      round.setPersonId(null);
      add(round);
    }
  }

  private void passage(Events device, String time, String person) {
    LocalTime at = LocalTime.parse(time);
    add(
        device.granted(time, person),
        device.door(text(at.plusSeconds(1)), "OPENED"),
        device.door(text(at.plusSeconds(6)), "CLOSED"));
  }

  private void refused(Events device, int times, String first, int seconds) {
    LocalTime at = LocalTime.parse(first);
    for (int i = 0; i < times; i++) {
      add(device.denied(text(at.plusSeconds((long) i * seconds)), null));
    }
  }

  private void commanded(
      Events device, String id, String intent, String accepted, String judged, String judgement) {
    add(
        device.command(intent, id, "TRIGGER", "switch/1"),
        device.outcome(intent, id, "INTENT", "switch/1"),
        device.outcome(accepted, id, "ACCEPTED", "switch/1"),
        device.outcome(judged, id, judgement, "switch/1"));
  }

  private static DeviceEvent switched(Events device, String time, String originator) {
    DeviceEvent event = device.device(time, "SWITCH", "ON");
    event.setAttributes(new HashMap<>(Map.of("switch", "1", "originator", originator)));
    return event;
  }

  private static AccessEvent carried(AccessEvent access, String credential) {
    access.setCredential(credential);
    return access;
  }

  private void add(SpecificRecord... more) {
    records.addAll(List.of(more));
  }

  private static LocalTime time(int hour, int minute) {
    return LocalTime.of(hour, minute);
  }

  private static String text(LocalTime time) {
    return "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
  }

  private static Instant receivedAt(SpecificRecord record) {
    if (record instanceof RelayCommand command) {
      return command.getIssuedAt();
    }
    return record instanceof RelayOutcome outcome
        ? outcome.getOccurredAt()
        : (Instant) record.get(CommonFields.RECEIVED_AT);
  }
}
