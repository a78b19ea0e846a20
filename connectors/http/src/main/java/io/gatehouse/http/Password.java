package io.gatehouse.http;

import java.util.Locale;

record Password(Scheme scheme, String user, String password) implements Credentials {

  enum Scheme {
    BASIC,
    DIGEST,
    AUTO
  }

  Password {
    if (user.isEmpty()) {
      throw new IllegalArgumentException("The user name is empty; give the device account's name.");
    }
    if (hasControl(user) || hasControl(password)) {
      throw new IllegalArgumentException(
          "The user name or password of " + printable(user) + " contains a control character.");
    }
    if (scheme != Scheme.DIGEST && user.contains(":")) {
      throw new IllegalArgumentException(
          "The user name " + user + " contains a colon, which Basic cannot carry; use digest.");
    }
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public String toString() {
    return scheme.name().toLowerCase(Locale.ROOT) + "(" + user + ")";
  }
}
