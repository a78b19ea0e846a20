package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A key and a self-signed certificate, as devices have them when they leave the factory. */
final class TlsIdentity {

  private static final String ALIAS = "device";
  private static final int KEYTOOL_SECONDS = 60;

  private final byte[] keyStore;
  private final String password;
  private final X509Certificate certificate;

  private TlsIdentity(byte[] keyStore, String password) throws IOException {
    this.keyStore = keyStore;
    this.password = password;
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(keyStore), password.toCharArray());
      this.certificate = (X509Certificate) store.getCertificate(ALIAS);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read the key store that keytool wrote", e);
    }
  }

  /** Makes a new one for 127.0.0.1 and localhost, with the keytool of the running JDK. */
  static TlsIdentity selfSigned() throws IOException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path directory = Files.createTempDirectory("simulator-tls");
    Path file = directory.resolve("device.p12");
    try {
      run(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-alias",
              ALIAS,
              "-keyalg",
              "EC",
              "-groupname",
              "secp256r1",
              "-validity",
              "3650",
              "-dname",
              "CN=Gatehouse simulator",
              "-ext",
              "san=ip:127.0.0.1,dns:localhost",
              "-storetype",
              "PKCS12",
              "-storepass",
              password,
              "-keystore",
              file.toString()));
      return new TlsIdentity(Files.readAllBytes(file), password);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory);
    }
  }

  KeyCertOptions keyCertOptions() {
    return new PfxOptions().setValue(Buffer.buffer(keyStore)).setPassword(password);
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** SHA-256 of the certificate, as {@code AB:CD:…}. */
  String fingerprint() {
    try {
      return HexFormat.ofDelimiter(":")
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot take the fingerprint of the certificate", e);
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool made no certificate: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool was making a certificate", e);
    } finally {
      process.destroy();
    }
  }
}
