package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealDoorTest {

  @Test
  void thePasswordIsNeitherInTheAddressNorInTheText() {
    var door = RealDoor.at(URI.create("https://reader@10.0.0.5:8443"), "sesame", Map.of());

    assertThat(door.addresses()).containsExactly(Map.entry("10.0.0.5", "https://10.0.0.5:8443"));
    assertThat(door.toString()).doesNotContain("sesame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://10.0.0.5", "10.0.0.5", "reader@10.0.0.5"})
  void anAddressWithoutUserOrHostIsRefused(String address) {
    assertThatThrownBy(() -> RealDoor.checked(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(address)
        .hasMessageContaining("https://user@10.0.0.5");
  }

  @Test
  void aPasswordInTheAddressIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> RealDoor.checked(URI.create("https://reader:sesame@10.0.0.5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Demo.PASSWORD)
        .hasMessageNotContaining("sesame");
  }
}
