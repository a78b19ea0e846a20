package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerbTest {

  private static final String DEVICES =
      """
      {"devices": [
        {"id": "gate", "serial": "FR1", "vendor": "hikconnect", "doors": {"4f2a": "west", "93bc": "east"}},
        {"id": "lobby", "url": "http://10.0.0.6", "vendor": "akuvox"}]}
      """;

  @ParameterizedTest
  @CsvSource({
    "open, twon, TRIGGER",
    "open, hikconnect, UNLOCK",
    "open, akuvox, TRIGGER",
    "open, akuvox-cloud, TRIGGER",
    "hold, twon, HOLD",
    "hold, hikconnect, REMAIN_UNLOCKED",
    "hold, akuvox, ON",
    "release, twon, RELEASE",
    "release, hikconnect, LOCK",
    "release, akuvox, OFF",
    "lock, twon, LOCK",
    "lock, hikconnect, REMAIN_LOCKED",
    "unlock, twon, UNLOCK",
  })
  void everyVendorHasItsOwnWord(String verb, String vendor, String action) {
    assertThat(Verb.of(verb).action(vendor)).isEqualTo(action);
  }

  @Test
  void whatAVendorCannotDoIsRefusedWithWhatItCan() {
    assertThatThrownBy(() -> Verb.LOCK.action("akuvox"))
        .hasMessageContaining("lock")
        .hasMessageContaining("[open, hold, release]");
  }

  @Test
  void aWordThatIsNoVerbIsRefusedWithAllThatAre() {
    assertThatThrownBy(() -> Verb.of("unlatch"))
        .hasMessageContaining("unlatch")
        .hasMessageContaining("[open, hold, release, lock, unlock]");
  }

  @Test
  void aDoorIsKnownByItsNameOrItsId() {
    Commanded gate = Commanded.of(DEVICES, "gate");

    assertThat(gate.target("west")).isEqualTo("door/4f2a");
    assertThat(gate.target("4f2a")).isEqualTo("door/4f2a");
    assertThat(gate.target(null)).isEqualTo("door/93bc");
  }

  @Test
  void aDoorThatNobodyDescribedIsKnownByItsNumber() {
    Commanded lobby = Commanded.of(DEVICES, "lobby");

    assertThat(List.of(lobby.target(null), lobby.target("2")))
        .containsExactly("relay/1", "relay/2");
  }

  @Test
  void aDeviceThatThereIsNotIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> Commanded.of(DEVICES, "loby"))
        .hasMessageContaining("loby")
        .hasMessageContaining("gate, lobby");
  }
}
