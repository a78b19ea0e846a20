package io.gatehouse.streams.incidents;

import static io.gatehouse.streams.incidents.LifeRig.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.Incident;
import io.gatehouse.streams.Events;
import io.gatehouse.streams.model.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentLifeTest {

  private static final Finding OPENED = finding("i", "08:00:00", "08:00:00", null);

  private final LifeRig rig = new LifeRig();

  @Test
  void opens() {
    rig.arrive(OPENED);

    assertThat(rig.written())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.getStatus()).isEqualTo("OPEN");
              assertThat(incident.getClosedAt()).isNull();
              assertThat(incident.getClosedBy()).isNull();
              assertThat(incident.getStartedAt()).isEqualTo(Events.at("08:00:00"));
              assertThat(incident.getAttributes()).containsOnlyKeys("lastEntry");
            });
  }

  @Test
  void isWrittenOnlyWhenItReadsOtherwise() {
    Finding receivedAgain = finding("i", "08:00:00", "08:00:00", null);
    receivedAgain.setReceivedAt(Events.at("08:03:00").toEpochMilli());
    Finding saidBetter = finding("i", "08:00:00", "08:00:00", null);
    saidBetter.setExplanation("Now we know who it was.");
    rig.arrive(OPENED);
    rig.written();

    rig.arrive(OPENED, receivedAgain);
    List<Incident> same = rig.written();
    rig.arrive(saidBetter);

    assertThat(same).isEmpty();
    assertThat(rig.written())
        .extracting(Incident::getExplanation)
        .containsExactly("Now we know who it was.");
  }

  @Test
  void closesWithItsAlarm() {
    rig.arrive(OPENED, finding("i", "08:00:00", "08:05:00", "08:05:00"));

    assertThat(closing(last())).isEqualTo("ALARM_END 08:05:00");
  }

  @Test
  void followsAnEndThatIsRevisedOrTakenBack() {
    rig.arrive(finding("i", "08:00:00", "08:05:00", "08:05:00"));
    rig.arrive(finding("i", "08:00:00", "08:04:00", "08:04:00"));
    Incident revised = last();

    rig.arrive(finding("i", "08:00:00", "08:04:00", null));

    assertThat(closing(revised)).isEqualTo("ALARM_END 08:04:00");
    assertThat(last().getStatus()).isEqualTo("OPEN");
  }

  @Test
  void closesByItselfAtTheMomentWhenItWasDue() {
    rig.arrive(OPENED);
    rig.quiet(LifeRig.CLOSE_AFTER.minusMillis(1));
    Incident open = last();

    rig.quiet(Duration.ofHours(5));

    assertThat(open.getStatus()).isEqualTo("OPEN");
    assertThat(closing(last())).isEqualTo("TIMEOUT 20:00:00");
  }

  @Test
  void closesByItselfWhenLaterRecordsShowThatTimeHasPassed() {
    rig.arrive(OPENED, finding("other", "20:00:01", "20:00:01", null));

    assertThat(rig.written())
        .filteredOn(incident -> incident.getIncidentId().equals("i"))
        .last()
        .extracting(IncidentLifeTest::closing)
        .isEqualTo("TIMEOUT 20:00:00");
  }

  @Test
  void opensAgainWhenMoreHappensAfterItHadTimedOut() {
    rig.arrive(OPENED);
    rig.quiet(LifeRig.CLOSE_AFTER);

    Finding more = finding("i", "08:00:00", "09:00:00", null);
    more.setReceivedAt(Events.at("20:00:00").toEpochMilli());
    rig.arrive(more);
    Incident again = last();
    rig.quiet(Duration.ofHours(1));

    assertThat(again.getStatus()).isEqualTo("OPEN");
    assertThat(closing(last())).isEqualTo("TIMEOUT 21:00:00");
  }

  @Test
  void doesNotOpenAgainForAFindingThatWaitedSomewhere() {
    Finding saidBetter = finding("i", "08:00:00", "08:00:00", null);
    saidBetter.setExplanation("Now we know who it was.");
    rig.arrive(OPENED);
    rig.quiet(LifeRig.CLOSE_AFTER);

    rig.arrive(saidBetter);

    assertThat(closing(last())).isEqualTo("TIMEOUT 20:00:00");
  }

  @Test
  void closesWhenSomebodyTakesNote() {
    rig.arrive(OPENED, Events.acknowledged("08:07:00", "i", "Ben"));

    Incident incident = last();
    assertThat(closing(incident)).isEqualTo("ACKNOWLEDGED 08:07:00");
    assertThat(incident.getAttributes())
        .containsEntry("lastEntry", "Ann")
        .containsEntry("acknowledgedBy", "Ben")
        .containsEntry("acknowledgedAt", Events.DAY + "08:07:00Z")
        .containsEntry("comment", "Seen by Ben");
  }

  @Test
  void stayingClosedTellsWhoTookNoteLater() {
    rig.arrive(finding("i", "08:00:00", "08:05:00", "08:05:00"));

    rig.arrive(Events.acknowledged("08:07:00", "i", "Ben"));

    Incident incident = last();
    assertThat(closing(incident)).isEqualTo("ALARM_END 08:05:00");
    assertThat(incident.getAttributes()).containsEntry("acknowledgedBy", "Ben");
  }

  @Test
  void countsTheFirstWhoTookNote() {
    rig.arrive(
        OPENED,
        Events.acknowledged("08:09:00", "i", "Cid"),
        Events.acknowledged("08:07:00", "i", "Ben"),
        Events.acknowledged("08:08:00", "i", "Dan"));

    assertThat(last().getAttributes()).containsEntry("acknowledgedBy", "Ben");
  }

  @Test
  void keepsAnAcknowledgementUntilItsIncidentComes() {
    rig.arrive(Events.acknowledged("08:07:00", "i", "Ben"));
    List<Incident> before = rig.written();

    rig.arrive(OPENED);

    assertThat(before).isEmpty();
    assertThat(closing(last())).isEqualTo("ACKNOWLEDGED 08:07:00");
  }

  @Test
  void isNeverClosedBeforeItBegan() {
    rig.arrive(
        finding("acknowledged", "08:00:00", "08:00:00", null),
        Events.acknowledged("07:59:00", "acknowledged", "Ben"));
    Incident acknowledged = last();

    rig.arrive(finding("ended", "08:00:00", "08:00:00", "07:58:00"));

    assertThat(closing(acknowledged)).isEqualTo("ACKNOWLEDGED 08:00:00");
    assertThat(closing(last())).isEqualTo("ALARM_END 08:00:00");
  }

  @ParameterizedTest
  @CsvSource({
    "08:05:00, 08:07:00, ALARM_END 08:05:00",
    "08:05:00, 08:03:00, ACKNOWLEDGED 08:03:00",
    "08:05:00, 08:05:00, ALARM_END 08:05:00",
    "19:59:00, 21:00:00, ALARM_END 19:59:00",
    "  , 20:00:00, ACKNOWLEDGED 20:00:00",
    "  , 21:00:00, TIMEOUT 20:00:00",
    "19:00:00,  , ALARM_END 19:00:00"
  })
  void endsAlikeInWhateverOrderItIsTold(String ended, String noted, String closing) {
    List<Runnable> steps = new ArrayList<>();
    LifeRig[] current = new LifeRig[1];
    steps.add(() -> current[0].arrive(OPENED));
    steps.add(() -> current[0].quiet(Duration.ofHours(14)));
    if (ended != null) {
      steps.add(() -> current[0].arrive(finding("i", "08:00:00", ended, ended)));
    }
    if (noted != null) {
      steps.add(() -> current[0].arrive(Events.acknowledged(noted, "i", "Ben")));
    }
    for (List<Runnable> order : orders(steps)) {
      // A rule says all of an incident again: what is told after the end tells the end.
      current[0] = new LifeRig();

      order.forEach(Runnable::run);
      if (ended != null) {
        current[0].arrive(finding("i", "08:00:00", ended, ended));
      }

      List<Incident> written = current[0].written();
      assertThat(closing(written.get(written.size() - 1))).isEqualTo(closing);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 0", "3, 8"})
  void keepsItsTimersOverARestart(int hoursBefore, int hoursAway) {
    rig.arrive(OPENED);
    rig.quiet(Duration.ofHours(hoursBefore));
    rig.written();

    rig.restart(Duration.ofHours(hoursAway));
    rig.quiet(LifeRig.CLOSE_AFTER.minusHours(hoursBefore + hoursAway).minusMillis(1));
    List<Incident> early = rig.written();
    rig.quiet(Duration.ofMillis(1));

    assertThat(early).isEmpty();
    assertThat(closing(last())).isEqualTo("TIMEOUT 20:00:00");
  }

  @Test
  void remembersOverARestartWhatItWrote() {
    rig.arrive(OPENED, Events.acknowledged("08:07:00", "i", "Ben"));
    rig.restart(Duration.ofMinutes(1));

    rig.arrive(OPENED, Events.acknowledged("08:07:00", "i", "Ben"));

    assertThat(rig.written()).isEmpty();
  }

  @Test
  void isForgottenLongAfterItWasClosed() {
    rig.arrive(
        OPENED,
        Events.acknowledged("08:07:00", "i", "Ben"),
        Events.acknowledged("08:07:00", "unknown", "Ben"));
    rig.written();
    rig.quiet(LifeRig.MEMORY.minusSeconds(1));
    List<Long> before = rig.stored();

    rig.quiet(Duration.ofMinutes(8));

    assertThat(before).containsExactly(2L, 2L);
    assertThat(rig.stored()).containsExactly(0L, 0L);
    assertThat(rig.written()).isEmpty();
  }

  @Test
  void keepsAnAcknowledgementOfLaterWhileAnOldDayIsToldAgain() {
    rig.quiet(Duration.ofDays(60));
    Finding later = finding("later", "08:00:00", "08:00:00", null);
    long fortnight = Duration.ofDays(14).toMillis();
    later.setStartedAt(later.getStartedAt() + fortnight);
    later.setUpdatedAt(later.getUpdatedAt() + fortnight);
    later.setReceivedAt(later.getReceivedAt() + fortnight);
    Instant noted = Instant.ofEpochMilli(later.getStartedAt()).plusSeconds(60);
    var acknowledgement = Events.acknowledged("08:00:00", "later", "Ben");
    acknowledgement.setAcknowledgedAt(noted);
    rig.arrive(OPENED, acknowledgement);

    rig.arrive(later);

    assertThat(rig.written())
        .filteredOn(incident -> incident.getIncidentId().equals("later"))
        .extracting(Incident::getClosedAt)
        .containsExactly(noted);
  }

  @Test
  void remembersWhatItWasToldLateAsLong() {
    Finding lastWeek = finding("i", "08:00:00", "08:00:00", null);
    lastWeek.setReceivedAt(lastWeek.getReceivedAt() + Duration.ofDays(10).toMillis());
    rig.arrive(lastWeek);
    rig.quiet(LifeRig.MEMORY.minusSeconds(1));

    rig.arrive(Events.acknowledged("21:00:00", "i", "Ben"));

    assertThat(rig.written())
        .extracting(incident -> incident.getAttributes().get("acknowledgedBy"))
        .containsExactly(null, "Ben");
  }

  @Test
  void forgetsAnAcknowledgementFromTheFuture() {
    var acknowledgement = Events.acknowledged("08:00:00", "unknown", "Ben");
    acknowledgement.setAcknowledgedAt(Instant.parse("2126-11-20T08:00:00Z"));
    rig.arrive(finding("i", "08:00:00", "08:05:00", "08:05:00"), acknowledgement);

    rig.quiet(LifeRig.MEMORY.plusSeconds(1));

    assertThat(rig.stored()).containsExactly(0L, 0L);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0"})
  void goesByTheFindingOfTheBetterKey(int first, int second) {
    Finding one = finding("i", "08:00:00", "08:00:00", null);
    one.setRank(first);
    one.setExplanation("rank " + first);
    Finding other = finding("i", "08:00:00", "08:00:00", null);
    other.setRank(second);
    other.setExplanation("rank " + second);

    rig.arrive(one, other);

    assertThat(last().getExplanation()).isEqualTo("rank 1");
  }

  @Test
  void keepsOneTimerForAnIncident() {
    rig.arrive(
        OPENED,
        finding("i", "08:00:00", "09:00:00", null),
        finding("i", "08:00:00", "10:00:00", "10:00:00"),
        Events.acknowledged("08:07:00", "i", "Ben"));

    assertThat(rig.stored()).containsExactly(1L, 1L);
  }

  private Incident last() {
    List<Incident> written = rig.written();
    return written.get(written.size() - 1);
  }

  private static String closing(Incident incident) {
    assertThat(incident.getStatus()).isEqualTo("CLOSED");
    return incident.getClosedBy()
        + incident.getClosedAt().toString().replace(Events.DAY, " ").replace("Z", "");
  }

  private static <T> List<List<T>> orders(List<T> things) {
    if (things.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> all = new ArrayList<>();
    for (T first : things) {
      List<T> others = new ArrayList<>(things);
      others.remove(first);
      for (List<T> rest : orders(others)) {
        List<T> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        all.add(order);
      }
    }
    return all;
  }
}
