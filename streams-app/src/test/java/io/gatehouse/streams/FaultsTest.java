package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.Device;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

  private static final byte[] SCHEMA_ONE = {0, 0, 0, 0, 1, 0};

  @ParameterizedTest(name = "registry answers {0}: in bytes {1}, passes {2}")
  @CsvSource({
    "404, true, false",
    "422, true, false",
    "401, false, false",
    "403, false, false",
    "429, false, true",
    "500, false, true"
  })
  void aRefusalOfTheRegistryIsTheRecordsFaultIfItIsAboutItsSchema(
      int status, boolean inBytes, boolean passes) throws IOException {
    HttpServer registry = answering(status);
    try (RegistrySerdes serdes = serdes(registry)) {
      Throwable failure =
          catchThrowable(
              () -> serdes.of(AccessEvent.class).deserializer().deserialize("topic", SCHEMA_ONE));

      assertThat(Faults.inBytes(failure)).isEqualTo(inBytes);
      assertThat(Faults.passes(failure)).isEqualTo(passes);
      assertThat(Faults.inContent(new StreamsException(failure))).isFalse();
    } finally {
      registry.stop(0);
    }
  }

  @ParameterizedTest(name = "registry answers {0}: listed {1}")
  @CsvSource({"404, true", "401, false", "500, false"})
  void aDeviceWhoseRecordIsAtFaultIsTakenForUnlisted(int status, boolean unlisted)
      throws IOException {
    HttpServer registry = answering(status);
    try (RegistrySerdes serdes = serdes(registry)) {

      Throwable failure =
          catchThrowable(
              () ->
                  assertThat(
                          serdes.of(Device.class).deserializer().deserialize("topic", SCHEMA_ONE))
                      .isNull());

      assertThat(failure == null).isEqualTo(unlisted);
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void aBrokenStoreIsNoFaultOfARecord() {
    assertThat(Faults.inContent(new ProcessorStateException("disk full"))).isFalse();
    assertThat(Faults.inContent(new StreamsException(new SerializationException("null")))).isTrue();
    assertThat(Faults.inContent(new IllegalArgumentException("no device"))).isTrue();
  }

  private static RegistrySerdes serdes(HttpServer registry) {
    return new RegistrySerdes(
        Map.of("schema.registry.url", "http://127.0.0.1:" + registry.getAddress().getPort()));
  }

  private static HttpServer answering(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body =
        "{\"error_code\":%d,\"message\":\"no\"}".formatted(status).getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
