package io.gatehouse.demo;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/** A 2N device of the user's own. What it emits is known from what is read only. */
record RealDoor(Map<String, String> addresses, Account account, Map<String, String> options)
    implements Doors {

  /**
   * @param address such as {@code https://user@10.0.0.5}
   * @return the same address
   * @throws IllegalArgumentException if it has no user or carries a password
   */
  static URI checked(URI address) {
    String user = address.getUserInfo();
    if (address.getHost() == null || user == null) {
      throw new IllegalArgumentException(
          "'%s' must have a user and a host, as in https://user@10.0.0.5".formatted(address));
    }
    if (user.contains(":")) {
      throw new IllegalArgumentException(
          "a password in an address is seen by everyone on this machine: leave it out, and type it"
              + " when asked or set "
              + Demo.PASSWORD);
    }
    return address;
  }

  /**
   * @param address that {@link #checked} has let pass
   * @param options how its certificate is checked
   */
  static RealDoor at(URI address, String password, Map<String, String> options) {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    String url = address.getScheme() + "://" + address.getHost() + port;
    var account = new Account(address.getUserInfo(), password);
    return new RealDoor(Map.of(address.getHost(), url), account, options);
  }

  @Override
  public void begin() {
    // People come and go by themselves.
  }

  @Override
  public void end() {
    // And they do not stop for us.
  }

  @Override
  public Map<String, Set<String>> emitted() {
    return Map.of();
  }

  @Override
  public void close() {
    // Nothing of ours runs there.
  }
}
