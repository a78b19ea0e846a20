package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.streams.model.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {

  private final Events lobby = Events.of("twon", "lobby", "HQ", "entrance");
  private final Fact card = presented("08:00:00", "CARD", "token-1");
  private final Fact finger = presented("08:00:01", "FINGER", null);

  @Test
  void whatWasPresentedFirstTellsTheMethodWhicheverCameFirst() {
    Fact decision = decision();

    Completion.of(decision, List.of(finger));
    assertThat(decision.getMethod()).isEqualTo("FINGER");
    Completion.of(decision, List.of(card, finger));

    assertThat(decision.getMethod()).isEqualTo("CARD");
    assertThat(decision.getCredential()).isEqualTo("token-1");
  }

  @Test
  void whatTheDecisionItselfSaysStays() {
    Fact decision = Facts.of(lobby.granted("08:00:02", "Ann"));
    Completion.note(decision);
    finger.setPersonId("ben");

    Completion.of(decision, List.of(finger));

    assertThat(decision.getMethod()).isEqualTo("CARD");
    assertThat(decision.getPersonId()).isEqualTo("ann");
  }

  @Test
  void threatIsNeverTakenBack() {
    Fact decision = decision();
    card.setDuress(true);

    Completion.of(decision, List.of(card));
    Completion.of(decision, List.of(finger));

    assertThat(decision.getDuress()).isTrue();
  }

  private Fact presented(String time, String method, String credential) {
    Fact fact = Facts.of(lobby.access(time, "CREDENTIAL", "PRESENTED", method));
    fact.setCredential(credential);
    return fact;
  }

  private Fact decision() {
    Fact fact = Facts.of(lobby.access("08:00:02", "DECISION", "GRANTED", "UNKNOWN"));
    Completion.note(fact);
    return fact;
  }
}
