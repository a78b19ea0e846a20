package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.events.Attachment;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures and videos of a message, and until when their links work. A signed link says so itself;
 * the life of others is that of manual 004, A.3.7, A.3.12, A.3.38 and A.3.134.
 */
final class HikConnectAttachments {

  private static final Duration OF_EVENTS = Duration.ofMinutes(15);
  private static final Duration OF_ACCESS_RECORDS = Duration.ofHours(24);
  private static final Duration OF_DOORS = Duration.ofHours(2);
  private static final Duration OF_PEOPLE = Duration.ofHours(1);
  private static final Pattern SIGNED = Pattern.compile("(?i)[?&]X-Amz-Date=([0-9]{8}T[0-9]{6})Z");
  private static final Pattern LIFE = Pattern.compile("(?i)[?&]X-Amz-Expires=([0-9]{1,7})(?:&|$)");
  private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  private final Instant receivedAt;
  private final List<Attachment> found = new ArrayList<>();

  private HikConnectAttachments(Instant receivedAt) {
    this.receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** What the event itself shows first. */
  static List<Attachment> of(HikConnectEvent event, Instant receivedAt) {
    HikConnectAttachments attachments = new HikConnectAttachments(receivedAt);
    for (JsonNode file : each(at(at(event.data(), "fileInfo"), "file"))) {
      attachments.add(text(file, "url"), kind(text(file, "type")), OF_EVENTS);
    }
    for (JsonNode picture : each(at(event.json(), "picture"))) {
      attachments.add(text(picture, "url"), "PICTURE", OF_EVENTS);
    }
    for (JsonNode video : each(at(event.json(), "video"))) {
      attachments.add(text(video, "url"), "VIDEO", OF_EVENTS);
    }
    for (JsonNode picture : each(at(at(event.data(), "anprInfo"), "pictureInfo"))) {
      attachments.add(text(picture, "pictureURL"), "PICTURE", OF_EVENTS);
    }
    for (JsonNode picture : each(at(event.json(), "acsSnapPicList"))) {
      attachments.add(text(picture, "snapPicUrl"), "PICTURE", OF_ACCESS_RECORDS);
    }
    attachments.add(text(event.json(), "elementPicUrl"), "OTHER", OF_DOORS);
    attachments.add(text(event.person(), "personPicUrl"), "PORTRAIT", OF_PEOPLE);
    attachments.add(text(at(event.person(), "baseInfo"), "photoUrl"), "PORTRAIT", OF_PEOPLE);
    return attachments.found;
  }

  /** For events that have no field for them. */
  static void describe(HikConnectEvent event, Instant receivedAt, HikConnectAttributes attributes) {
    int number = 0;
    for (Attachment attachment : of(event, receivedAt)) {
      number++;
      attributes.put("picture." + number + ".url", attachment.getUrl());
      attributes.put("picture." + number + ".kind", attachment.getKind());
      attributes.put("picture." + number + ".expiresAt", attachment.getExpiresAt().toString());
    }
  }

  private void add(String url, String kind, Duration life) {
    if (url != null) {
      Instant signed = expiry(url);
      found.add(new Attachment(url, kind, signed == null ? receivedAt.plus(life) : signed));
    }
  }

  private static Instant expiry(String url) {
    Matcher signed = SIGNED.matcher(url);
    Matcher life = LIFE.matcher(url);
    if (!signed.find() || !life.find()) {
      return null;
    }
    try {
      return LocalDateTime.parse(signed.group(1), COMPACT)
          .toInstant(ZoneOffset.UTC)
          .plusSeconds(Long.parseLong(life.group(1)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The manual writes a list; one alone may come without. */
  private static Iterable<JsonNode> each(JsonNode node) {
    return node.isObject() ? List.of(node) : node;
  }

  private static String kind(String fileType) {
    if (fileType == null) {
      return "OTHER";
    }
    return switch (fileType) {
      case "1" -> "PICTURE";
      case "2" -> "VIDEO";
      default -> "OTHER";
    };
  }
}
