package io.gatehouse.akuvox.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.http.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AkuvoxCloudReplyTest {

  private static final String BODY =
      "{\"success\":true,\"timestamp\":1540869200562,\"result\":[{\"call_time\":\"10:00:01\"}]}";

  @Test
  void onlyTheCloudsTimeMayDifferInWhatIsTheSame() {
    assertThat(fingerprint(BODY.replace("1540869200562", "1540869205563")))
        .isEqualTo(fingerprint(BODY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"success\":false,\"timestamp\":1540869200562,\"result\":[{\"call_time\":\"10:00:01\"}]}",
        "{\"success\":true,\"timestamp\":1540869200562,\"result\":[{\"call_time\":\"10:00:02\"}]}",
        "{\"success\":true,\"timestamp\":1540869200562,\"result\":[]}",
        "{\"success\":true,\"timestamp\":1540869200562,\"result\":{\"call_time\":\"10:00:01\"}}"
      })
  void whateverElseDiffersIsAnother(String body) {
    assertThat(fingerprint(body)).isNotEqualTo(fingerprint(BODY));
  }

  @Test
  void longWordsAreCutAndTheTokenIsTakenOutBefore() {
    String secret = "s3cret";
    String body = "{\"error\":\"" + "x".repeat(197) + secret + "\"}";

    String words = reply(body, secret).words();

    assertThat(words).hasSize(201).endsWith("x[re…");
  }

  private static String fingerprint(String body) {
    return reply(body, "a token").fingerprint();
  }

  private static AkuvoxCloudReply reply(String body, String token) {
    return new AkuvoxCloudReply(
        "get_akuvox_call_history",
        token,
        new Reply(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body)));
  }
}
