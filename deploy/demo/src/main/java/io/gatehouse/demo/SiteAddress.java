package io.gatehouse.demo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses on the command line. What cannot be used is refused before anything is started. */
final class SiteAddress {

  private SiteAddress() {}

  /** A 2N device and its user. */
  static final class Twon implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
      return device(text, "https://user@10.0.0.5", Site.TWON_PASSWORD);
    }
  }

  /** An Akuvox device and its user. */
  static final class Akuvox implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
      return device(text, "http://user@10.0.0.6", Site.AKUVOX_PASSWORD);
    }
  }

  /** Where a Hik-Connect account logs in. */
  static final class Hik implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
      URI address = parsed(text, "https://isgp.hikcentralconnect.com");
      if (address.getUserInfo() != null) {
        throw seenByAll("a key", Site.HIK_APP_KEY + " and " + Site.HIK_SECRET_KEY);
      }
      return address;
    }
  }

  private static URI device(String text, String example, String passwordVariable) {
    URI address = parsed(text, example);
    if (address.getUserInfo() == null) {
      throw unlike(example, text);
    }
    if (address.getUserInfo().contains(":")) {
      throw seenByAll("a password", passwordVariable);
    }
    return address;
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
