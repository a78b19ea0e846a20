package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of HTTP Digest (RFC 7616, and RFC 2617 for MD5), as strict as the RFC allows: a
 * request is let in only once for each nonce count, and only for the path it was signed for.
 */
final class Digest {

  /**
   * What came of a request's credentials.
   *
   * @param user who it was, or null if refused
   * @param stale the credentials were right, the nonce was not
   * @param refusal why, for the journal
   */
  record Result(String user, boolean stale, String refusal) {

    static Result accepted(String user) {
      return new Result(user, false, null);
    }

    static Result refused(String why) {
      return new Result(null, false, why);
    }

    static Result staleNonce() {
      return new Result(null, true, "stale nonce");
    }
  }

  private static final int NONCES_KEPT = 64;
  private static final int REPLAY_WINDOW = 64;
  private static final Pattern FIELD =
      Pattern.compile(
          "\\G\\s*([A-Za-z]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))\\s*(?:,|$)");
  private static final Pattern NONCE_COUNT = Pattern.compile("[0-9a-fA-F]{8}");

  private final String realm;
  private final List<String> algorithms;
  private final String qop;
  private final boolean namesAlgorithm;
  private final long nonceLifetime;
  private final long nonceUses;
  private final String opaque;
  private final SecureRandom random;
  private final Map<String, Nonce> nonces =
      new LinkedHashMap<>(2) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Nonce> eldest) {
          return size() > NONCES_KEPT;
        }
      };

  /** Offers {@code auth} only, and names the algorithm in the challenge. */
  Digest(
      String realm,
      List<String> algorithms,
      Duration nonceLifetime,
      long nonceUses,
      SecureRandom random) {
    this(realm, "auth", algorithms, true, nonceLifetime, nonceUses, random);
  }

  /**
   * @param qop as the challenge offers it; only {@code auth} is taken
   * @param algorithms offered, best first: MD5, SHA-256
   * @param namesAlgorithm whether the challenge says which; without, it is MD5
   * @param nonceLifetime of a nonce from its challenge on
   * @param nonceUses how many requests one nonce may carry
   */
  Digest(
      String realm,
      String qop,
      List<String> algorithms,
      boolean namesAlgorithm,
      Duration nonceLifetime,
      long nonceUses,
      SecureRandom random) {
    this.realm = realm;
    this.qop = qop;
    this.namesAlgorithm = namesAlgorithm;
    this.algorithms = algorithms;
    this.nonceLifetime = nonceLifetime.toNanos();
    this.nonceUses = nonceUses;
    this.random = random;
    this.opaque = randomHex();
  }

  /** One {@code WWW-Authenticate} value for each algorithm, with a nonce of its own. */
  synchronized List<String> challenges(boolean stale, long now) {
    return algorithms.stream().map(algorithm -> challenge(algorithm, stale, now)).toList();
  }

  /**
   * @param credentials of {@code Authorization}, after the scheme
   * @param passwordOf the password of a user
   */
  synchronized Result check(
      String credentials,
      String method,
      String uri,
      Function<String, Optional<String>> passwordOf,
      long now) {
    Map<String, String> fields = parse(credentials);
    if (fields == null) {
      return Result.refused("malformed credentials");
    }
    for (String name :
        List.of("username", "realm", "nonce", "uri", "response", "opaque", "qop", "nc", "cnonce")) {
      if (!fields.containsKey(name)) {
        return Result.refused("no " + name);
      }
    }
    String algorithm = fields.getOrDefault("algorithm", "MD5");
    if (!algorithms.contains(algorithm)) {
      return Result.refused("algorithm " + algorithm + " not offered");
    }
    if (!fields.get("realm").equals(realm)) {
      return Result.refused("wrong realm");
    }
    if (!fields.get("opaque").equals(opaque)) {
      return Result.refused("wrong opaque");
    }
    if (!fields.get("uri").equals(uri)) {
      return Result.refused("signed for another uri");
    }
    if (!fields.get("qop").equals("auth")) {
      return Result.refused("wrong qop");
    }
    if (!NONCE_COUNT.matcher(fields.get("nc")).matches()) {
      return Result.refused("malformed nc");
    }
    Optional<String> password = passwordOf.apply(fields.get("username"));
    if (password.isEmpty()) {
      return Result.refused("unknown user");
    }
    if (!sameText(expected(algorithm, method, fields, password.get()), fields.get("response"))) {
      return Result.refused("wrong response");
    }
    Nonce nonce = nonces.get(fields.get("nonce"));
    if (nonce == null
        || !nonce.algorithm.equals(algorithm)
        || now - nonce.created > nonceLifetime
        || nonce.uses >= nonceUses) {
      return Result.staleNonce();
    }
    if (!nonce.use(Long.parseLong(fields.get("nc"), 16))) {
      return Result.refused("replayed nc");
    }
    return Result.accepted(fields.get("username"));
  }

  /** Makes every nonce stale. */
  synchronized void forgetNonces() {
    nonces.clear();
  }

  private String challenge(String algorithm, boolean stale, long now) {
    String nonce = randomHex();
    nonces.put(nonce, new Nonce(algorithm, now));
    return "Digest realm=\"%s\", qop=\"%s\",%s nonce=\"%s\", opaque=\"%s\"%s"
        .formatted(
            realm,
            qop,
            namesAlgorithm ? " algorithm=" + algorithm + "," : "",
            nonce,
            opaque,
            stale ? ", stale=true" : "");
  }

  private static String expected(
      String algorithm, String method, Map<String, String> fields, String password) {
    MessageDigest digest = messageDigest(algorithm);
    String a1 = hash(digest, fields.get("username") + ":" + fields.get("realm") + ":" + password);
    String a2 = hash(digest, method + ":" + fields.get("uri"));
    return hash(
        digest,
        String.join(
            ":",
            a1,
            fields.get("nonce"),
            fields.get("nc"),
            fields.get("cnonce"),
            fields.get("qop"),
            a2));
  }

  private static boolean sameText(String expected, String actual) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), actual.getBytes(UTF_8));
  }

  private static MessageDigest messageDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("no such digest algorithm: " + algorithm, e);
    }
  }

  private static String hash(MessageDigest digest, String text) {
    return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
  }

  private String randomHex() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The fields by lower case name, or null if this is no list of fields or names one twice. */
  private static Map<String, String> parse(String credentials) {
    Map<String, String> fields = new HashMap<>();
    Matcher matcher = FIELD.matcher(credentials);
    int end = 0;
    while (matcher.find()) {
      String value =
          matcher.group(2) != null
              ? matcher.group(2).replaceAll("\\\\(.)", "$1")
              : matcher.group(3);
      if (fields.put(matcher.group(1).toLowerCase(Locale.ROOT), value) != null) {
        return null;
      }
      end = matcher.end();
    }
    return end == credentials.length() && !fields.isEmpty() ? fields : null;
  }

  /** A nonce and which of its counts were seen: the highest, and those just below it. */
  private static final class Nonce {
    private final String algorithm;
    private final long created;
    private long uses;
    private long highest;
    private long seenBelow; // bit n: highest - n was seen

    Nonce(String algorithm, long created) {
      this.algorithm = algorithm;
      this.created = created;
    }

    boolean use(long count) {
      if (count > highest) {
        long step = count - highest;
        seenBelow = step >= REPLAY_WINDOW ? 1 : (seenBelow << step) | 1;
        highest = count;
      } else {
        long below = highest - count;
        if (count == 0 || below >= REPLAY_WINDOW || (seenBelow >> below & 1) == 1) {
          return false;
        }
        seenBelow |= 1L << below;
      }
      uses++;
      return true;
    }
  }
}
