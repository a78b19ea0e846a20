package io.gatehouse.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One Digest challenge being answered, by RFC 7616 and, where the server offers no {@code qop}, RFC
 * 2069. Counts the requests made under its nonce, so that one challenge carries many. Owned by the
 * endpoint's event loop.
 *
 * <p>Text is held as it stands on the wire: one ISO-8859-1 character a byte. The server's realm and
 * nonce are thus hashed and echoed byte for byte; user and password are turned into UTF-8 first.
 */
final class Digest {

  /** Weakest first. */
  private enum Algorithm {
    MD5("MD5", "MD5"),
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256("SHA-512-256", "SHA-512/256");

    private final String wireName;
    private final String jdkName;

    Algorithm(String wireName, String jdkName) {
      this.wireName = wireName;
      this.jdkName = jdkName;
    }
  }

  private static final String SESSION = "-SESS";
  private static final Pattern LIST = Pattern.compile("[\\s,]+");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Challenge challenge;
  private final Algorithm algorithm;
  private final boolean session;
  private final String user;
  private final String secret;
  private final String cnonce;
  private final boolean auth;
  private String nonce;
  private int count;

  private Digest(
      Challenge challenge, Algorithm algorithm, boolean session, Password account, String cnonce) {
    this.challenge = challenge;
    this.algorithm = algorithm;
    this.session = session;
    this.user = account.user();
    this.secret = hash(wire(user) + ":" + realm() + ":" + wire(account.password()));
    this.cnonce = cnonce;
    this.auth = challenge.parameter("qop").isPresent();
    this.nonce = challenge.parameter("nonce").orElseThrow();
  }

  /** The strongest Digest challenge that can be answered. */
  static Optional<Digest> strongest(Collection<Challenge> challenges, Password account) {
    return challenges.stream()
        .flatMap(challenge -> answer(challenge, account, Digest::randomHex).stream())
        .max(Comparator.comparing(digest -> digest.algorithm));
  }

  static Optional<Digest> answer(Challenge challenge, Password account, Supplier<String> cnonce) {
    if (!challenge.is("digest")
        || challenge.parameter("nonce").isEmpty()
        || !offersAuth(challenge)) {
      return Optional.empty();
    }
    String name = challenge.parameter("algorithm").orElse("MD5").toUpperCase(Locale.ROOT);
    boolean session = name.endsWith(SESSION);
    String hash = session ? name.substring(0, name.length() - SESSION.length()) : name;
    return Arrays.stream(Algorithm.values())
        .filter(algorithm -> algorithm.wireName.equals(hash))
        .findFirst()
        .map(algorithm -> new Digest(challenge, algorithm, session, account, cnonce.get()));
  }

  private static boolean offersAuth(Challenge challenge) {
    return challenge
        .parameter("qop")
        .map(qop -> LIST.splitAsStream(qop).anyMatch("auth"::equalsIgnoreCase))
        .orElse(true);
  }

  boolean stale() {
    return challenge.stale();
  }

  String scheme() {
    return "Digest " + algorithm.wireName + (session ? "-sess" : "");
  }

  /** The server announced the nonce for the requests to come (RFC 7616, 3.5). */
  void next(String nonce) {
    this.nonce = nonce;
    this.count = 0;
  }

  /**
   * The Authorization header of the next request.
   *
   * @param uri the request target exactly as sent, with its query
   */
  String authorization(String method, String uri) {
    count++;
    String nc = String.format(Locale.ROOT, "%08x", count);
    String a1 = session ? hash(secret + ":" + nonce + ":" + cnonce) : secret;
    String a2 = hash(method + ":" + uri);
    String response =
        auth
            ? hash(a1 + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + a2)
            : hash(a1 + ":" + nonce + ":" + a2);

    StringBuilder header = new StringBuilder("Digest ").append(username());
    header.append(", realm=").append(quote(realm()));
    header.append(", nonce=").append(quote(nonce));
    header.append(", uri=").append(quote(uri));
    header.append(", response=").append(quote(response));
    challenge.parameter("algorithm").ifPresent(name -> header.append(", algorithm=").append(name));
    challenge
        .parameter("opaque")
        .ifPresent(opaque -> header.append(", opaque=").append(quote(opaque)));
    if (auth) {
      header.append(", qop=auth, nc=").append(nc);
    }
    if (auth || session) {
      header.append(", cnonce=").append(quote(cnonce));
    }
    if (userhash()) {
      header.append(", userhash=true");
    }
    return header.toString();
  }

  private String username() {
    if (userhash()) {
      return "username=" + quote(hash(wire(user) + ":" + realm()));
    }
    boolean ascii = user.chars().allMatch(c -> c < 128);
    boolean extended = challenge.parameter("charset").filter("UTF-8"::equalsIgnoreCase).isPresent();
    return ascii || !extended
        ? "username=" + quote(wire(user))
        : "username*=UTF-8''"
            + URLEncoder.encode(user, UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  private boolean userhash() {
    return challenge.parameter("userhash").filter("true"::equalsIgnoreCase).isPresent();
  }

  private String realm() {
    return challenge.parameter("realm").orElse("");
  }

  private String hash(String wireText) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm.jdkName).digest(wireText.getBytes(ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no " + algorithm.jdkName + ".", e);
    }
  }

  private static String wire(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String randomHex() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
