package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceTest {

  @Test
  void aDeviceIsDescribedWithNameSiteAndZone() {
    assertThat(Place.describe(Map.of("id", "server-room", "url", "http://127.0.0.1")))
        .containsOnly(
            Map.entry("id", "server-room"),
            Map.entry("url", "http://127.0.0.1"),
            Map.entry("name", "Server room"),
            Map.entry("site", "Headquarters"),
            Map.entry("zone", "server-room"));
  }

  @Test
  void theCameraSeesTheZoneOfTheYard() {
    assertThat(Place.of("yard-camera")).isEqualTo(Place.of("yard"));
  }

  @Test
  void theBranchIsAnotherSite() {
    assertThat(Place.of("branch").site()).isNotEqualTo(Place.of("main-entrance").site());
  }
}
