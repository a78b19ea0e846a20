package io.gatehouse.simulators;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 5.10: subscriptions and what is read from them. */
class TwonLogTest {

  private final TwonSimulator device = TwonSimulator.start(new TwonOptions());
  private final DeviceClient client = DeviceClient.digest(device);

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void firstEventOfADeviceIsItsStartup() {
    long channel = client.subscribe("include=all");

    List<JsonNode> events = client.pull(channel);

    assertThat(events).hasSize(1);
    JsonNode startup = events.get(0);
    assertThat(startup.path("id").asLong()).isEqualTo(1);
    assertThat(startup.path("event").asText()).isEqualTo("DeviceState");
    assertThat(startup.path("params").path("state").asText()).isEqualTo("startup");
    assertThat(startup.path("upTime").asLong()).isZero();
  }

  @Test
  void eventOnTheWireIsTheEventInTheJournal() {
    long channel = client.subscribe("");

    TwonEvent event = device.emit("KeyPressed", Map.of("key", "5"));

    JsonNode pulled = client.pull(channel).get(0);
    assertThat(pulled.path("id").asLong()).isEqualTo(event.id()).isEqualTo(2);
    assertThat(pulled.path("utcTime").asLong()).isEqualTo(event.utcTime());
    assertThat(pulled.path("upTime").asLong()).isEqualTo(event.upTime());
    assertThat(pulled.path("tzShift").asInt()).isEqualTo(event.tzShift());
    assertThat(pulled.path("event").asText()).isEqualTo(event.type());
    assertThat(pulled.path("params").toString()).isEqualTo(event.params());
    assertThat(device.journal().emitted()).endsWith(event);
  }

  @Test
  void capsNameEveryTypeOfTheManual() {
    JsonNode events = client.result("/api/log/caps").path("events");

    assertThat(events)
        .extracting(JsonNode::asText)
        .contains("KeyPressed", "UserAuthenticated", "ApiAccessRequested", "VirtualOutput")
        .doesNotHaveDuplicates();
  }

  /** 5.10.2: include. */
  @Test
  void includeChoosesWhereAChannelBegins() {
    device.emit("RexActivated", Map.of("ap", 1, "session", 1));
    device.clock().advance(Duration.ofSeconds(100));
    device.emit("RexActivated", Map.of("ap", 1, "session", 2));

    assertThat(ids(client.subscribe("include=new"))).isEmpty();
    assertThat(ids(client.subscribe(""))).isEmpty();
    assertThat(ids(client.subscribe("include=all"))).containsExactly(1L, 2L, 3L);
    assertThat(ids(client.subscribe("include=-50"))).containsExactly(3L);
    assertThat(ids(client.subscribe("include=-3600"))).containsExactly(1L, 2L, 3L);
  }

  /** 5.10.2: filter. */
  @Test
  void filterLetsTheNamedTypesThrough() {
    long channel = client.subscribe("filter=KeyPressed,InputChanged");
    device.emit("KeyPressed", Map.of("key", "5"));
    device.emit("KeyReleased", Map.of("key", "5"));
    device.emit("InputChanged", Map.of("port", "input1", "state", true));

    assertThat(ids(channel)).containsExactly(2L, 4L);
  }

