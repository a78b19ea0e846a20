package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** HTTP API Configuration and HTTP API Authentication Method of the Akuvox HTTP API manual. */
class AkuvoxSecurityTest {

  private static final String PATH = "/api/system/status";

  /** Digest: MD5, realm HTTPAPI, a list of qop, opaque. */
  @Test
  void digestIsOfferedAsInTheManual() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(new AkuvoxOptions())) {
      HttpResponse<String> response = DeviceClient.anonymous(device).raw(PATH);

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().allValues("WWW-Authenticate"))
          .singleElement()
          .asString()
          .matches(
              "Digest realm=\"HTTPAPI\", qop=\"auth,auth-int\", nonce=\"\\w+\", opaque=\"\\w+\"");
      assertThat(device.journal().counters()).containsEntry("unauthorized", 1L);
    }
  }

  @Test
  void digestLetsTheAccountIn() {
    try (AkuvoxSimulator device =
        AkuvoxSimulator.start(new AkuvoxOptions().withUser("gatehouse", "secret"))) {
      DeviceClient right =
          new DeviceClient(device.url(), "gatehouse", "secret", Authentication.DIGEST);
      DeviceClient wrong =
          new DeviceClient(device.url(), "gatehouse", "wrong", Authentication.DIGEST);

      assertThat(right.raw(PATH).statusCode()).isEqualTo(200);
      assertThat(right.post("/api/doorlog/get", "application/json", "{}").path("retcode").asInt(1))
          .isZero();
      assertThat(wrong.raw(PATH).statusCode()).isEqualTo(401);
      assertThat(device.journal().requests())
          .filteredOn(request -> request.status() == 200)
          .extracting(AkuvoxJournal.Request::account)
          .containsExactly("gatehouse", "gatehouse");
    }
  }

  /** The list of qop is for choosing from. */
  @Test
  void digestWithTheWholeListAsQopIsRefused() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(new AkuvoxOptions())) {
      DeviceClient client = digest(device);
      client.useChallengeOf(client.once("GET", PATH, null));
      String credentials =
          client.digest("GET", PATH, 1).replace("qop=auth", "qop=\"auth,auth-int\"");

      assertThat(client.once("GET", PATH, credentials).statusCode()).isEqualTo(401);
      assertThat(client.once("GET", PATH, client.digest("GET", PATH, 1)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void digestWithoutOpaqueIsRefused() {
    try (AkuvoxSimulator device = AkuvoxSimulator.start(new AkuvoxOptions())) {
      DeviceClient client = digest(device);
      client.useChallengeOf(client.once("GET", PATH, null));
      String credentials = client.digest("GET", PATH, 1).replaceFirst(", opaque=\"\\w+\"", "");

      assertThat(client.once("GET", PATH, credentials).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void nonceGoesStale() {
    AkuvoxOptions options = new AkuvoxOptions().withNonceLifetime(Duration.ofSeconds(30));
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      DeviceClient client = digest(device);
      client.raw(PATH);

      device.clock().advance(Duration.ofSeconds(31));

      HttpResponse<String> response = client.once("GET", PATH, client.digest("GET", PATH, 9));
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
          .endsWith("stale=true");
    }
  }

  @Test
  void basicTakesTheDefaultAccount() {
    try (AkuvoxSimulator device =
        AkuvoxSimulator.start(new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.BASIC))) {
      DeviceClient right = new DeviceClient(device.url(), "admin", "httpapi", Authentication.BASIC);
      DeviceClient wrong = new DeviceClient(device.url(), "admin", "HTTPAPI", Authentication.BASIC);

      assertThat(right.raw(PATH).statusCode()).isEqualTo(200);
      assertThat(wrong.raw(PATH).statusCode()).isEqualTo(401);
      assertThat(wrong.raw(PATH).headers().firstValue("WWW-Authenticate"))
          .hasValue("Basic realm=\"HTTPAPI\"");
      assertThat(right.once("GET", PATH, "Basic ?").statusCode()).isEqualTo(401);
    }
  }

  /** WHITE LIST: by address, without a challenge. */
  @Test
  void whitelistLetsItsAddressesIn() {
    try (AkuvoxSimulator in =
            AkuvoxSimulator.start(new AkuvoxOptions().withWhitelist("10.0.0.1", "127.0.0.1"));
        AkuvoxSimulator out =
            AkuvoxSimulator.start(new AkuvoxOptions().withWhitelist("10.0.0.1"))) {
      assertThat(DeviceClient.anonymous(in).raw(PATH).statusCode()).isEqualTo(200);
      HttpResponse<String> refused = DeviceClient.anonymous(out).raw(PATH);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
    }
  }

  /** HTTP API Configuration: Disabled. */
  @Test
  void disabledApiIsForbidden() {
    AkuvoxOptions options = new AkuvoxOptions().withAuthMode(AkuvoxAuthMode.NONE).withApiDisabled();
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      assertThat(DeviceClient.anonymous(device).raw(PATH).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void httpIsRedirectedToHttps() {
    AkuvoxOptions options =
        new AkuvoxOptions()
            .withAuthMode(AkuvoxAuthMode.NONE)
            .withTransport(AkuvoxTransport.REDIRECT);
    try (AkuvoxSimulator device = AkuvoxSimulator.start(options)) {
      HttpResponse<String> response = DeviceClient.anonymous(device).raw("/api/doorlog/get?page=1");

      assertThat(response.statusCode()).isEqualTo(308);
      assertThat(response.headers().firstValue("Location"))
          .hasValue(device.httpsUrl() + "/api/doorlog/get?page=1");
      assertThat(device.url().getScheme()).isEqualTo("http");
    }
  }

  private static DeviceClient digest(AkuvoxSimulator device) {
    return new DeviceClient(device.url(), "admin", "httpapi", Authentication.DIGEST);
  }
}
