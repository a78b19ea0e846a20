package io.gatehouse.http;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * How a device's certificate is checked. Two that check alike are equal, so that thousands of
 * devices can share one TLS context.
 */
public final class Tls {

  private static final String VERIFY_HOST = "HTTPS";
  private static final String ANY_HOST = "";
  private static final Tls SYSTEM =
      new Tls(
          "system", true, VERIFY_HOST, TrustOptions.wrap(new ReportingTrust(authorities(null))));
  private static final Tls INSECURE = new Tls("insecure", false, ANY_HOST, null);

  private final String name;
  private final boolean verified;
  private final String hostCheck;
  private final TrustOptions trust;

  private Tls(String name, boolean verified, String hostCheck, TrustOptions trust) {
    this.name = name;
    this.verified = verified;
    this.hostCheck = hostCheck;
    this.trust = trust;
  }

  /** Trusts the JVM's certificate authorities and checks the host name. */
  public static Tls system() {
    return SYSTEM;
  }

  /**
   * Trusts the certificates in a file and checks the host name.
   *
   * @param pemFile one or more PEM certificates: authorities, or devices' own
   * @throws IllegalArgumentException the file cannot be read or holds no certificate
   */
  public static Tls ca(Path pemFile) {
    try (InputStream pem = Files.newInputStream(pemFile)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException(
            "The CA file " + pemFile + " holds no certificate; give a PEM file.");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      StringBuilder name = new StringBuilder("ca");
      for (Certificate certificate : certificates) {
        String fingerprint = Fingerprint.of(certificate);
        store.setCertificateEntry(fingerprint, certificate);
        name.append(' ').append(fingerprint);
      }
      return new Tls(
          name.toString(),
          true,
          VERIFY_HOST,
          TrustOptions.wrap(new ReportingTrust(authorities(store))));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The CA file " + pemFile + " cannot be read as PEM certificates: " + e.getMessage(), e);
    }
  }

  /**
   * Trusts one certificate, whatever it says of host, issuer and dates.
   *
   * @param sha256Fingerprint of the device's own certificate; 64 hex digits, with or without colons
   */
  public static Tls pinned(String sha256Fingerprint) {
    String pin = Fingerprint.parse(sha256Fingerprint);
    return new Tls("pinned " + pin, true, ANY_HOST, TrustOptions.wrap(new PinnedTrust(pin)));
  }

  /** Trusts anyone: encrypted, but whoever stands in between can read and change everything. */
  public static Tls insecure() {
    return INSECURE;
  }

  /** Whether the device has proved who it is. */
  boolean verified() {
    return verified;
  }

  ClientSSLOptions options(Duration handshakeTimeout) {
    return new ClientSSLOptions()
        .setHostnameVerificationAlgorithm(hostCheck)
        .setTrustAll(!verified)
        .setTrustOptions(trust)
        .setSslHandshakeTimeout(handshakeTimeout.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  private static X509ExtendedTrustManager authorities(KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no X.509 trust manager.", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tls that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name.toLowerCase(Locale.ROOT);
  }
}
