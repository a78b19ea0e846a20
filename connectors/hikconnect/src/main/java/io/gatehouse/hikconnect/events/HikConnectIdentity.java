package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.EventIds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What tells messages from each other. A queue gives a message again until it is completed, and
 * gives the same alarm anew when its pictures have been uploaded: the first must not be written
 * twice, the second must not be lost.
 *
 * @param base names what happened, by the cloud's own ids where it gives some: 11 characters
 * @param variant names what is told of it: 6 characters. Links to pictures do not count, because
 *     they are signed anew each time they are handed out; whether there are any does
 */
public record HikConnectIdentity(String base, String variant) {

  private static final int BASE_BYTES = 8;
  private static final int BASE_LENGTH = 11;
  private static final int VARIANT_LENGTH = 6;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  public static HikConnectIdentity of(HikConnectEvent event) {
    String told = canonical(event.json());
    String name = name(event);
    return new HikConnectIdentity(
        hash(event.queue() + "|" + (name == null ? told : name)),
        hash(told).substring(0, VARIANT_LENGTH));
  }

  /** Of what cannot be looked into. */
  public static HikConnectIdentity ofText(HikConnectQueue queue, String text) {
    return new HikConnectIdentity(
        hash(queue.word() + "|" + text), hash(text).substring(0, VARIANT_LENGTH));
  }

  /** As positions remember it. */
  public String key() {
    return base + variant;
  }

  public static String baseOf(String key) {
    return key.substring(0, Math.min(BASE_LENGTH, key.length()));
  }

  /** The same message always has the same event id. */
  public String eventId() {
    return EventIds.of("hikconnect", base, variant);
  }

  /**
   * The cloud's own name of what happened; null where it gives none. The phases of an alarm have
   * one guid, and so have the pulses of one (A.3.20).
   */
  private static String name(HikConnectEvent event) {
    JsonNode json = event.json();
    String guid = text(json, "guid");
    if (guid != null) {
      return join(guid, text(json, "msgType"), text(at(json, "timeInfo"), "startTime"));
    }
    String id = text(json, "eventId", "uuid");
    if (id != null) {
      return id;
    }
    HikConnectTime time = event.time();
    if (event.serialNo() != null) {
      return join(event.deviceId(), event.serialNo(), time == null ? null : time.at());
    }
    JsonNode talk = event.talk();
    if (!talk.isObject()) {
      return null;
    }
    String call = text(talk, "msgId", "msgld");
    return join(
        call == null ? event.deviceId() : call,
        text(talk, "roomNumber"),
        text(talk, "msgType"),
        text(talk, "deviceTimeStamp"));
  }

  private static String join(Object... parts) {
    return Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining("|"));
  }

  /** JSON without regard to the order of keys and to where links lead. */
  private static String canonical(JsonNode json) {
    StringBuilder text = new StringBuilder(1_024);
    write(json, text);
    return text.toString();
  }

  private static void write(JsonNode json, StringBuilder text) {
    if (json.isObject()) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      json.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      text.append('{');
      sorted.forEach(
          (key, value) -> {
            text.append(key).append(':');
            write(value, text);
            text.append(',');
          });
      text.append('}');
    } else if (json.isArray()) {
      text.append('[');
      for (JsonNode element : json) {
        write(element, text);
        text.append(',');
      }
      text.append(']');
    } else {
      String value = json.asText();
      text.append(value.startsWith("http") && value.contains("://") ? "link" : value);
    }
  }

  /** 64 bits as 11 characters: among the thousand that are remembered, none is alike by chance. */
  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      byte[] start = new byte[BASE_BYTES];
      System.arraycopy(digest, 0, start, 0, BASE_BYTES);
      return TEXT.encodeToString(start);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
