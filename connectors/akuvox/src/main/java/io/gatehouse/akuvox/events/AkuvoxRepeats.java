package io.gatehouse.akuvox.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.engine.RedactionRules.Treatment;
import io.gatehouse.engine.Redactor;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes a record's secrets out of its other fields: a person may be called by the PIN, which no
 * rule for names of fields finds.
 */
final class AkuvoxRepeats {

  /** No code has a single digit; a single key pressed in a call is in other fields by chance. */
  private static final int SHORTEST = 2;

  /** The vendor's own words and numbers, which are those of a code by chance. */
  private static final Set<String> FIXED =
      Set.of(
          "id",
          "date",
          "time",
          "type",
          "status",
          "relay",
          "accessmode",
          "opendoor",
          "opendoortype",
          "opendoortime",
          "calltime");

  /** A repeat neither begins nor ends within a run of digits or of letters. */
  private static final String BEFORE = "(?<![0-9](?=[0-9]))(?<!\\p{L}(?=\\p{L}))(?:";

  private static final String AFTER = ")(?!(?<=[0-9])[0-9])(?!(?<=\\p{L})\\p{L})";

  private final Pattern secrets;

  private AkuvoxRepeats(Set<String> secrets) {
    this.secrets =
        Pattern.compile(
            secrets.stream().map(Pattern::quote).collect(Collectors.joining("|", BEFORE, AFTER)),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** The record with {@link Redactor#REMOVED} for each value that holds one of its secrets. */
  static JsonNode removeFrom(JsonNode sent) {
    Set<String> secrets = new LinkedHashSet<>();
    collect("", sent, false, secrets);
    return secrets.isEmpty() ? sent : new AkuvoxRepeats(secrets).without("", sent);
  }

  private static void collect(String name, JsonNode node, boolean isWithin, Set<String> secrets) {
    boolean isSecret = isWithin || isSecret(name);
    String text = node.isValueNode() ? node.asText().strip() : "";
    if (isSecret && text.length() >= SHORTEST && couldBeTyped(name, text)) {
      secrets.add(text);
    }
    if (node.isArray()) {
      node.forEach(element -> collect(name, element, isSecret, secrets));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collect(field.getKey(), field.getValue(), isSecret, secrets);
    }
  }

  /** A code has letters too; of what is secret by the sound of its name, words are none. */
  private static boolean couldBeTyped(String name, String text) {
    return AkuvoxItem.plain(name).equals("code") || text.chars().anyMatch(Character::isDigit);
  }

  private JsonNode without(String name, JsonNode node) {
    if (isSecret(name)) {
      return node;
    }
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        copy.set(field.getKey(), without(field.getKey(), field.getValue()));
      }
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> copy.add(without(name, element)));
      return copy;
    }
    boolean isRepeat =
        !FIXED.contains(AkuvoxItem.plain(name)) && secrets.matcher(node.asText()).find();
    return isRepeat ? JsonNodeFactory.instance.textNode(Redactor.REMOVED) : node;
  }

  /** By its name: rules for names of fields see to it. */
  private static boolean isSecret(String name) {
    return AkuvoxSecrets.treatmentOf(name, "") != Treatment.KEEP;
  }
}
