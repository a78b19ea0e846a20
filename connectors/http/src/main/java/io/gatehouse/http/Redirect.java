package io.gatehouse.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** The only redirect that is followed: from http to https, same host, same path and query. */
final class Redirect {

  private static final Set<Integer> STATUSES = Set.of(301, 302, 307, 308);

  private Redirect() {}

  /** The origin to use from now on. */
  static Optional<URI> toTls(URI origin, String target, Reply reply) {
    if (!STATUSES.contains(reply.status()) || !"http".equalsIgnoreCase(origin.getScheme())) {
      return Optional.empty();
    }
    return location(reply)
        .filter(to -> "https".equalsIgnoreCase(to.getScheme()))
        .filter(to -> origin.getHost().equalsIgnoreCase(to.getHost()))
        .filter(to -> target.equals(target(to)))
        .map(to -> URI.create("https://" + to.getRawAuthority() + origin.getRawPath()));
  }

  /** Where a reply points, without user, query and fragment, which may hold secrets. */
  static String destination(Reply reply) {
    return location(reply)
        .filter(to -> to.getHost() != null)
        .map(
            to ->
                to.getScheme()
                    + "://"
                    + to.getHost()
                    + (to.getPort() < 0 ? "" : ":" + to.getPort())
                    + to.getRawPath())
        .orElse("elsewhere");
  }

  private static Optional<URI> location(Reply reply) {
    try {
      String location = reply.headers().get("Location");
      return location == null ? Optional.empty() : Optional.of(new URI(location));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String target(URI uri) {
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }
}
