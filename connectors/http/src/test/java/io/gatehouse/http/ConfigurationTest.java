package io.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad value is refused where it is given; a secret is printed nowhere. */
class ConfigurationTest {

  @ParameterizedTest
  @CsvSource({
    "ftp://host, has no usable scheme",
    "host, has no usable scheme",
    "http:///path, names no host",
    "http://under_score, names no host",
    "http://host:99999, port outside",
    "http://host?a=b, query or fragment",
    "http://user:secret@host, take it out of the URL"
  })
  void urlThatCannotWorkIsRefused(String url, String why) {
    assertThatThrownBy(
            () -> new EndpointConfig("lobby", URI.create(url), Credentials.none(), Tls.system()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lobby")
        .hasMessageContaining(why)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "/a b", "/a?b", "/a#b", "/ü", "/a\r\nX: y"})
  void pathThatCannotBeSentIsRefused(String path) {
    assertThatThrownBy(() -> Call.get(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void credentialsThatCannotBeSentAreRefused() {
    assertThatThrownBy(() -> Credentials.basic("us:er", "x")).hasMessageContaining("colon");
    assertThatThrownBy(() -> Credentials.digest("", "x")).hasMessageContaining("empty");
    assertThatThrownBy(() -> Credentials.digest("user", "s3cr\r\net"))
        .hasMessageContaining("control character")
        .hasMessageNotContaining("s3cr");
    assertThatThrownBy(() -> new TokenSource.Token("a\nb", Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "zz:zz", "sha1:00"})
  void fingerprintThatIsNoneIsRefused(String pin) {
    assertThatThrownBy(() -> Tls.pinned(pin)).hasMessageContaining("64 hex digits");
  }

  @Test
  void limitsThatLetNothingThroughAreRefused() {
    HttpLimits defaults = HttpLimits.DEFAULTS;

    assertThatThrownBy(() -> defaults.withConnectTimeout(Duration.ZERO))
        .hasMessageContaining("PT0S");
    assertThatThrownBy(() -> defaults.withMaxReplyBytes(0)).hasMessageContaining("0 bytes");
    assertThatThrownBy(() -> defaults.withKeepAlive(Duration.ofSeconds(-1)))
        .hasMessageContaining("PT-1S");
    assertThatThrownBy(() -> defaults.withCircuit(0, Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .hasMessageContaining("0 failures");
    assertThatThrownBy(() -> defaults.withCircuit(1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("shorter");
  }

  @Test
  void nothingPrintsASecret() {
    EndpointConfig config =
        new EndpointConfig(
            "lobby", URI.create("http://host"), Credentials.auto("user", "s3cret"), Tls.system());

    assertThat(config.toString()).contains("auto(user)").doesNotContain("s3cret");
    assertThat(Credentials.basic("user", "s3cret").toString()).doesNotContain("s3cret");
    assertThat(new TokenSource.Token("s3cret", Instant.EPOCH).toString()).doesNotContain("s3cret");
    assertThat(Call.post("/x").query("pin", "s3cret").form("pin", "s3cret").toString())
        .isEqualTo("POST /x");
    assertThat(Call.post("/x").form("pin", "s3cret").body().toString()).doesNotContain("s3cret");
  }
}
