package io.gatehouse.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** A device or an account of the user's own, as the command line names it. */
final class RealSite {

  @ArgGroup(multiplicity = "1")
  private Address address;

  @ArgGroup private Zone zone = new Zone();

  @ArgGroup private Certificate certificate = new Certificate();

  /** One of a kind. */
  static final class Address {

    @Option(
        names = "--twon",
        paramLabel = "https://USER@HOST",
        converter = SiteAddress.Twon.class,
        description =
            "Read this 2N device instead of simulated doors. The password is asked for, or taken"
                + " from the environment variable "
                + Site.TWON_PASSWORD
                + ".")
    private URI twon;

    @Option(
        names = "--hik",
        paramLabel = "https://HOST",
        converter = SiteAddress.Hik.class,
        description =
            "Read this Hik-Connect account instead of simulated doors. AK and SK are asked for, or"
                + " taken from "
                + Site.HIK_APP_KEY
                + " and "
                + Site.HIK_SECRET_KEY
                + ".")
    private URI hik;

    @Option(
        names = "--akuvox",
        paramLabel = "http[s]://USER@HOST",
        converter = SiteAddress.Akuvox.class,
        description =
            "Read this Akuvox device instead of simulated doors. The password is asked for, or taken"
                + " from "
                + Site.AKUVOX_PASSWORD
                + ".")
    private URI akuvox;
  }

  /** What the device's clock shows, if that is known. */
  static final class Zone {

    @Option(
        names = "--akuvox-zone",
        paramLabel = "ZONE",
        description =
            "At --akuvox before this: time zone of the device's clock, such as Europe/Berlin."
                + " Without it the zone is measured when the first record comes; older ones are"
                + " taken for UTC.")
    private ZoneId id;
  }

  /** How the certificate at the address is checked, if not by what Java trusts. */
  static final class Certificate {

    @Option(
        names = "--fingerprint",
        paramLabel = "SHA256",
        description =
            "At the address before this: trust the certificate with this SHA-256, and no other.")
    private String fingerprint;

    @Option(
        names = "--ca",
        paramLabel = "FILE",
        description =
            "At the address before this: trust certificates issued by those in this PEM file.")
    private Path ca;

    @Option(
        names = "--insecure",
        description =
            "At the address before this: trust any certificate, so that whoever can reach the"
                + " network can read along.")
    private boolean insecure;

    Map<String, String> options() {
      if (fingerprint != null) {
        return Map.of("tls", "pinned", "tls.fingerprint", fingerprint);
      }
      if (ca != null) {
        return Map.of("tls", "ca", "tls.ca.file", ca.toAbsolutePath().toString());
      }
      return insecure ? Map.of("tls", "insecure") : Map.of();
    }
  }

  /**
   * What is to be read.
   *
   * @param allow names the devices of an account that are commanded
   * @param secrets gives a secret, by the environment variable that may hold it and its name
   * @throws IllegalArgumentException if there are two of a kind, or a zone for what needs none
   */
  static List<Site> sites(
      List<RealSite> real, List<AllowRule> allow, BinaryOperator<String> secrets) {
    List<Site> sites = real.stream().map(one -> one.site(inCloud(real, allow), secrets)).toList();
    if (sites.stream().map(Site::connector).distinct().count() < sites.size()) {
      throw new IllegalArgumentException("--twon, --hik and --akuvox can be given once each");
    }
    return sites;
  }

  /** The devices, known by their serial numbers, that have no address here. */
  private static List<Map<String, Object>> inCloud(List<RealSite> real, List<AllowRule> allow) {
    Set<String> hosts = real.stream().map(RealSite::host).collect(Collectors.toSet());
    return allow.stream()
        .filter(AllowRule::namesDevice)
        .map(AllowRule::device)
        .filter(device -> !hosts.contains(device))
        .distinct()
        .map(serial -> Map.<String, Object>of("id", serial, "serial", serial))
        .toList();
  }

  private String host() {
    return Stream.of(address.twon, address.hik, address.akuvox)
        .filter(Objects::nonNull)
        .map(URI::getHost)
        .findFirst()
        .orElseThrow();
  }

  private Site site(List<Map<String, Object>> inCloud, BinaryOperator<String> secrets) {
    if (address.akuvox != null) {
      return akuvox(address.akuvox, secrets);
    }
    if (zone.id != null) {
      throw new IllegalArgumentException("--akuvox-zone must follow the address of --akuvox");
    }
    return address.twon == null
        ? hikConnect(address.hik, inCloud, secrets)
        : twon(address.twon, secrets);
  }

  private Site hikConnect(
      URI url, List<Map<String, Object>> devices, BinaryOperator<String> secrets) {
    String appKey = secrets.apply(Site.HIK_APP_KEY, "AK at " + url.getHost());
    String secretKey = secrets.apply(Site.HIK_SECRET_KEY, "SK at " + url.getHost());
    return Site.hikConnect(url, devices, appKey, secretKey, certificate.options());
  }

  private Site twon(URI url, BinaryOperator<String> secrets) {
    return Site.twon(
        device(url),
        url.getUserInfo(),
        password(Site.TWON_PASSWORD, url, secrets),
        certificate.options());
  }

  private Site akuvox(URI url, BinaryOperator<String> secrets) {
    Map<String, String> options = new HashMap<>(certificate.options());
    if (zone.id != null) {
      options.put("log.time.zone", zone.id.getId());
    }
    return Site.akuvox(
        device(url), url.getUserInfo(), password(Site.AKUVOX_PASSWORD, url, secrets), options);
  }

  /** The device by its id, which is its host. */
  private static Map<String, String> device(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return Map.of(url.getHost(), url.getScheme() + "://" + url.getHost() + port);
  }

  private static String password(String variable, URI url, BinaryOperator<String> secrets) {
    return secrets.apply(
        variable, "Password of %s at %s".formatted(url.getUserInfo(), url.getHost()));
  }
}
