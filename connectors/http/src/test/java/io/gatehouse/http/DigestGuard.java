package io.gatehouse.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The server's side of Digest, written from RFC 7616 without a line of the code under test. Refuses
 * a nonce count that it has seen, and a {@code uri} that differs from the request line.
 */
final class DigestGuard implements Handler<HttpServerRequest> {

  private static final Pattern FIELD =
      Pattern.compile("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,\\s]+))");

  private final String user;
  private final String password;
  private final Handler<HttpServerRequest> protectedHandler;
  private final Map<String, Set<String>> countsByNonce = new HashMap<>();
  private Function<String, List<String>> challenges =
      nonce -> List.of("Digest realm=\"door\", qop=\"auth\", nonce=\"" + nonce + "\"");
  private int maxUses = Integer.MAX_VALUE;
  private boolean saysStale = true;
  private boolean announcesNext;
  private int issued;
  private int challenged;

  DigestGuard(String user, String password, Handler<HttpServerRequest> protectedHandler) {
    this.user = user;
    this.password = password;
    this.protectedHandler = protectedHandler;
  }

  DigestGuard challenging(Function<String, List<String>> challenges) {
    this.challenges = challenges;
    return this;
  }

  /** A nonce serves this often. */
  DigestGuard maxUses(int uses) {
    this.maxUses = uses;
    return this;
  }

  /** Does not say why an aged nonce is refused, like a device that has just restarted. */
  DigestGuard silentAboutStale() {
    this.saysStale = false;
    return this;
  }

  /** Hands out the next nonce with every good reply. */
  DigestGuard announcingNext() {
    this.announcesNext = true;
    return this;
  }

  synchronized int challenged() {
    return challenged;
  }

  @Override
  public synchronized void handle(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null || !header.startsWith("Digest ")) {
      challenge(request, false);
      return;
    }
    Map<String, String> fields = fields(header);
    Set<String> counts = countsByNonce.get(fields.get("nonce"));
    boolean answerIsRight =
        wire(user).equals(fields.get("username"))
            && request.uri().equals(fields.get("uri"))
            && response(request.method().name(), fields).equals(fields.get("response"));
    if (!answerIsRight) {
      challenge(request, false);
    } else if (counts == null
        || counts.size() >= maxUses
        || (fields.containsKey("nc") && !counts.add(fields.get("nc")))) {
      challenge(request, saysStale);
    } else {
      if (announcesNext) {
        request
            .response()
            .putHeader("Authentication-Info", "qop=auth, nextnonce=\"" + nonce() + "\"");
      }
      protectedHandler.handle(request);
    }
  }

  private synchronized void challenge(HttpServerRequest request, boolean stale) {
    challenged++;
    String nonce = nonce();
    request.response().setStatusCode(401);
    for (String line : challenges.apply(nonce)) {
      request.response().headers().add("WWW-Authenticate", line + (stale ? ", stale=true" : ""));
    }
    request.response().end("{\"success\":false,\"error\":{\"code\":9}}");
  }

  private String nonce() {
    String nonce = "n" + issued++;
    countsByNonce.put(nonce, new HashSet<>());
    return nonce;
  }

  private String response(String method, Map<String, String> f) {
    String algorithm = f.getOrDefault("algorithm", "MD5");
    String a1 = hash(algorithm, wire(user) + ":" + f.get("realm") + ":" + wire(password));
    if (algorithm.endsWith("-sess")) {
      a1 = hash(algorithm, a1 + ":" + f.get("nonce") + ":" + f.get("cnonce"));
    }
    String a2 = hash(algorithm, method + ":" + f.get("uri"));
    return f.containsKey("qop")
        ? hash(
            algorithm,
            String.join(":", a1, f.get("nonce"), f.get("nc"), f.get("cnonce"), f.get("qop"), a2))
        : hash(algorithm, String.join(":", a1, f.get("nonce"), a2));
  }

  private static String wire(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String hash(String algorithm, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm.replace("-sess", ""));
      return HexFormat.of().formatHex(digest.digest(text.getBytes(ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> fields(String header) {
    return FIELD
        .matcher(header)
        .results()
        .collect(
            Collectors.toMap(
                m -> m.group(1),
                m -> m.group(2) == null ? m.group(3) : m.group(2).replaceAll("\\\\(.)", "$1")));
  }
}
