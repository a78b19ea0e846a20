package io.gatehouse.akuvox.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gatehouse.engine.EventIds;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.engine.Redactor;
import io.gatehouse.http.HttpFailure.Kind;
import io.gatehouse.http.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the cloud said to a command: manual 003, success, timestamp and result. */
final class AkuvoxCloudReply {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\"\\s*:\\s*[0-9]+");
  private static final String NO_WORDS = "no reason given";
  private static final int MOST_WORDS = 200;

  private final String command;
  private final String token;
  private final Reply reply;

  /**
   * A reply that nobody has looked at.
   *
   * @param token is kept out of all messages
   */
  AkuvoxCloudReply(String command, String token, Reply reply) {
    this.command = command;
    this.token = token;
    this.reply = reply;
  }

  /**
   * What a command brought.
   *
   * @param at the cloud's time; null where it does not say
   * @param items of a history newest first; they may be anything
   */
  record Answer(Instant at, ArrayNode items) {}

  /**
   * The same for replies that differ in nothing but the cloud's time, so that what is the same need
   * not be read: of 1,000 records this takes a sixth of the time.
   */
  String fingerprint() {
    return EventIds.of(TIMESTAMP.matcher(reply.body().toString()).replaceFirst(""));
  }

  /**
   * Reads the reply.
   *
   * @throws AkuvoxCloudError if the command was not successful
   * @throws FeedFailure if this is no answer to a command
   */
  Answer answer() {
    JsonNode envelope = successful();
    long timestamp = envelope.path("timestamp").asLong();
    return new Answer(
        timestamp > 0 ? Instant.ofEpochMilli(timestamp) : null, items(envelope.path("result")));
  }

  /**
   * Reads whether the command was successful; what it brought does not matter.
   *
   * @throws AkuvoxCloudError if it was not
   * @throws FeedFailure if this is no answer to a command
   */
  void requireSuccess() {
    successful();
  }

  private JsonNode successful() {
    JsonNode envelope;
    try {
      envelope = JSON.readTree(reply.body().getBytes());
    } catch (IOException e) {
      throw notAnAnswer("no whole JSON but " + reply.contentType().orElse("something"), e);
    }
    String success = envelope.path("success").asText().toLowerCase(Locale.ROOT);
    if (success.equals("false")) {
      throw AkuvoxCloudError.unsuccessful(command, envelope.path("code").asText(), words(envelope));
    }
    if (!success.equals("true")) {
      throw notAnAnswer("JSON without success", null);
    }
    return envelope;
  }

  /** Why the cloud refused, in its own words. */
  String words() {
    try {
      return words(JSON.readTree(reply.body().getBytes()));
    } catch (IOException noJson) {
      return NO_WORDS;
    }
  }

  /** Where there is nothing, there may be no list either; where there is one thing, that alone. */
  private ArrayNode items(JsonNode result) {
    if (result instanceof ArrayNode list) {
      return list;
    }
    ArrayNode items = JSON.createArrayNode();
    if (result.isObject() && !result.isEmpty()) {
      items.add(result);
    } else if (result.isValueNode() && !result.isNull() && !result.asText().isBlank()) {
      throw notAnAnswer("a result that is no list", null);
    }
    return items;
  }

  /** Which field has them is not documented. */
  private String words(JsonNode envelope) {
    for (String field : List.of("message", "msg", "error_description", "error", "code")) {
      String words = envelope.path(field).asText().replaceAll("\\s+", " ").strip();
      if (!words.isEmpty()) {
        String safe = words.replace(token, Redactor.REMOVED);
        return safe.length() > MOST_WORDS ? safe.substring(0, MOST_WORDS) + "…" : safe;
      }
    }
    return NO_WORDS;
  }

  private FeedFailure notAnAnswer(String what, Throwable cause) {
    return new FeedFailure(
        Kind.TRANSIENT,
        command + " was answered with " + what + "; is this the address of the Akuvox cloud?",
        cause);
  }
}
