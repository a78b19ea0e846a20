package io.gatehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.registry.RegistryException.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against servers that misbehave, and its options. */
@Timeout(60)
final class RegistryClientTest {
  private static final String PASSWORD = "pass:w@rd";
  private static final Schema STRING = Schema.create(Schema.Type.STRING);
  private static final String PAGE =
      "<html><body>Welcome to the door of your network</body></html>";

  @Test
  void sendsWhatTheApiAsksFor() throws IOException {
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        RegistryClient client = client(Map.of("normalize.schemas", "true"), registry.url() + "/")) {
      int id = client.register("a topic/ä-value", STRING);

      assertThat(id).isEqualTo(7);
      assertThat(registry.requests)
          .containsExactly(
              new StubRegistry.Request(
                  "POST",
                  "/subjects/a%20topic%2F%C3%A4-value/versions?normalize=true",
                  null,
                  "application/vnd.schemaregistry.v1+json",
                  "{\"schema\":\"\\\"string\\\"\"}"));
    }
  }

  @Test
  void leavesOutWhatTheCodeGeneratorAddsForJava() throws IOException {
    Schema generated =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"R","fields":[
                  {"name":"a","type":{"type":"string","avro.java.string":"String"}},
                  {"name":"m","type":["null",{"type":"map","values":"int",
                    "avro.java.string":"String"}],"default":null}]}
                """);
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        RegistryClient client = client(registry.url())) {
      client.register("r-value", generated);

      assertThat(registry.requests.get(0).body())
          .isEqualTo(
              "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":["
                  + "{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"},"
                  + "{\\\"name\\\":\\\"m\\\",\\\"type\\\":[\\\"null\\\","
                  + "{\\\"type\\\":\\\"map\\\",\\\"values\\\":\\\"int\\\"}],"
                  + "\\\"default\\\":null}]}\"}");
    }
  }

  @Test
  void asksTheNextUrlWhenOneIsDeadAndStaysThere() throws IOException {
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        StubRegistry last = new StubRegistry(StubRegistry.of(200, "{\"id\":8}"));
        RegistryClient client = client(StubRegistry.nowhere(), registry.url(), last.url())) {
      assertThat(client.register("a", STRING)).isEqualTo(7);
      assertThat(client.register("b", STRING)).isEqualTo(7);

      assertThat(last.requests).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"500, '{\"error_code\":50001,\"message\":\"no store\"}'", "503, ''", "200, " + PAGE})
  void asksTheNextUrlWhenOneFails(int status, String body) throws IOException {
    try (StubRegistry broken = new StubRegistry(StubRegistry.of(status, body));
        StubRegistry registry = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        RegistryClient client = client(broken.url(), registry.url())) {
      assertThat(client.register("a", STRING)).isEqualTo(7);
      assertThat(broken.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORIZED, false, basic.auth.user.info",
    "403, UNAUTHORIZED, false, basic.auth.user.info",
    "404, NOT_FOUND, false, 404",
    "409, INCOMPATIBLE, false, default",
    "422, INVALID, false, 422",
    "301, INVALID, false, 301",
    "429, THROTTLED, true, 429",
  })
  void aRefusalIsNotAskedAgainElsewhere(int status, Kind kind, boolean retriable, String remedy)
      throws IOException {
    String body = "{\"error_code\":" + status + "01,\"message\":\"because\"}";
    try (StubRegistry refusing = new StubRegistry(StubRegistry.of(status, body));
        StubRegistry other = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        RegistryClient client = client(refusing.url(), other.url())) {
      RegistryException failure = failure(() -> client.register("a", STRING));

      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.kind().retriable()).isEqualTo(retriable);
      assertThat(failure)
          .hasMessageContaining("because (code " + status + "01)")
          .hasMessageContaining(refusing.url())
          .hasMessageContaining(remedy);
      assertThat(other.requests).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"200", "500", "404", "401"})
  void aWebPageIsQuotedInOneShortLine(int status) throws IOException {
    String page = PAGE + "\n".repeat(9) + "<p>".repeat(10_000);
    try (StubRegistry page1 = new StubRegistry(StubRegistry.of(status, page));
        RegistryClient client = client(page1.url())) {
      RegistryException failure = failure(() -> client.byId(7));

      assertThat(failure.kind().retriable()).isEqualTo(status == 200 || status == 500);
      assertThat(failure.getMessage()).contains("Welcome to the door").hasLineCount(1);
      assertThat(failure.getMessage()).hasSizeLessThan(600);
    }
  }

  @Test
  void everyUrlDeadIsAnOutageThatNamesTheCauseOfEach() throws IOException {
    String first = StubRegistry.nowhere();
    String second = StubRegistry.nowhere();
    try (RegistryClient client = client(first, second)) {
      RegistryException failure = failure(() -> client.lookup("a", STRING));

      assertThat(failure.kind()).isEqualTo(Kind.OUTAGE);
      assertThat(failure).hasMessageContaining(second).hasMessageContaining("ConnectException");
      assertThat(failure.getSuppressed()[0]).hasMessageContaining(first);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSlowAnswerIsAnOutage(boolean headersFirst) throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    StubRegistry.Answer slow =
        exchange -> {
          if (headersFirst) {
            exchange.sendResponseHeaders(200, 8);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
          }
          end.await();
        };
    try (StubRegistry registry = new StubRegistry(slow);
        RegistryClient client =
            client(
                Map.of("http.connect.timeout.ms", "100", "http.read.timeout.ms", "200"),
                registry.url())) {
      RegistryException failure = failure(() -> client.byId(7));

      assertThat(failure.kind()).isEqualTo(Kind.OUTAGE);
      assertThat(failure).hasMessageContaining("no answer in 300 ms");
    } finally {
      end.countDown();
    }
  }

  @Test
  void callersOfOneSchemaShareOneRequest() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    StubRegistry.Answer held =
        exchange -> {
          go.await();
          StubRegistry.of(200, "{\"schema\":\"\\\"string\\\"\"}").to(exchange);
        };
    try (StubRegistry registry = new StubRegistry(held);
        RegistryClient client = client(registry.url())) {
      List<Thread> callers = new ArrayList<>();
      List<CompletableFuture<Schema>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        CompletableFuture<Schema> answer = new CompletableFuture<>();
        answers.add(answer);
        callers.add(new Thread(() -> answer.completeAsync(() -> client.byId(7), Runnable::run)));
      }
      callers.forEach(Thread::start);
      awaitWaiting(callers);
      go.countDown();

      for (CompletableFuture<Schema> answer : answers) {
        assertThat(answer.get()).isEqualTo(STRING);
      }
      assertThat(client.byId(7)).isEqualTo(STRING);
      assertThat(registry.requests).hasSize(1);
    }
  }

  @Test
  void anInterruptedCallerLeavesTheOthersAlone() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    StubRegistry.Answer held =
        exchange -> {
          go.await();
          StubRegistry.of(200, "{\"id\":7}").to(exchange);
        };
    try (StubRegistry registry = new StubRegistry(held);
        RegistryClient client = client(registry.url())) {
      CompletableFuture<Throwable> interrupted = new CompletableFuture<>();
      AtomicBoolean flag = new AtomicBoolean();
      Thread first =
          new Thread(
              () -> {
                Throwable thrown = catchThrowable(() -> client.register("a", STRING));
                flag.set(Thread.currentThread().isInterrupted());
                interrupted.complete(thrown);
              });
      first.start();
      awaitWaiting(List.of(first));
      CompletableFuture<Integer> other = new CompletableFuture<>();
      Thread second =
          new Thread(() -> other.completeAsync(() -> client.register("a", STRING), Runnable::run));
      second.start();
      awaitWaiting(List.of(second));

      first.interrupt();
      assertThat(interrupted.get()).isInstanceOf(InterruptException.class);
      assertThat(flag).isTrue();
      go.countDown();

      assertThat(other.get()).isEqualTo(7);
    }
  }

  @Test
  void aFailureIsNotRemembered() throws IOException {
    AtomicBoolean up = new AtomicBoolean();
    StubRegistry.Answer answer =
        exchange ->
            (up.get() ? StubRegistry.of(200, "{\"id\":7}") : StubRegistry.of(503, "")).to(exchange);
    try (StubRegistry registry = new StubRegistry(answer);
        RegistryClient client = client(registry.url())) {
      assertThat(failure(() -> client.register("a", STRING)).kind()).isEqualTo(Kind.OUTAGE);
      up.set(true);

      assertThat(client.register("a", STRING)).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', no schema",
    "'{\"schema\":\"nonsense\"}', is not an Avro schema",
    "'{\"schema\":\"\",\"schemaType\":\"PROTOBUF\"}', PROTOBUF",
    "'{\"schema\":\"x\",\"references\":[{\"name\":\"Door\",\"subject\":\"d\"}]}', Door",
  })
  void anAnswerThatCannotBeUsedSaysWhy(String body, String why) throws IOException {
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, body));
        RegistryClient client = client(registry.url())) {
      RegistryException failure = failure(() -> client.byId(7));

      assertThat(failure.kind()).isEqualTo(Kind.INVALID);
      assertThat(failure).hasMessageContaining(why).hasMessageContaining("7");
    }
  }

  @Test
  void aClosedClientSaysSo() throws IOException {
    RegistryClient client = client(StubRegistry.nowhere());
    client.close();

    for (int call = 0; call < 2; call++) {
      assertThatThrownBy(() -> client.byId(7))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void basicCredentialsComeFromTheOptionOrTheUrl() throws IOException {
    String encoded = "Basic " + "dXNlcjpwYXNzOndAcmQ="; // user:pass:w@rd
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        RegistryClient option =
            client(
                Map.of(
                    "basic.auth.credentials.source",
                    "USER_INFO",
                    "basic.auth.user.info",
                    "user:" + PASSWORD),
                registry.url());
        RegistryClient prefixed =
            client(
                Map.of(
                    "schema.registry.basic.auth.credentials.source",
                    "USER_INFO",
                    "schema.registry.basic.auth.user.info",
                    "user:" + PASSWORD),
                registry.url());
        RegistryClient url = client("http://user:pass%3Aw%40rd@" + registry.authority())) {
      option.register("a", STRING);
      prefixed.register("a", STRING);
      url.register("a", STRING);

      assertThat(registry.requests)
          .hasSize(3)
          .allMatch(request -> encoded.equals(request.authorization()));
    }
  }

  @Test
  void aBearerTokenIsSent() throws IOException {
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        RegistryClient client =
            client(
                Map.of(
                    "bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t0ken"),
                registry.url())) {
      client.register("a", STRING);

      assertThat(registry.requests.get(0).authorization()).isEqualTo("Bearer t0ken");
    }
  }

  @Test
  void secretsAreNeverPrinted() throws IOException {
    try (StubRegistry refusing = new StubRegistry(StubRegistry.of(401, ""));
        RegistryClient client =
            client(
                "http://user:s3cret@" + StubRegistry.nowhere().substring("http://".length()),
                "http://user:s3cret@" + refusing.authority())) {
      RegistryException failure = failure(() -> client.byId(7));

      assertThat(failure).hasMessageNotContaining("s3cret").hasMessageNotContaining("user:");
      assertThat(client.toString()).contains(refusing.url()).doesNotContain("s3cret");
    }
    assertThatThrownBy(() -> client("http://user:s3cret@ho st:8081"))
        .hasStackTraceContaining("http://ho st:8081")
        .matches(thrown -> !stackTrace(thrown).contains("s3cret"), "no secret");
    assertThatThrownBy(() -> client("ftp://user:s3cret@host"))
        .hasStackTraceContaining("ftp://host")
        .matches(thrown -> !stackTrace(thrown).contains("s3cret"), "no secret");
    assertThatThrownBy(
            () -> client(Map.of("basic.auth.user.info", "user:s3cret"), "http://127.0.0.1:1"))
        .hasStackTraceContaining("basic.auth.credentials.source=USER_INFO")
        .matches(thrown -> !stackTrace(thrown).contains("s3cret"), "no secret");
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.url, '', at least one URL",
    "schema.registry.url, mock://x, http://",
    "schema.registry.url, http://schema_registry:8081, underscore",
    "basic.auth.credentials.source, SASL_INHERIT, USER_INFO",
    "basic.auth.credentials.source, USER_INFO, basic.auth.user.info",
    "bearer.auth.credentials.source, OAUTHBEARER, STATIC_TOKEN",
    "http.read.timeout.ms, 0, at least 1",
    "use.latest.version, true, auto.register.schemas=false",
    "value.subject.name.strategy, io.confluent.kafka.serializers.subject.RecordNameStrategy, TopicNameStrategy",
    "use.schema.id, 5, remove it",
    "connect.meta.data, false, remove it",
    "proxy.host, proxy, remove it",
    "request.header.X-Tenant, secret, not supported",
    "schema.registry.ssl.endpoint.identification.algorithm, '', certificate",
  })
  void anOptionThatCannotBeHonouredIsRefused(String option, String value, String remedy) {
    Map<String, String> configs = new HashMap<>(Map.of("schema.registry.url", "http://127.0.0.1"));
    configs.put(option, value);

    assertThatThrownBy(() -> new RegistryClient(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(remedy);
  }

  @Test
  void optionsThatSayWhatIsDoneAnywayAreAccepted() throws IOException {
    Map<String, String> usual =
        Map.of(
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.TopicNameStrategy",
            "use.schema.id",
            "-1",
            "enhanced.avro.schema.support",
            "false",
            "specific.avro.reader",
            "true",
            "max.schemas.per.subject",
            "5");
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        RegistryClient client = client(usual, registry.url())) {
      assertThat(client.register("a", STRING)).isEqualTo(7);
    }
  }

  private static RegistryClient client(String... urls) {
    return client(Map.of(), urls);
  }

  private static RegistryClient client(Map<String, String> options, String... urls) {
    Map<String, Object> configs = new HashMap<>(options);
    configs.put("schema.registry.url", String.join(",", urls));
    return new RegistryClient(configs);
  }

  private static RegistryException failure(Runnable call) {
    return catchThrowableOfType(RegistryException.class, call::run);
  }

  private static void awaitWaiting(List<Thread> threads) {
    while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
