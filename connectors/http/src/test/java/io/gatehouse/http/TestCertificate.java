package io.gatehouse.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

/** A self-signed certificate, as devices have them, made by the JDK's keytool. */
record TestCertificate(Path keyStore, Path pem) {

  private static final String PASSWORD = "changeit";

  static TestCertificate selfSigned(Path directory, String name, String alternativeNames) {
    Path keyStore = directory.resolve(name + ".p12");
    Path pem = directory.resolve(name + ".pem");
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-dname",
        "CN=" + name,
        "-keyalg",
        "EC",
        "-validity",
        "30",
        "-ext",
        "SAN=" + alternativeNames,
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        keyStore.toString());
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        name,
        "-storepass",
        PASSWORD,
        "-keystore",
        keyStore.toString(),
        "-file",
        pem.toString());
    return new TestCertificate(keyStore, pem);
  }

  private static void keytool(String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of(arguments));
      command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + output);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setSsl(true)
        .setKeyCertOptions(new PfxOptions().setPath(keyStore.toString()).setPassword(PASSWORD));
  }

  String fingerprint() {
    try {
      return Fingerprint.of(
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(pem))));
    } catch (IOException | CertificateException e) {
      throw new AssertionError(e);
    }
  }
}
