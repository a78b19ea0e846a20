package io.gatehouse.http;

import static io.gatehouse.http.TestGateway.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs what the README shows, and looks that it shows what is run. */
class ReadmeTest {

  @Test
  void exampleWorks() {
    Vertx vertx = Vertx.vertx();
    MeterRegistry meters = new SimpleMeterRegistry();
    DigestGuard guard = new DigestGuard("gatehouse", "secret", r -> r.response().end("{}"));
    try (TestServer device = new TestServer(guard)) {
      URI url = URI.create(device.url());
      String password = "secret";

      // README
      HttpGateway gateway =
          new HttpGateway(vertx, HttpLimits.DEFAULTS, meters, Tags.empty(), Clock.systemUTC());
      Credentials credentials = Credentials.auto("gatehouse", password);
      Endpoint lobby =
          gateway.endpoint(new EndpointConfig("lobby", url, credentials, Tls.system()));

      Call pull = Call.get("/api/log/pull").query("id", 5).query("timeout", 60).service("log");
      Future<Reply> events = lobby.send(pull.timeout(Duration.ofSeconds(75)));

      Call open = Call.get("/api/switch/ctrl").query("switch", 1).query("action", "on");
      Future<Reply> opened = lobby.send(open.service("switch").once().primedBy("/api/switch/caps"));
      // README

      assertThat(await(events).status()).isEqualTo(200);
      assertThat(await(opened).status()).isEqualTo(200);
      assertThat(device.received("/api/switch/ctrl")).hasSize(1);
      await(gateway.shutdown());
      await(vertx.close());
    }
  }

  @Test
  void exampleIsShown() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/gatehouse/http/ReadmeTest.java"));
    Matcher example =
        Pattern.compile("// README\n(.*?)\n *// README", Pattern.DOTALL).matcher(source);

    assertThat(example.find()).isTrue();
    assertThat(Files.readString(Path.of("README.md")))
        .contains(example.group(1).stripIndent().strip());
  }
}
