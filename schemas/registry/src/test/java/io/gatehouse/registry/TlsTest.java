package io.gatehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.registry.RegistryException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against a TLS server with a certificate that no authority signed. */
@Timeout(60)
final class TlsTest {
  private static final String PASSWORD = "store-s3cret";
  private static final Schema STRING = Schema.create(Schema.Type.STRING);
  private static final StubRegistry.Answer ID = StubRegistry.of(200, "{\"id\":7}");

  @TempDir static Path directory;

  @BeforeAll
  static void certificates() throws IOException, InterruptedException {
    makeKey("server");
    makeKey("client");
  }

  @Test
  void aTruststoreLetsTheRegistryIn() throws Exception {
    try (StubRegistry registry = StubRegistry.tls(context("server", "client"), false, ID);
        RegistryClient client = client(registry, trusting("server"))) {
      assertThat(client.register("a", STRING)).isEqualTo(7);
    }
  }

  @Test
  void aPemFileDoesToo() throws Exception {
    Map<String, String> pem =
        Map.of(
            "schema.registry.ssl.truststore.location",
            directory.resolve("server.pem").toString(),
            "schema.registry.ssl.truststore.type",
            "PEM");
    try (StubRegistry registry = StubRegistry.tls(context("server", "client"), false, ID);
        RegistryClient client = client(registry, pem)) {
      assertThat(client.register("a", STRING)).isEqualTo(7);
    }
  }

  @Test
  void aKeystoreAuthenticatesTheClient() throws Exception {
    Map<String, String> both = new HashMap<>(trusting("server"));
    both.put("schema.registry.ssl.keystore.location", store("client").toString());
    both.put("schema.registry.ssl.keystore.password", PASSWORD);
    both.put("schema.registry.ssl.key.password", PASSWORD);
    both.put("schema.registry.ssl.keystore.type", "PKCS12");
    try (StubRegistry registry = StubRegistry.tls(context("server", "client"), true, ID);
        RegistryClient without = client(registry, trusting("server"));
        RegistryClient with = client(registry, both)) {
      assertThat(with.register("a", STRING)).isEqualTo(7);
      assertThat(failure(without).kind()).isEqualTo(Kind.OUTAGE);
    }
  }

  @Test
  void anUnknownCertificateIsNamed() throws Exception {
    try (StubRegistry registry = StubRegistry.tls(context("server", "client"), false, ID);
        RegistryClient unset = client(registry, Map.of());
        RegistryClient other = client(registry, trusting("client"))) {
      assertThat(failure(unset)).hasMessageContaining("schema.registry.ssl.truststore.location");
      assertThat(failure(other)).hasMessageContaining("schema.registry.ssl.truststore.location");
    }
  }

  @Test
  void aStoreThatCannotBeOpenedIsNamedWithoutItsPassword() {
    Map<String, String> wrong = new HashMap<>(trusting("server"));
    wrong.put("schema.registry.ssl.truststore.password", "wr0ng-s3cret");
    wrong.put("schema.registry.url", "https://127.0.0.1");

    assertThatThrownBy(() -> new RegistryClient(wrong))
        .isInstanceOf(KafkaException.class)
        .hasStackTraceContaining(store("server-trust").toString())
        .hasMessageNotContaining("s3cret");
  }

  private static RegistryException failure(RegistryClient client) {
    return catchThrowableOfType(RegistryException.class, () -> client.register("a", STRING));
  }

  private static RegistryClient client(StubRegistry registry, Map<String, String> options) {
    Map<String, String> configs = new HashMap<>(options);
    configs.put("schema.registry.url", registry.url());
    return new RegistryClient(configs);
  }

  private static Map<String, String> trusting(String name) {
    return Map.of(
        "schema.registry.ssl.truststore.location",
        store(name + "-trust").toString(),
        "schema.registry.ssl.truststore.password",
        PASSWORD,
        "schema.registry.ssl.truststore.type",
        "PKCS12");
  }

  private static SSLContext context(String own, String trusted)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(own), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load(trusted + "-trust"));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore load(String name) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store(name))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static Path store(String name) {
    return directory.resolve(name + ".p12");
  }

  private static void makeKey(String name) throws IOException, InterruptedException {
    keytool(
        name,
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-validity",
            "2"));
    keytool(
        name, List.of("-exportcert", "-rfc", "-file", directory.resolve(name + ".pem").toString()));
    keytool(
        name + "-trust",
        List.of("-importcert", "-noprompt", "-file", directory.resolve(name + ".pem").toString()));
  }

  private static void keytool(String name, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(
        List.of(
            "-alias",
            name,
            "-keystore",
            store(name).toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
  }
}
