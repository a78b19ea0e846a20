package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelayTest {

  private static final List<AllowRule> ALLOW =
      List.of(new AllowRule("10.0.0.5:*:TRIGGER"), new AllowRule("FR1:door/4f2a:UNLOCK"));

  @Test
  void everyDeviceIsReachedAsItsSiteReachesIt() {
    Site relay =
        relay(
            twon(Map.of("tls", "pinned", "tls.fingerprint", "AB:CD")),
            hik(Map.of("tls", "insecure")),
            akuvox(Map.of("log.time.zone", "UTC")));

    assertThat(relay.devices())
        .containsExactly(
            Map.of(
                "id", "10.0.0.5",
                "url", "https://10.0.0.5",
                "vendor", "twon",
                "credentials", "twon",
                "tls", "pinned",
                "fingerprint", "AB:CD"),
            Map.of("id", "FR1", "serial", "FR1", "vendor", "hikconnect"),
            Map.of(
                "id", "10.0.0.6",
                "url", "http://10.0.0.6",
                "vendor", "akuvox",
                "credentials", "akuvox",
                "tls", "system"));
    assertThat(relay.options()).isEqualTo(Map.of("tls", "insecure"));
  }

  @Test
  void nothingIsAllowedButWhatWasSaid() {
    assertThat(relay(twon(Map.of())).environment())
        .containsEntry("GATEHOUSE_RELAY_ALLOW", "10.0.0.5:*:TRIGGER,FR1:door/4f2a:UNLOCK");
  }

  @Test
  void oneFileOfAuthoritiesIsForAll() {
    Map<String, String> one = Map.of("tls", "ca", "tls.ca.file", "/one.pem");
    Map<String, String> other = Map.of("tls", "ca", "tls.ca.file", "/other.pem");

    assertThat(relay(twon(one), hik(one)).options()).isEqualTo(one);
    assertThatThrownBy(() -> relay(twon(one), hik(other)))
        .hasMessageContaining("/one.pem")
        .hasMessageContaining("/other.pem");
  }

  @Test
  void anAccountWhoseDevicesNobodyNamedCannotBeCommanded() {
    Site account = Site.hikConnect(URI.create("https://isgp"), List.of(), "ak", "sk", Map.of());

    assertThatThrownBy(() -> relay(account))
        .hasMessageContaining("--allow")
        .hasMessageContaining("serial");
  }

  private static Site relay(Site... sites) {
    return Relay.site(List.of(sites), ALLOW, "127.0.0.1:9092");
  }

  private static Site twon(Map<String, String> options) {
    return Site.twon(Map.of("10.0.0.5", "https://10.0.0.5"), "reader", "secret", options);
  }

  private static Site akuvox(Map<String, String> options) {
    return Site.akuvox(Map.of("10.0.0.6", "http://10.0.0.6"), "reader", "secret", options);
  }

  private static Site hik(Map<String, String> options) {
    return Site.hikConnect(
        URI.create("https://isgp"),
        List.of(Map.of("id", "FR1", "serial", "FR1")),
        "ak",
        "sk",
        options);
  }
}
