package io.gatehouse.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One way to authenticate that a server offers (RFC 9110, 11.6.1). Header lines carry one challenge
 * each or several separated by commas, which also separate the parameters: a word followed by an
 * equals sign is a parameter, any other word starts the next challenge.
 *
 * @param scheme in lower case
 * @param parameters names in lower case; values unquoted, their bytes as ISO-8859-1 characters
 */
record Challenge(String scheme, Map<String, String> parameters) {

  static List<Challenge> parse(List<String> headerLines) {
    List<Challenge> challenges = new ArrayList<>();
    for (String line : headerLines) {
      new Scanner(line).readInto(challenges);
    }
    return challenges;
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  boolean is(String scheme) {
    return this.scheme.equals(scheme);
  }

  boolean stale() {
    return parameter("stale").filter("true"::equalsIgnoreCase).isPresent();
  }

  /** For people: {@code Digest SHA-256}. */
  String describe() {
    return scheme + parameter("algorithm").map(name -> " " + name).orElse("");
  }

  /** Reads what it can; devices' headers are not always by the book. */
  private static final class Scanner {

    private final String line;
    private int at;

    Scanner(String line) {
      this.line = line;
    }

    void readInto(List<Challenge> challenges) {
      Challenge current = null;
      while (true) {
        skip(" \t,");
        if (at == line.length()) {
          return;
        }
        String word = word();
        skip(" \t");
        if (word.isEmpty()) {
          at++;
        } else if (at < line.length() && line.charAt(at) == '=') {
          at++;
          skip(" \t");
          String value = at < line.length() && line.charAt(at) == '"' ? quoted() : word();
          if (current != null) {
            current.parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value);
          }
        } else {
          current = new Challenge(word.toLowerCase(Locale.ROOT), new HashMap<>());
          challenges.add(current);
        }
      }
    }

    private void skip(String characters) {
      while (at < line.length() && characters.indexOf(line.charAt(at)) >= 0) {
        at++;
      }
    }

    private String word() {
      int start = at;
      while (at < line.length() && " \t,=\"".indexOf(line.charAt(at)) < 0) {
        at++;
      }
      return line.substring(start, at);
    }

    private String quoted() {
      StringBuilder value = new StringBuilder();
      for (at++; at < line.length() && line.charAt(at) != '"'; at++) {
        if (line.charAt(at) == '\\' && at + 1 < line.length()) {
          at++;
        }
        value.append(line.charAt(at));
      }
      at = Math.min(at + 1, line.length());
      return value.toString();
    }
  }
}