  /** 5.10.2: "if no value is entered, all available event types are transferred". */
  @Test
  void emptyFilterIsNoFilter() {
    long channel = client.subscribe("filter=");
    device.emit("KeyPressed", Map.of("key", "5"));

    assertThat(ids(channel)).containsExactly(2L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include=some",
        "include=-",
        "include=10",
        "filter=NoSuchEvent",
        "filter=KeyPressed,,",
        "duration=0",
        "duration=3601",
        "duration=abc"
      })
  void wrongParameterOfSubscribeIsNamed(String query) {
    JsonNode error = client.get("/api/log/subscribe?" + query).path("error");

    assertThat(error.path("code").asInt()).isEqualTo(12);
    assertThat(error.path("param").asText()).isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @Test
  void channelNumberIsRandomUnsigned32Bit() {
    Set<Long> ids = new HashSet<>();
    IntStream.range(0, 20).forEach(i -> ids.add(client.subscribe("")));

    assertThat(ids).hasSize(20).allMatch(id -> id > 0 && id <= 0xFFFF_FFFFL);
  }

  /** 5.10.4: "pulled in batches of 128 events", and no event twice. */
  @Test
  void backlogComesInBatchesOf128() {
    device.burst(299, 1);
    long channel = client.subscribe("include=all");

    assertThat(client.pull(channel)).hasSize(128);
    assertThat(client.pull(channel)).hasSize(128);
    assertThat(client.pull(channel)).hasSize(44);
    assertThat(client.pull(channel)).isEmpty();
  }

  /** 5.10.2: "last 10000 events". */
  @Test
  void historyForgetsTheOldest() {
    for (int i = 0; i < 10_005; i++) {
      device.emit("DisplayTouched", Map.of("x", i, "y", 0));
    }
    long channel = client.subscribe("include=all");

    assertThat(client.pull(channel).get(0).path("id").asLong()).isEqualTo(7);
    assertThat(device.journal().emitted()).hasSize(10_006);
  }

  @Test
  void everyChannelGetsEveryEventOnce() {
    long first = client.subscribe("");
    long second = client.subscribe("");
    device.emit("KeyPressed", Map.of("key", "5"));

    assertThat(ids(first)).containsExactly(2L);
    assertThat(ids(second)).containsExactly(2L);
    assertThat(ids(first)).isEmpty();
    assertThat(ids(second)).isEmpty();
  }

  /** 5.10.4: timeout, default 0. */
  @Test
  void pullWithoutTimeoutAnswersAtOnce() {
    long channel = client.subscribe("");

    assertThat(client.pull(channel)).isEmpty();
  }

  @Test
  void longPollIsAnsweredByTheNextEvent() throws Exception {
    long channel = client.subscribe("");
    CompletableFuture<JsonNode> poll = waiting(channel, 3000);
    assertThat(poll).isNotDone();

    device.emit("KeyPressed", Map.of("key", "5"));

    assertThat(events(poll)).hasSize(1);
  }

  @Test
  void longPollEndsEmptyWhenItsTimeIsOver() throws Exception {
    long channel = client.subscribe("");
    CompletableFuture<JsonNode> poll = waiting(channel, 30);

    device.clock().advance(Duration.ofSeconds(29));
    client.result("/api/log/caps"); // by now the poll would have been answered
    assertThat(device.waitingPolls()).isEqualTo(1);
    device.clock().advance(Duration.ofSeconds(1));

    assertThat(events(poll)).isEmpty();
  }

  @Test
  void filteredEventDoesNotAnswerALongPoll() throws Exception {
    long channel = client.subscribe("filter=KeyPressed");
    CompletableFuture<JsonNode> poll = waiting(channel, 3000);

    device.emit("DisplayTouched", Map.of("x", 1, "y", 1));
    device.emit("KeyPressed", Map.of("key", "5"));

    assertThat(events(poll))
        .extracting(e -> e.path("event").asText())
        .containsExactly("KeyPressed");
  }

  @Test
  void secondPullOfAChannelEndsTheFirst() throws Exception {
    long channel = client.subscribe("");
    CompletableFuture<JsonNode> first = waiting(channel, 3000);

    CompletableFuture<JsonNode> second =
        client.later("/api/log/pull?id=" + channel + "&timeout=3000");

    assertThat(events(first)).isEmpty();
    device.emit("KeyPressed", Map.of("key", "5"));
    assertThat(events(second)).hasSize(1);
  }

  /** A caller that has gone takes nothing with it: the device knows that nobody was told. */
  @Test
  void eventStaysWhenTheWaitingCallerHasGone() throws IOException {
    TwonSimulator open =
        TwonSimulator.start(new TwonOptions().withAuthentication(Authentication.NONE));
    try (open) {
      DeviceClient anonymous = DeviceClient.anonymous(open);
      long channel = anonymous.subscribe("");
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), open.url().getPort())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            "GET /api/log/pull?id=%d&timeout=3000 HTTP/1.1\r\nHost: x\r\n\r\n"
                .formatted(channel)
                .getBytes(StandardCharsets.US_ASCII));
        Eventually.until("a poll waits", () -> open.waitingPolls() == 1);
      }
      Eventually.until("the poll is given up", () -> open.waitingPolls() == 0);

      open.emit("KeyPressed", Map.of("key", "5"));

      assertThat(anonymous.pull(channel)).hasSize(1);
    }
  }

  /** 5.10.2: duration, default 90 s, extended by every reading. */
  @Test
  void channelLapsesUnlessItIsRead() {
    long channel = client.subscribe("");
    device.clock().advance(Duration.ofSeconds(80));
    assertThat(client.pull(channel)).isEmpty();
    device.clock().advance(Duration.ofSeconds(80));
    assertThat(client.pull(channel)).isEmpty();
    device.clock().advance(Duration.ofSeconds(91));

    JsonNode error = client.get("/api/log/pull?id=" + channel).path("error");

    assertThat(error.path("code").asInt()).isEqualTo(12);
    assertThat(error.path("param").asText()).isEqualTo("id");
    assertThat(device.openChannels()).isZero();
  }

  @Test
  void channelDoesNotLapseWhileItIsBeingRead() throws Exception {
    long channel = client.subscribe("duration=10");
    CompletableFuture<JsonNode> poll = waiting(channel, 60);

    device.clock().advance(Duration.ofSeconds(50));
    device.emit("KeyPressed", Map.of("key", "5"));

    assertThat(events(poll)).hasSize(1);
    assertThat(client.pull(channel)).isEmpty();
  }

  @Test
  void durationMayBeUpToAnHour() {
    long channel = client.subscribe("duration=3600");
    device.clock().advance(Duration.ofSeconds(3599));

    assertThat(client.pull(channel)).isEmpty();
  }

  /** 5.10.3: "the given identifier cannot be used". */
  @Test
  void unsubscribedChannelIsGone() {
    long channel = client.subscribe("");

    client.result("/api/log/unsubscribe?id=" + channel);

    assertThat(client.error("/api/log/pull?id=" + channel)).isEqualTo(12);
    assertThat(client.error("/api/log/unsubscribe?id=" + channel)).isEqualTo(12);
  }

  @Test
  void droppedChannelEndsALongPollWithAnError() throws Exception {
    long channel = client.subscribe("");
    CompletableFuture<JsonNode> poll = waiting(channel, 3000);

    device.dropChannels();

    assertThat(poll.get(20, SECONDS).path("error").path("code").asInt()).isEqualTo(12);
    assertThat(client.error("/api/log/pull?id=" + channel)).isEqualTo(12);
  }

  @Test
  void pullNamesAMissingOrWrongChannel() {
    assertThat(client.error("/api/log/pull")).isEqualTo(11);
    assertThat(client.error("/api/log/pull?id=1")).isEqualTo(12);
    assertThat(client.error("/api/log/pull?id=x")).isEqualTo(12);
    assertThat(client.error("/api/log/pull?id=99999999999")).isEqualTo(12);
  }

  @Test
  void numberOfChannelsCanBeLimited() {
    try (TwonSimulator limited = TwonSimulator.start(new TwonOptions().withMaxChannels(2))) {
      DeviceClient one = DeviceClient.digest(limited);
      one.subscribe("");
      one.subscribe("");
      assertThat(one.error("/api/log/subscribe")).isEqualTo(18);

      limited.clock().advance(Duration.ofSeconds(91));

      assertThat(one.subscribe("")).isPositive();
    }
  }

  @Test
  void newerFirmwareSendsAHash() {
    try (TwonSimulator newer = TwonSimulator.start(new TwonOptions().withEventHashes())) {
      DeviceClient one = DeviceClient.digest(newer);

      JsonNode event = one.pull(one.subscribe("include=all")).get(0);

      assertThat(event.path("hash").asText()).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void tzShiftIsThatOfTheDevice() {
    try (TwonSimulator prague = TwonSimulator.start(new TwonOptions().withTzShift(60))) {
      DeviceClient one = DeviceClient.digest(prague);

      JsonNode event = one.pull(one.subscribe("include=all")).get(0);

      assertThat(event.path("tzShift").asInt()).isEqualTo(60);
    }
  }

  private CompletableFuture<JsonNode> waiting(long channel, int timeout) {
    CompletableFuture<JsonNode> poll =
        client.later("/api/log/pull?id=" + channel + "&timeout=" + timeout);
    Eventually.until("a poll waits", () -> device.waitingPolls() == 1);
    return poll;
  }

  private static List<JsonNode> events(CompletableFuture<JsonNode> poll)
      throws InterruptedException, ExecutionException, TimeoutException {
    return DeviceClient.events(poll.get(20, SECONDS).path("result"));
  }

  private List<Long> ids(long channel) {
    return client.pull(channel).stream().map(event -> event.path("id").asLong()).toList();
  }
}
