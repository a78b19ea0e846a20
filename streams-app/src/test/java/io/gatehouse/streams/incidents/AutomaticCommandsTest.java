package io.gatehouse.streams.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.Incident;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.StreamsRig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Gatehouse does by itself: as little as possible. */
class AutomaticCommandsTest {

  private static final String[] LOCK = {
    "rule.forced-door.command.action", "LOCK", "rule.forced-door.command.target", "switch/1"
  };

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");
  private final Events garage = Events.of("twon", "garage", "HQ", "entrance");

  @Test
  void commandsNothingUnlessConfigured() {
    try (StreamsRig rig = at("08:05:00")) {
      rig.arrive(forced(lobby, "08:05:00"));

      assertThat(rig.written(RelayCommand.class)).isEmpty();
    }
  }

  @Test
  void commandsTheDeviceOfANewIncident() {
    try (StreamsRig rig = at("08:05:00", LOCK)) {
      AlarmEvent alarm = forced(lobby, "08:05:00");

      rig.arrive(alarm);

      Incident incident = rig.written(Incident.class).get(0);
      assertThat(rig.written(RelayCommand.class))
          .singleElement()
          .satisfies(
              command -> {
                assertThat(command.getCommandId()).isEqualTo(incident.getIncidentId() + "/LOCK");
                assertThat(command.getDeviceId()).isEqualTo("lobby");
                assertThat(command.getAction()).isEqualTo("LOCK");
                assertThat(command.getTarget()).isEqualTo("switch/1");
                assertThat(command.getParams()).isEqualTo(Map.of());
                assertThat(command.getIssuedAt()).isEqualTo(alarm.getReceivedAt());
                assertThat(command.getExpiresAt()).isEqualTo(alarm.getReceivedAt().plusSeconds(10));
                assertThat(command.getRequestedBy()).isEqualTo("gatehouse rule forced-door");
                assertThat(command.getReason()).isEqualTo(incident.getExplanation());
              });
    }
  }

  @Test
  void commandsOnceHoweverOftenTheIncidentChanges() {
    try (StreamsRig rig = at("08:05:00", with("rule.forced-door.close.after.ms", "60000", LOCK))) {
      rig.arrive(forced(lobby, "08:05:00"));

      rig.arrive(lobby.granted("08:04:30", "Ann"));
      rig.quiet(Duration.ofMinutes(2));
      rig.arrive(ended(lobby, "08:07:00"));

      assertThat(rig.written(Incident.class))
          .extracting(Incident::getStatus)
          .startsWith("OPEN", "OPEN", "CLOSED");
      assertThat(rig.written(RelayCommand.class)).hasSize(1);
    }
  }

  @Test
  void commandsNothingOnOldNews() {
    try (StreamsRig rig = at("08:05:00", LOCK)) {
      AlarmEvent recovered = forced(lobby, "08:05:00");
      recovered.setRecovered(true);

      rig.arrive(recovered, ended(lobby, "08:05:00"));

      assertThat(rig.written(Incident.class)).isNotEmpty();
      assertThat(rig.written(RelayCommand.class)).isEmpty();
    }
  }

  @Test
  void commandsNothingWhenTheCommandHasExpired() {
    try (StreamsRig intime = at("08:05:10", LOCK);
        StreamsRig late = at("08:05:11", LOCK)) {
      // Received 0.3 seconds later, and good for ten.
      intime.arrive(forced(lobby, "08:05:00"));
      late.arrive(forced(lobby, "08:05:00"));

      assertThat(intime.written(RelayCommand.class)).hasSize(1);
      assertThat(late.written(RelayCommand.class)).isEmpty();
    }
  }

  @Test
  void decidesWhenTheIncidentIsFoundAndNeverLater() {
    try (StreamsRig rig = at("08:05:20", LOCK)) {
      AlarmEvent late = forced(lobby, "08:05:00");
      rig.arrive(late);
      late.setReceivedAt(Events.at("08:05:20"));
      late.setDoor("Main door");

      rig.arrive(late);

      assertThat(rig.written(Incident.class))
          .extracting(Incident::getStatus)
          .containsExactly("OPEN", "OPEN");
      assertThat(rig.written(RelayCommand.class)).isEmpty();
    }
  }

  @Test
  void commandsNothingForWhatIsClosedAlready() {
    try (StreamsRig rig = at("08:05:00", LOCK)) {
      rig.arrive(ended(lobby, "08:05:02"), forced(lobby, "08:05:00"));

      assertThat(rig.written(Incident.class))
          .extracting(Incident::getStatus)
          .containsExactly("CLOSED");
      assertThat(rig.written(RelayCommand.class)).isEmpty();
    }
  }

  @Test
  void commandsOnlyNamedDevicesIfAnyAreNamed() {
    try (StreamsRig rig =
        at("08:05:00", with("rule.forced-door.command.devices", "garage,yard", LOCK))) {

      rig.arrive(forced(lobby, "08:05:00"), forced(garage, "08:05:01"));

      assertThat(rig.written(RelayCommand.class))
          .extracting(RelayCommand::getDeviceId)
          .containsExactly("garage");
    }
  }

  @Test
  void staysWithinTheHoursBudgetOverAllIncidents() {
    try (StreamsRig rig = at("08:00:00", with("rule.forced-door.command.hourly.max", "3", LOCK))) {
      for (String time : List.of("08:00:00", "08:15:00", "08:30:00", "08:45:00")) {
        rig.arrive(forced(Events.of("twon", "door" + time, "HQ", "entrance"), time));
        rig.quiet(Duration.ofMinutes(15));
      }
      List<RelayCommand> firstHour = rig.written(RelayCommand.class);

      rig.arrive(forced(lobby, "09:00:00"), forced(garage, "09:00:00"));

      assertThat(firstHour)
          .extracting(RelayCommand::getDeviceId)
          .containsExactly("door08:00:00", "door08:15:00", "door08:30:00");
      assertThat(rig.written(RelayCommand.class))
          .extracting(RelayCommand::getDeviceId)
          .containsExactly("lobby");
    }
  }

  /** The rule alone, at that time of the day. */
  private static StreamsRig at(String time, String... options) {
    StreamsRig rig = StreamsRig.only("forced-door", options);
    rig.quiet(Duration.between(Events.at("00:00:00"), Events.at(time)));
    return rig;
  }

  private static String[] with(String option, String value, String... others) {
    List<String> all = new ArrayList<>(List.of(others));
    Collections.addAll(all, option, value);
    return all.toArray(String[]::new);
  }

  private static AlarmEvent forced(Events device, String time) {
    return device.alarm(time, "FORCED_DOOR", "START");
  }

  private static AlarmEvent ended(Events device, String time) {
    return device.alarm(time, "FORCED_DOOR", "END");
  }
}
