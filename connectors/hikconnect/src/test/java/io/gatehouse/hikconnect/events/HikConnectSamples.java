package io.gatehouse.hikconnect.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.Attachment;
import io.gatehouse.events.CommonFields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * Messages and access records of Hik-Connect for Teams, and what becomes of each while the queue
 * RAWMSG tells of accesses: {@code hikconnect-samples/samples.tsv}, a record a line. A name says
 * where the message is from: a sample of manual 004 ({@code manual-} and the section), a shape that
 * real accounts have sent, with other values ({@code observed-}), or a table of fields without a
 * sample ({@code table-}).
 */
public final class HikConnectSamples {

  /** The deviceId of what names no device. */
  public static final String FEED = "account";

  private static final String RECORDS = "records";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One message and what becomes of it.
   *
   * @param queue alarm, combine or rawmsg; records for an access record
   * @param expected a line for each record, as {@link #describe} puts it
   */
  public record Sample(String name, String queue, JsonNode json, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record Told(String name, String queue) {}

  private HikConnectSamples() {}

  /** The devices that the table speaks of; it speaks of others too. */
  public static List<DeviceSpec> devices() {
    return List.of(
        device(
            "lobby",
            "5500192ba0524282b820fa00da520001",
            "Lobby",
            Map.of("dad01520315c4416b82fc30c39250001", "Entrance")),
        device("reader", "fh1313789", null, Map.of("FH1313789-Door 1", "Back door")),
        device("station", "d-3", "Station", Map.of("door-1", "Front door")));
  }

  private static DeviceSpec device(
      String id, String serial, String name, Map<String, String> doors) {
    return new DeviceSpec(
        id,
        null,
        serial,
        name,
        "Headquarters",
        "Ground floor",
        doors,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** All samples, with the tokens that a key makes of their credentials. */
  public static List<Sample> all(String tokenKey) {
    return all(new Redactor(HikConnectEvents.REDACTION, tokenKey, true));
  }

  /**
   * All samples.
   *
   * @param redactor makes the tokens that the table names by their credential
   */
  public static List<Sample> all(Redactor redactor) {
    Map<Told, List<String>> expected = new LinkedHashMap<>();
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(resource("samples.tsv"), StandardCharsets.UTF_8))) {
      for (String line = table.readLine(); line != null; line = table.readLine()) {
        if (!line.startsWith("#")) {
          String[] columns = line.split("\t", 3);
          expected
              .computeIfAbsent(new Told(columns[0], columns[1]), told -> new ArrayList<>())
              .add(withTokens(columns[2], redactor));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Sample> samples = new ArrayList<>();
    expected.forEach(
        (told, lines) -> samples.add(new Sample(told.name, told.queue, json(told.name), lines)));
    return samples;
  }

  /** What a mapping makes of a sample's JSON, which may be spelt in another way. */
  static List<SpecificRecord> map(
      HikConnectEvents events, Sample sample, JsonNode json, Seen seen) {
    if (sample.queue().equals(RECORDS)) {
      return List.of(events.ofRecord(json, seen));
    }
    HikConnectQueue queue = HikConnectQueue.valueOf(sample.queue().toUpperCase(Locale.ROOT));
    return events.map(HikConnectEvent.of(queue, json), seen);
  }

  /**
   * A record as a line of the table: its schema, type, device, door, session and time, then its own
   * fields and its attributes. What is null, false or empty is left out, the event's id reads
   * {@code (eventId)}, and the time when a link expires counts from when the event was received,
   * unless the link says it.
   */
  public static String describe(IndexedRecord record) {
    Schema schema = record.getSchema();
    StringJoiner line = new StringJoiner("\t");
    line.add(schema.getName());
    for (int field :
        new int[] {
          CommonFields.TYPE, CommonFields.DEVICE_ID, CommonFields.DOOR, CommonFields.SESSION
        }) {
      Object value = record.get(field);
      line.add(value == null ? "-" : value.toString());
    }
    line.add(time(record));
    StringJoiner fields = new StringJoiner("; ");
    for (Schema.Field field :
        schema.getFields().subList(CommonFields.RAW + 1, schema.getFields().size())) {
      describe(record, field, fields);
    }
    return line.add(fields.toString()).toString();
  }

  private static void describe(IndexedRecord record, Schema.Field field, StringJoiner fields) {
    Object value = record.get(field.pos());
    if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((name, text) -> sorted.put(name.toString(), text.toString()));
      sorted.forEach(
          (name, text) -> {
            String shown = text;
            if (name.endsWith(".expiresAt")) {
              String url = sorted.get(name.replace(".expiresAt", ".url"));
              shown = expiry(record, url, Instant.parse(text));
            }
            fields.add(field.name() + "." + name + "=" + shown);
          });
    } else if (value instanceof List<?> attachments) {
      for (Object each : attachments) {
        Attachment attachment = (Attachment) each;
        fields.add(
            attachment.getKind()
                + "="
                + attachment.getUrl()
                + " until "
                + expiry(record, attachment.getUrl(), attachment.getExpiresAt()));
      }
    } else if (value != null && !value.equals(false)) {
      boolean isEventId = value.equals(record.get(CommonFields.EVENT_ID));
      fields.add(field.name() + "=" + (isEventId ? "(eventId)" : value));
    }
  }

  private static String time(IndexedRecord record) {
    Object at = record.get(CommonFields.OCCURRED_AT);
    StringBuilder time = new StringBuilder();
    time.append(at.equals(record.get(CommonFields.RECEIVED_AT)) ? "(received)" : at.toString());
    Object offset = record.get(CommonFields.UTC_OFFSET_MINUTES);
    if (offset != null) {
      time.append(" +").append(offset);
    }
    return time.append(record.get(CommonFields.RECOVERED).equals(true) ? " recovered" : "")
        .toString();
  }

  private static String expiry(IndexedRecord record, String url, Instant expiresAt) {
    return url.contains("X-Amz-")
        ? expiresAt.toString()
        : Duration.between((Instant) record.get(CommonFields.RECEIVED_AT), expiresAt).toString();
  }

  private static String withTokens(String line, Redactor redactor) {
    String result = line;
    for (int start = line.indexOf("token("); start >= 0; start = result.indexOf("token(")) {
      int end = result.indexOf(')', start);
      String credential = result.substring(start + "token(".length(), end);
      result = result.substring(0, start) + redactor.token(credential) + result.substring(end + 1);
    }
    return result;
  }

  private static JsonNode json(String name) {
    try (InputStream json = resource(name + ".json")) {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static InputStream resource(String name) {
    InputStream stream = HikConnectSamples.class.getResourceAsStream("/hikconnect-samples/" + name);
    if (stream == null) {
      throw new IllegalStateException("no test resource hikconnect-samples/" + name);
    }
    return stream;
  }
}
