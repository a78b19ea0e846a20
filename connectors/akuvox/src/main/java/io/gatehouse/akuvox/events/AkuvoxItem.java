package io.gatehouse.akuvox.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.RedactionRules.Treatment;
import io.gatehouse.engine.Redactor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One record of a log or history, without what repeats its secrets. Firmware differs in how it
 * spells names and types: names are compared by their letters and digits, in any case, and a value
 * is a text whether it is sent as a text, a number or a truth.
 */
final class AkuvoxItem {

  private final JsonNode json;
  private final String code;
  private final Map<String, String> texts;

  private AkuvoxItem(JsonNode json, String code, Map<String, String> texts) {
    this.json = json;
    this.code = code;
    this.texts = texts;
  }

  static AkuvoxItem of(JsonNode sent) {
    JsonNode json = AkuvoxRepeats.removeFrom(sent);
    return new AkuvoxItem(json, code(sent), texts(json));
  }

  /** As sent, but for repeats of its secrets: it must be redacted before it goes anywhere. */
  JsonNode json() {
    return json;
  }

  /** In clear, card or PIN: it must become a token, or nothing, before it goes anywhere. */
  String code() {
    return code;
  }

  /**
   * The first of these that is there, without blanks around it and without a URL's password.
   *
   * @param names as {@link #plain} makes them
   * @return null if there is none, or it is or repeats a secret
   */
  String text(String... names) {
    return Stream.of(names).map(texts::get).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** The local time as sent, however it is written; null if there is none. */
  String localTime() {
    String inOne = text("opendoortime", "calltime");
    if (inOne != null) {
      return inOne;
    }
    String inTwo =
        Stream.of(text("date"), text("time"))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return inTwo.isEmpty() ? null : inTwo;
  }

  /** Letters and digits of a name, in lower case. */
  static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      if (Character.isLetterOrDigit(c)) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static String code(JsonNode sent) {
    return sent.properties().stream()
        .filter(field -> plain(field.getKey()).equals("code"))
        .map(field -> text(field.getValue()))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> texts(JsonNode json) {
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      String name = field.getKey();
      String text = AkuvoxSecrets.withoutUser(text(field.getValue()));
      boolean isKept =
          !text.equals(Redactor.REMOVED) && AkuvoxSecrets.treatmentOf(name, text) == Treatment.KEEP;
      if (isKept && !text.isEmpty()) {
        texts.putIfAbsent(plain(name), text);
      }
    }
    return texts;
  }

  private static String text(JsonNode value) {
    return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
  }
}
