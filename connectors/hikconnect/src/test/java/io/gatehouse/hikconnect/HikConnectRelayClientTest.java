package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.FeedFailure;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must never be asked for, and what answers mean. */
class HikConnectRelayClientTest {

  private static final HikConnectToken TOKEN =
      new HikConnectToken("t", URI.create("https://127.0.0.1:1"), Instant.MAX);

  /** An empty list of doors opens all of them: there is not even a transport here to send it. */
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void anOrderThatNamesNoDoorIsNotEvenBuilt(String door) {
    HikConnectRelayClient client = new HikConnectRelayClient(null);

    assertThatThrownBy(() -> client.control(1, door, TOKEN, Instant.MAX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all doors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"operationResult\":[]}", "{\"operationResult\":null}", "{}"})
  void aDoorOfWhichNoFailureIsListedHasMoved(String data) throws Exception {
    assertThat(HikConnectRelayClient.judgeDoor("d1", json(data)).succeeded()).isTrue();
  }

  @Test
  void aDoorThatIsListedHasFailed() throws Exception {
    String data = "{\"operationResult\":[{\"elementId\":\"d1\",\"errorCode\":\"VMS000003\"}]}";

    Future<Void> judged = HikConnectRelayClient.judgeDoor("d1", json(data));

    assertThat(judged.cause()).isInstanceOf(HikConnectError.class);
    assertThat(((HikConnectError) judged.cause()).code()).isEqualTo("VMS000003");
  }

  /** Listed as failed, with the code of success: neither may be believed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"operationResult\":[{\"elementId\":\"d1\",\"errorCode\":\"0\"}]}",
        "{\"operationResult\":[{\"elementId\":\"d1\",\"errorCode\":\"\"}]}",
        "{\"operationResult\":[\"d1\"]}",
        "{\"operationResult\":\"none\"}",
        "{\"operationResult\":{}}"
      })
  void aFailureWithoutAnErrorIsNeither(String data) throws Exception {
    Future<Void> judged = HikConnectRelayClient.judgeDoor("d1", json(data));

    assertThat(judged.cause())
        .isInstanceOf(FeedFailure.class)
        .isNotInstanceOf(HikConnectError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alarmOutputOperation\":[{\"alarmOutputID\":\"o1\",\"errorCode\":\"0\"}]}",
        "{\"alarmOutputOperation\":[{\"alarmOutputID\":\"o1\",\"alarmOutputState\":\"1\"}]}",
        "{\"alarmOutputOperation\":[]}",
        "{}"
      })
  void anOutputWithoutAnErrorIsSwitched(String data) throws Exception {
    assertThat(HikConnectRelayClient.judgeOutput("o1", json(data)).succeeded()).isTrue();
  }

  @Test
  void anOutputSaysItselfThatItHasFailed() throws Exception {
    String data = "{\"alarmOutputOperation\":[{\"errorCode\":\"VMS022535\"}]}";

    Future<Void> judged = HikConnectRelayClient.judgeOutput("o1", json(data));

    assertThat(((HikConnectError) judged.cause()).code()).isEqualTo("VMS022535");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
