package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ParameterException;

class RealSiteTest {

  @Test
  void aDeviceIsReadWithThePasswordInTheEnvironmentOnly() {
    Site site = sites("--twon", "https://reader@10.0.0.5:8443").get(0);

    assertThat(site.connector()).isEqualTo("twon");
    assertThat(site.deviceFile()).contains("https://10.0.0.5:8443").doesNotContain("reader");
    assertThat(site.environment())
        .containsEntry("GATEHOUSE_TWON_USERNAME", "reader")
        .containsEntry("GATEHOUSE_TWON_PASSWORD", "secret of GATEHOUSE_TWON_PASSWORD");
    assertThat(site.options()).isEmpty();
    assertThat(site.toString()).doesNotContain("secret of");
  }

  @Test
  void anAkuvoxDeviceIsReadWithThePasswordInTheEnvironmentOnly() {
    Site site = sites("--akuvox", "http://reader@10.0.0.6").get(0);

    assertThat(site.connector()).isEqualTo("akuvox");
    assertThat(site.deviceFile()).contains("http://10.0.0.6").doesNotContain("reader");
    assertThat(site.environment())
        .containsEntry("GATEHOUSE_AKUVOX_USERNAME", "reader")
        .containsEntry("GATEHOUSE_AKUVOX_PASSWORD", "secret of GATEHOUSE_AKUVOX_PASSWORD");
    assertThat(site.options()).isEmpty();
    assertThat(site.toString()).doesNotContain("secret of");
  }

  @Test
  void anAkuvoxDeviceHasAZoneAndACertificateOfItsOwn() {
    List<Site> sites =
        sites(
            "--twon",
            "https://reader@10.0.0.5",
            "--hik",
            "https://isgp",
            "--akuvox",
            "https://reader@10.0.0.6",
            "--akuvox-zone",
            "Europe/Berlin",
            "--insecure");

    assertThat(sites)
        .extracting(Site::options)
        .containsExactly(
            Map.of(), Map.of(), Map.of("tls", "insecure", "log.time.zone", "Europe/Berlin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Atlantis", ""})
  void aZoneThatThereIsNotIsRefused(String zone) {
    assertThatThrownBy(() -> sites("--akuvox", "https://reader@10.0.0.6", "--akuvox-zone", zone))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--akuvox-zone");
  }

  @Test
  void aZoneBelongsToAnAkuvoxDevice() {
    assertThatThrownBy(() -> sites("--hik", "https://isgp", "--akuvox-zone", "Europe/Berlin"))
        .hasMessageContaining("--akuvox-zone");
  }

  @Test
  void anAccountIsReadWithItsKeysInTheEnvironmentOnly() {
    Site site = sites("--hik", "https://isgp.hikcentralconnect.com").get(0);

    assertThat(site.connector()).isEqualTo("hikconnect");
    assertThat(site.environment())
        .containsEntry("GATEHOUSE_HIK_URL", "https://isgp.hikcentralconnect.com")
        .containsEntry("GATEHOUSE_HIK_APP_KEY", "secret of GATEHOUSE_HIK_APP_KEY")
        .containsEntry("GATEHOUSE_HIK_SECRET_KEY", "secret of GATEHOUSE_HIK_SECRET_KEY");
    assertThat(site.toString()).doesNotContain("secret of");
  }

  @Test
  void aDeviceOfAnAccountThatIsCommandedIsKnownByItsSerialNumber() {
    List<Site> sites =
        sites(
            "--twon",
            "https://reader@10.0.0.5",
            "--hik",
            "https://isgp",
            "--allow",
            "10.0.0.5:switch/1:TRIGGER",
            "--allow",
            "FR1000001:door/4f2a:UNLOCK",
            "--allow",
            "FR1000001:door/4f2a:LOCK",
            "--allow",
            "*:output/*:*");

    assertThat(sites.get(1).devices())
        .containsExactly(Map.of("id", "FR1000001", "serial", "FR1000001"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "lobby:switch/1", "lobby::ON", "a:b:c,d:e:f"})
  void whatIsNoRuleIsRefused(String rule) {
    assertThatThrownBy(() -> sites("--hik", "https://isgp", "--allow", rule))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("device:target:action");
  }

  @Test
  void aCertificateIsThatOfTheAddressBeforeIt() {
    List<Site> sites =
        sites(
            "--twon", "https://reader@10.0.0.5", "--fingerprint", "AB:CD", "--hik", "https://isgp");

    assertThat(sites).extracting(Site::connector).containsExactly("twon", "hikconnect");
    assertThat(sites)
        .extracting(Site::options)
        .containsExactly(Map.of("tls", "pinned", "tls.fingerprint", "AB:CD"), Map.of());
  }

  @Test
  void theSecondAddressHasACertificateOfItsOwn() {
    List<Site> sites =
        sites("--hik", "https://isgp", "--twon", "https://reader@10.0.0.5", "--insecure");

    assertThat(sites)
        .extracting(Site::options)
        .containsExactly(Map.of(), Map.of("tls", "insecure"));
  }

  @ParameterizedTest
  @CsvSource({"--hik, https://isgp", "--akuvox, http://reader@10.0.0.6"})
  void twoOfAKindAreRefused(String option, String address) {
    assertThatThrownBy(() -> sites(option, address, option, address)).hasMessageContaining(option);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://10.0.0.5", "10.0.0.5", "reader@10.0.0.5"})
  void anAddressWithoutUserOrHostIsRefused(String address) {
    assertThatThrownBy(() -> sites("--twon", address))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(address)
        .hasMessageContaining("https://user@10.0.0.5");
    assertThatThrownBy(() -> sites("--akuvox", address))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(address)
        .hasMessageContaining("http://user@10.0.0.6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"isgp.hikcentralconnect.com", "ftp://isgp.hikcentralconnect.com"})
  void anAccountWithoutWebAddressIsRefused(String address) {
    assertThatThrownBy(() -> sites("--hik", address))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(address)
        .hasMessageContaining("https://isgp.hikcentralconnect.com");
  }

  @ParameterizedTest
  @CsvSource({"--twon, GATEHOUSE_TWON_PASSWORD", "--akuvox, GATEHOUSE_AKUVOX_PASSWORD"})
  void aPasswordInTheAddressIsRefusedWithoutRepeatingIt(String option, String variable) {
    assertThatThrownBy(() -> sites(option, "https://reader:sesame@10.0.0.5"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(variable)
        .hasMessageNotContaining("sesame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://key:sesame@isgp", "https://sesame@isgp"})
  void aKeyInTheAddressIsRefusedWithoutRepeatingIt(String address) {
    assertThatThrownBy(() -> sites("--hik", address))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("GATEHOUSE_HIK_APP_KEY and GATEHOUSE_HIK_SECRET_KEY")
        .hasMessageNotContaining("sesame");
  }

  private static List<Site> sites(String... arguments) {
    var line = new Line();
    new CommandLine(line).parseArgs(arguments);
    return RealSite.sites(line.real, line.allow, (variable, name) -> "secret of " + variable);
  }

  /** A command line with nothing else. */
  @CommandLine.Command
  private static final class Line {

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private final List<RealSite> real = new ArrayList<>();

    @CommandLine.Option(names = "--allow", converter = AllowRule.Converter.class)
    private List<AllowRule> allow = List.of();
  }
}
