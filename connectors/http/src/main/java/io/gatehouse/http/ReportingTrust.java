package io.gatehouse.http;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Lets the JDK check chain, dates and host name; a failure tells the fingerprint seen. */
final class ReportingTrust extends ServerTrust {

  private final X509ExtendedTrustManager jdk;

  ReportingTrust(X509ExtendedTrustManager jdk) {
    this.jdk = jdk;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws UntrustedCertificateException {
    try {
      jdk.checkServerTrusted(chain, type, engine);
    } catch (CertificateException e) {
      throw new UntrustedCertificateException(Fingerprint.of(chain[0]), e.getMessage(), e);
    }
  }
}
