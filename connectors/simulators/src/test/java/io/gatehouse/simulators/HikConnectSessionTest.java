package io.gatehouse.simulators;

import static io.gatehouse.simulators.HikConnectMq.RAWMSG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections 3.1 to 3.3, 5.1.1 and 5.1.2: addresses, token, errors and the limit of requests. */
class HikConnectSessionTest {

  private static final String SYSTEM = "/api/hccgw/platform/v1/systemproperties";
  private static final String TOKEN = "/api/hccgw/platform/v1/token/get";

  private final HikConnectSimulator cloud =
      HikConnectSimulator.start(
          new HikConnectOptions()
              .withRateLimit(0)
              .withStartTime(Instant.parse("2026-03-01T12:00:00Z")));
  private final CloudClient client = CloudClient.of(cloud);

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void loginTellsTokenAndArea() {
    JsonNode data = client.login();

    assertThat(data.path("accessToken").asText()).matches("hcc\\.[a-z0-9]{32}");
    assertThat(Instant.ofEpochSecond(data.path("expireTime").asLong()))
        .isBetween(Instant.parse("2026-03-08T12:00:00Z"), Instant.parse("2026-03-08T12:01:00Z"));
    assertThat(data.path("userId").asText()).hasSize(32);
    assertThat(data.path("areaDomain").asText()).isEqualTo(cloud.areaUrl().toString());
    assertThat(cloud.areaUrl().getPort()).isNotEqualTo(cloud.url().getPort());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"appKey\":\"other\",\"secretKey\":\"s77w0ckmlyetp2lhfqw8p8zgm23pkpw7\"}|OPEN000001",
        "{\"appKey\":\"cewm9w0qjhv3i290uufnyxzp25l6ym7e\",\"secretKey\":\"other\"}|OPEN000002",
        "{}|OPEN000001"
      })
  void wrongKeyIsRefused(String body, String code) {
    JsonNode reply = client.login(body);

    assertThat(reply.path("errorCode").asText()).isEqualTo(code);
    assertThat(reply.path("message").asText()).isNotEmpty();
    assertThat(reply.has("data")).isFalse();
  }

  @Test
  void systemIsTold() {
    HttpResponse<String> reply = client.raw("GET", SYSTEM, "");

    assertThat(DeviceClient.json(reply).path("data").path("systemGUID").asText()).hasSize(32);
  }

  @Test
  void anotherLoginRestoresTheWeek() {
    String first = client.login().path("accessToken").asText();
    cloud.clock().advance(Duration.ofDays(6));

    JsonNode again = client.login();
    cloud.clock().advance(Duration.ofDays(6));

    assertThat(again.path("accessToken").asText()).isEqualTo(first);
    assertThat(client.error(RAWMSG.messages(), "{}")).isEqualTo("OPEN000016");
  }

  @Test
  void tokenExpiresAfterAWeek() {
    cloud.clock().advance(Duration.ofDays(7));

    assertThat(client.error(RAWMSG.messages(), "{}")).isEqualTo("OPEN000006");
    client.login();
    assertThat(client.error(RAWMSG.messages(), "{}")).isEqualTo("OPEN000016");
  }

  @Test
  void tokenExpiresOnRequest() {
    String old = client.login().path("accessToken").asText();

    cloud.expireToken();

    assertThat(client.error(RAWMSG.messages(), "{}")).isEqualTo("OPEN000006");
    assertThat(client.login().path("accessToken").asText()).isNotEqualTo(old);
  }

  @Test
  void unknownAndMissingTokensAreRefused() {
    HttpRequest.Builder unknown =
        HttpRequest.newBuilder(cloud.areaUrl().resolve(SYSTEM)).header("Token", "hcc.other");
    HttpRequest.Builder missing = HttpRequest.newBuilder(cloud.areaUrl().resolve(SYSTEM));

    assertThat(client.raw(unknown).body()).contains("OPEN000007");
    HttpResponse<String> reply = client.raw(missing);
    assertThat(reply.body()).contains("OPEN000007");
    assertThat(reply.statusCode()).isEqualTo(200);
  }

  @Test
  void addressHasItsOwnFunctionsOnly() {
    assertThat(client.raw("POST", TOKEN, "{}").statusCode()).isEqualTo(404);
    HttpRequest.Builder atLogin = client.request(cloud.url().resolve(SYSTEM), "GET", "");
    assertThat(client.raw(atLogin).statusCode()).isEqualTo(404);
    assertThat(client.raw("POST", "/api/hccgw/dance", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void otherMethodsAndTypesAreRefused() {
    HttpRequest.Builder form =
        client
            .request(cloud.areaUrl().resolve(RAWMSG.messages()), "POST", "a=b")
            .setHeader("Content-Type", "application/x-www-form-urlencoded");

    assertThat(client.raw(form).statusCode()).isEqualTo(415);
    assertThat(client.raw("GET", RAWMSG.messages(), "").statusCode()).isEqualTo(405);
    assertThat(client.raw("POST", SYSTEM, "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void requestsAreKept() {
    client.error(RAWMSG.messages(), "{\"maxNumberPerTime\":100}");

    HikConnectJournal.Request last = cloud.requests().get(1);
    assertThat(last.path()).isEqualTo(RAWMSG.messages());
    assertThat(last.status()).isEqualTo(200);
    assertThat(last.outcome()).isEqualTo("error OPEN000016");
    assertThat(last.requestBytes()).isEqualTo(24);
    assertThat(last.replyBytes()).isPositive();
  }

  @Test
  void requestsAreLimitedInASlidingSecond() {
    HikConnectLimit limit = new HikConnectLimit(2);

    assertThat(limit.admit(0)).isTrue();
    assertThat(limit.admit(600_000_000)).isTrue();
    assertThat(limit.admit(999_999_999)).isFalse();
    assertThat(limit.admit(1_000_000_000)).isTrue();
    assertThat(limit.admit(1_500_000_000)).isFalse();
    assertThat(limit.admit(1_600_000_000)).isTrue();
    assertThat(limit.limited()).isEqualTo(2);
    assertThat(limit.peak()).isEqualTo(4);
  }

  @Test
  void withoutLimitThePeakIsCountedAllTheSame() {
    HikConnectLimit limit = new HikConnectLimit(0);

    for (int i = 0; i < 9; i++) {
      assertThat(limit.admit(i)).isTrue();
    }

    assertThat(limit.peak()).isEqualTo(9);
  }

  @Test
  void requestBeyondTheLimitIsAnsweredWith429() {
    HttpResponse<String> refused = firstRefused(new HikConnectOptions(), 429);

    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    assertThat(DeviceClient.json(refused).path("errorCode").asText()).isEqualTo("429");
  }

  @Test
  void limitSaysWhenToRetryIfAsked() {
    HttpResponse<String> refused = firstRefused(new HikConnectOptions().withRetryAfter(2), 429);

    assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
  }

  @Test
  void limitCanBeAnErrorCode() {
    HttpResponse<String> refused =
        firstRefused(new HikConnectOptions().withLimitCode("VMS000009"), 200);

    assertThat(DeviceClient.json(refused).path("errorCode").asText()).isEqualTo("VMS000009");
  }

  /** Asks until the cloud, which serves one request a second, has refused one. */
  private HttpResponse<String> firstRefused(HikConnectOptions options, int status) {
    try (HikConnectSimulator slow = HikConnectSimulator.start(options.withRateLimit(1))) {
      HttpResponse<String> reply;
      do {
        reply = client.raw(client.request(slow.url().resolve(TOKEN), "POST", "{}"));
      } while (slow.limited() == 0);
      assertThat(reply.statusCode()).isEqualTo(status);
      assertThat(slow.peakRate()).isGreaterThan(1);
      return reply;
    }
  }
}
