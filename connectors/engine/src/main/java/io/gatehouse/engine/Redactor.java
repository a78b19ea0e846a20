package io.gatehouse.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.RedactionRules.Treatment;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps PINs out of everything that leaves a connector, and turns card numbers into keyed tokens:
 * the same card is the same token at every device of one key, and nobody without the key can find
 * the number by trying all of them.
 *
 * <p>Safe for use by several threads.
 */
public final class Redactor {

  /** What stands where a secret stood. */
  public static final String REMOVED = "[removed]";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TOKEN_BYTES = 16;
  private static final JsonFactory JSON = new JsonFactory();

  private final RedactionRules rules;
  private final boolean rawWanted;
  private final Mac prototype;

  /**
   * Redacts by the rules of one vendor.
   *
   * @param rules the vendor's secrets
   * @param tokenKey the key of the tokens, or null or empty: then card numbers are removed as PINs
   *     are
   * @param rawWanted whether events carry the vendor's payload at all
   */
  public Redactor(RedactionRules rules, String tokenKey, boolean rawWanted) {
    this.rules = rules;
    this.rawWanted = rawWanted;
    this.prototype = tokenKey == null || tokenKey.isEmpty() ? null : mac(tokenKey);
  }

  /**
   * The token of a credential: 32 hex digits, the same for every spelling in upper or lower case.
   *
   * @return null where there is no credential or no key to make a token with
   */
  public String token(String credential) {
    if (prototype == null || credential == null || credential.isBlank()) {
      return null;
    }
    byte[] digest =
        copyOfPrototype()
            .doFinal(credential.strip().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, TOKEN_BYTES);
  }

  /**
   * The payload as JSON text with every secret taken out.
   *
   * @return null where the payload was switched off
   */
  public String raw(JsonNode payload) {
    if (!rawWanted || payload == null) {
      return null;
    }
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, "", payload, Treatment.KEEP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write(JsonGenerator json, String key, JsonNode node, Treatment inherited)
      throws IOException {
    if (node.isObject()) {
      Treatment below = inherited == Treatment.KEEP ? rules.treatmentOf(key, "") : inherited;
      json.writeStartObject();
      for (var field : node.properties()) {
        json.writeFieldName(field.getKey());
        write(json, field.getKey(), field.getValue(), below);
      }
      json.writeEndObject();
    } else if (node.isArray()) {
      json.writeStartArray();
      for (JsonNode element : node) {
        write(json, key, element, inherited);
      }
      json.writeEndArray();
    } else {
      writeScalar(json, key, node, inherited);
    }
  }

  private void writeScalar(JsonGenerator json, String key, JsonNode node, Treatment inherited)
      throws IOException {
    Treatment own = node.isNull() ? Treatment.KEEP : rules.treatmentOf(key, node.asText());
    switch (inherited == Treatment.KEEP ? own : inherited) {
      case KEEP -> writeAsIs(json, node);
      case REMOVE -> json.writeString(REMOVED);
      case TOKEN -> {
        String token = token(node.asText());
        json.writeString(token == null ? REMOVED : token);
      }
    }
  }

  private static void writeAsIs(JsonGenerator json, JsonNode scalar) throws IOException {
    if (scalar.isTextual()) {
      json.writeString(scalar.textValue());
    } else {
      // Numbers, booleans and null are their own JSON text. Their toString() makes a whole
      // generator.
      json.writeRawValue(scalar.asText());
    }
  }

  private Mac copyOfPrototype() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java's " + ALGORITHM + " cannot be copied", e);
    }
  }

  private static Mac mac(String key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
