package io.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors, and the shapes that challenges come in. */
class DigestTest {

  private static final Password MUFASA =
      new Password(Password.Scheme.DIGEST, "Mufasa", "Circle of Life");

  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
  })
  void answersAsInRfc7616Section391(String algorithm, String response) {
    String header =
        answer(
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
                + algorithm
                + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
            MUFASA,
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            "/dir/index.html");

    assertThat(fields(header))
        .containsEntry("username", "Mufasa")
        .containsEntry("realm", "http-auth@example.org")
        .containsEntry("uri", "/dir/index.html")
        .containsEntry("algorithm", algorithm)
        .containsEntry("nc", "00000001")
        .containsEntry("qop", "auth")
        .containsEntry("opaque", "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS")
        .containsEntry("response", response)
        .doesNotContainKey("userhash");
  }

  /** The RFC's own figures are wrong; these are from its erratum 4897. */
  @Test
  void answersAsInRfc7616Section392WithHashedUserAndUtf8() {
    String header =
        answer(
            "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\","
                + " opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", charset=UTF-8, userhash=true",
            new Password(Password.Scheme.DIGEST, "J\u00e4s\u00f8n Doe", "Secret, or not?"),
            "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
            "/doe.json");

    assertThat(fields(header))
        .containsEntry(
            "username", "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b")
        .containsEntry(
            "response", "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5")
        .containsEntry("userhash", "true");
  }

  /** The same section without hashing: the name is percent-encoded. */
  @Test
  void namesAUserOutsideAsciiAsInRfc7616Section392() {
    String header =
        answer(
            "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", charset=UTF-8",
            new Password(Password.Scheme.DIGEST, "J\u00e4s\u00f8n Doe", "Secret, or not?"),
            "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
            "/doe.json");

    assertThat(header).contains("username*=UTF-8''J%C3%A4s%C3%B8n%20Doe,");
    assertThat(fields(header))
        .containsEntry(
            "response", "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
  }

  @Test
  void answersAsInRfc2617() {
    String header =
        answer(
            "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
            new Password(Password.Scheme.DIGEST, "Mufasa", "Circle Of Life"),
            "0a4f113b",
            "/dir/index.html");

    assertThat(fields(header))
        .containsEntry("response", "6629fae49393a05397450978507c4ef1")
        .doesNotContainKey("algorithm");
  }

  /** Erratum 749 has the figure for the RFC's example. */
  @Test
  void answersWithoutQopAsInRfc2069() {
    String header =
        answer(
            "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"",
            new Password(Password.Scheme.DIGEST, "Mufasa", "CircleOfLife"),
            "unused",
            "/dir/index.html");

    assertThat(fields(header))
        .containsEntry("response", "1949323746fe6a43ef61f9606e7febea")
        .doesNotContainKeys("qop", "nc", "cnonce", "opaque");
  }

  private static String answer(String challenge, Password account, String cnonce, String uri) {
    return Digest.answer(Challenge.parse(List.of(challenge)).get(0), account, () -> cnonce)
        .orElseThrow()
        .authorization("GET", uri);
  }

  private static Map<String, String> fields(String header) {
    return Challenge.parse(List.of(header)).get(0).parameters();
  }
}
