package io.gatehouse.http;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;

/** Trusts one certificate by its fingerprint. */
final class PinnedTrust extends ServerTrust {

  private final String pin;

  PinnedTrust(String pin) {
    this.pin = pin;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws UntrustedCertificateException {
    String seen = Fingerprint.of(chain[0]);
    if (!seen.equals(pin)) {
      throw new UntrustedCertificateException(seen, "the pinned certificate is " + pin, null);
    }
  }
}
