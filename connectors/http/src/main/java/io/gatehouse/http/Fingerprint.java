package io.gatehouse.http;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.Locale;

/**
 * SHA-256 fingerprints of certificates, written as operators see them elsewhere: {@code 0A:1B:…}.
 */
final class Fingerprint {

  private static final HexFormat FORMAT = HexFormat.ofDelimiter(":").withUpperCase();

  private Fingerprint() {}

  static String of(Certificate certificate) {
    try {
      return FORMAT.formatHex(
          MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("A certificate has no fingerprint: " + e.getMessage(), e);
    }
  }

  static String parse(String text) {
    String hex = text.replace(":", "").strip().toUpperCase(Locale.ROOT);
    if (!hex.matches("[0-9A-F]{64}")) {
      throw new IllegalArgumentException(
          "The certificate fingerprint " + text + " is not 64 hex digits (SHA-256).");
    }
    return FORMAT.formatHex(HexFormat.of().parseHex(hex));
  }
}
