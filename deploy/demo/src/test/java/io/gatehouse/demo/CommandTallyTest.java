package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.demo.CommandTally.Row;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTallyTest {

  private static final List<String> ONCE = List.of("lobby");
  private static final List<String> TWICE = List.of("lobby", "lobby");

  private final CommandTally tally = new CommandTally();

  @Test
  void aCommandThatWasAcceptedHasMovedOneThing() {
    sent("1");
    outcomes("1", "INTENT", "ACCEPTED", "CONFIRMED");

    assertThat(tally.isDone()).isTrue();
    assertThat(tally.rows(ONCE)).containsExactly(new Row("lobby", 1, 1, 1, 0, 1));
    assertThat(tally.rows(ONCE)).allMatch(Row::isExact);
    assertThat(tally.rows(List.of())).noneMatch(Row::isExact);
    assertThat(tally.rows(TWICE)).noneMatch(Row::isExact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"REJECTED", "REFUSED", "EXPIRED", "FAILED"})
  void aCommandThatWasNotCarriedOutHasMovedNothing(String status) {
    sent("1");
    outcomes("1", status);

    assertThat(tally.isDone()).isTrue();
    assertThat(tally.rows(List.of())).allMatch(Row::isExact);
    assertThat(tally.rows(ONCE)).noneMatch(Row::isExact);
  }

  @Test
  void aCommandThatNobodyKnowsOfMayHaveMovedSomething() {
    sent("1");
    outcomes("1", "INTENT", "UNKNOWN");

    assertThat(tally.rows(List.of())).allMatch(Row::isExact);
    assertThat(tally.rows(ONCE)).allMatch(Row::isExact);
    assertThat(tally.rows(TWICE)).noneMatch(Row::isExact);
  }

  @Test
  void aCommandWithoutOutcomeIsNotDone() {
    sent("1");
    outcomes("1", "INTENT");

    assertThat(tally.isDone()).isFalse();
    assertThat(tally.rows(List.of())).noneMatch(Row::isExact);
  }

  @Test
  void aCommandWithTwoOutcomesIsNotExact() {
    sent("1");
    outcomes("1", "INTENT", "ACCEPTED", "UNKNOWN");

    assertThat(tally.rows(ONCE)).noneMatch(Row::isExact);
  }

  @Test
  void commandsOfOthersAreCountedByTheirOutcomes() {
    outcomes("theirs", "INTENT");
    assertThat(tally.isDone()).isFalse();

    outcomes("theirs", "ACCEPTED", "DUPLICATE");
    assertThat(tally.isDone()).isTrue();
    assertThat(tally.rows(ONCE)).containsExactly(new Row("lobby", 0, 0, 1, 0, 1));
    assertThat(tally.rows(ONCE)).allMatch(Row::isExact);
    assertThat(tally.rows(TWICE)).noneMatch(Row::isExact);
  }

  private void sent(String id) {
    RelayCommand command = new RelayCommand();
    command.setCommandId(id);
    command.setDeviceId("lobby");
    tally.sent(command);
  }

  private void outcomes(String id, String... statuses) {
    for (String status : statuses) {
      RelayOutcome outcome = new RelayOutcome();
      outcome.setCommandId(id);
      outcome.setDeviceId("lobby");
      outcome.setStatus(status);
      tally.add(outcome);
    }
  }
}
