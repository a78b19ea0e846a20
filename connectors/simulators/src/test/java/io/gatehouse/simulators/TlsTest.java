package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** Section 3: HTTPS, with a certificate that the device signed itself. */
class TlsTest {

  private static final TwonOptions HTTPS =
      new TwonOptions()
          .withTransport(TwonOptions.Transport.HTTPS)
          .withAuthentication(Authentication.NONE);

  @Test
  void certificateIsTheOneOfTheFingerprint() throws Exception {
    try (TwonSimulator device = TwonSimulator.start(HTTPS)) {
      assertThat(device.url().getScheme()).isEqualTo("https");
      X509Certificate certificate = device.certificate();
      assertThat(device.fingerprint())
          .isEqualTo(
              HexFormat.ofDelimiter(":")
                  .withUpperCase()
                  .formatHex(
                      MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));

      assertThat(trusting(certificate, device).result("/api/system/info")).isNotEmpty();
    }
  }

  @Test
  void certificateIsTrustedByNobodyElse() {
    try (TwonSimulator device = TwonSimulator.start(HTTPS)) {
      assertThatThrownBy(() -> DeviceClient.anonymous(device).get("/api/system/info"))
          .hasCauseInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void httpsOnlyServiceIsOpenOverHttps() throws Exception {
    TwonOptions options =
        HTTPS.withTransport(TwonOptions.Transport.BOTH).withHttpsOnly(TwonService.SYSTEM);
    try (TwonSimulator device = TwonSimulator.start(options)) {
      assertThat(DeviceClient.anonymous(device).error("/api/system/info")).isEqualTo(7);

      assertThat(trusting(device.certificate(), device).result("/api/system/info")).isNotEmpty();
    }
  }

  @Test
  void cloudHasOneCertificateOnBothAddresses() throws Exception {
    try (HikConnectSimulator cloud =
        HikConnectSimulator.start(new HikConnectOptions().withRateLimit(0).withHttps())) {
      CloudClient client = new CloudClient(trusting(cloud.certificate()), cloud.url());

      assertThat(client.login().path("areaDomain").asText()).startsWith("https://127.0.0.1:");
      assertThat(client.error(HikConnectMq.RAWMSG.messages(), "{}")).isEqualTo("OPEN000016");
      assertThat(cloud.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }
  }

  @Test
  void cloudWithoutHttpsSaysSo() {
    try (HikConnectSimulator cloud = HikConnectSimulator.start(new HikConnectOptions())) {
      assertThatThrownBy(cloud::fingerprint).hasMessageContaining("no HTTPS");
    }
  }

  @Test
  void akuvoxDeviceServesOverHttps() throws Exception {
    AkuvoxOptions options =
        new AkuvoxOptions()
            .withAuthMode(AkuvoxAuthMode.NONE)
            .withTransport(AkuvoxTransport.REDIRECT);
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      DeviceClient client =
          new DeviceClient(
              trusting(device.certificate()), device.httpsUrl(), "", "", Authentication.NONE);

      assertThat(client.get("/api/system/info").path("message").asText()).isEqualTo("OK");
      assertThat(device.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }
  }

  @Test
  void akuvoxDeviceWithoutHttpsSaysSo() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(new AkuvoxOptions())) {
      assertThatThrownBy(device::certificate).hasMessageContaining("no HTTPS");
    }
  }

  @Test
  void deviceWithoutHttpsSaysSo() {
    try (TwonSimulator device = TwonSimulator.start(new TwonOptions())) {
      assertThatThrownBy(device::httpsUrl).hasMessageContaining("54-0000-0001 has no HTTPS");
    }
  }

  private static DeviceClient trusting(X509Certificate certificate, TwonSimulator device)
      throws GeneralSecurityException, IOException {
    return new DeviceClient(trusting(certificate), device.httpsUrl(), "", "", Authentication.NONE);
  }

  private static HttpClient trusting(X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("device", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
