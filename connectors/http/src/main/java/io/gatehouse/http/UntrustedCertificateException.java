package io.gatehouse.http;

import java.security.cert.CertificateException;

/** A certificate that failed the check, and its fingerprint, so that an operator can pin it. */
final class UntrustedCertificateException extends CertificateException {

  private static final long serialVersionUID = 1L;

  private final String fingerprint;

  UntrustedCertificateException(String fingerprint, String reason, CertificateException cause) {
    super(reason, cause);
    this.fingerprint = fingerprint;
  }

  String fingerprint() {
    return fingerprint;
  }
}
