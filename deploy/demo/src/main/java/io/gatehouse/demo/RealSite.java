package io.gatehouse.demo;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A device or an account of the user's own, as the command line names it. */
final class RealSite {

  @ArgGroup(multiplicity = "1")
  private Address address;

  @ArgGroup private Certificate certificate = new Certificate();

  /** One of a kind. */
  static final class Address {

    @Option(
        names = "--twon",
        paramLabel = "https://USER@HOST",
        converter = TwonAddress.class,
        description =
            "Read this 2N device instead of simulated doors. The password is asked for, or taken"
                + " from the environment variable "
                + Site.TWON_PASSWORD
                + ".")
    private URI twon;

    @Option(
        names = "--hik",
        paramLabel = "https://HOST",
        converter = HikAddress.class,
        description =
            "Read this Hik-Connect account instead of simulated doors. AK and SK are asked for, or"
                + " taken from "
                + Site.HIK_APP_KEY
                + " and "
                + Site.HIK_SECRET_KEY
                + ".")
    private URI hik;
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

  /** Refuses an address that cannot be used, before anything is started. */
  static final class TwonAddress implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
      URI address = parsed(text, "https://user@10.0.0.5");
      if (address.getUserInfo() == null) {
        throw unlike("https://user@10.0.0.5", text);
      }
      if (address.getUserInfo().contains(":")) {
        throw seenByAll("a password", Site.TWON_PASSWORD);
      }
      return address;
    }
  }

  /** Refuses an address that cannot be used, before anything is started. */
  static final class HikAddress implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
      URI address = parsed(text, "https://isgp.hikcentralconnect.com");
      if (address.getUserInfo() != null) {
        throw seenByAll("a key", Site.HIK_APP_KEY + " and " + Site.HIK_SECRET_KEY);
      }
      return address;
    }
  }

  /**
   * What is to be read.
   *
   * @param secrets gives a secret, by the environment variable that may hold it and its name
   * @throws IllegalArgumentException if there are two of a kind
   */
  static List<Site> sites(List<RealSite> real, BinaryOperator<String> secrets) {
    List<Site> sites = real.stream().map(one -> one.site(secrets)).toList();
    if (sites.stream().map(Site::connector).distinct().count() < sites.size()) {
      throw new IllegalArgumentException("--twon and --hik can be given once each");
    }
    return sites;
  }

  private Site site(BinaryOperator<String> secrets) {
    return address.twon == null ? hikConnect(address.hik, secrets) : twon(address.twon, secrets);
  }

  private Site hikConnect(URI url, BinaryOperator<String> secrets) {
    String appKey = secrets.apply(Site.HIK_APP_KEY, "AK at " + url.getHost());
    String secretKey = secrets.apply(Site.HIK_SECRET_KEY, "SK at " + url.getHost());
    return Site.hikConnect(url, Map.of(), appKey, secretKey, certificate.options());
  }

  private Site twon(URI address, BinaryOperator<String> secrets) {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    String url = address.getScheme() + "://" + address.getHost() + port;
    String user = address.getUserInfo();
    String password =
        secrets.apply(
            Site.TWON_PASSWORD, "Password of %s at %s".formatted(user, address.getHost()));
    return Site.twon(Map.of(address.getHost(), url), user, password, certificate.options());
  }

  private static URI parsed(String text, String example) {
    try {
      URI address = new URI(text);
      if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
        throw unlike(example, text);
      }
      return address;
    } catch (URISyntaxException e) {
      throw unlike(example, text);
    }
  }

  /** The text itself may hold a password. */
  private static TypeConversionException unlike(String example, String text) {
    return new TypeConversionException(
        "'%s' must be like %s".formatted(text.replaceAll(":[^/:@]*@", ":...@"), example));
  }

  private static TypeConversionException seenByAll(String secret, String variable) {
    return new TypeConversionException(
        secret
            + " in an address is seen by everyone on this machine: leave it out, and type it when"
            + " asked or set "
            + variable);
  }
}
