package io.gatehouse.twon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.events.CommonFields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Events of 2N devices, and what becomes of each: {@code samples/samples.tsv}, a record a line. A
 * name says where the event is from: the manual of a firmware ({@code 2.38-}, {@code 2.21-}), a
 * real device ({@code observed-}), or a table of parameters without a sample ({@code table-}).
 */
public final class SampleTable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One event and what becomes of it.
   *
   * @param expected a line for each record, as {@link #describe} puts it
   */
  public record Sample(String name, JsonNode event, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private SampleTable() {}

  /** The device that the table speaks of: access point 0 is a named door, access point 1 is not. */
  public static DeviceSpec device(URI url) {
    return new DeviceSpec(
        "lobby",
        url,
        null,
        "Lobby",
        "Headquarters",
        "Ground floor",
        Map.of("0", "Entrance"),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** All samples, with the tokens that a key makes of their credentials. */
  public static List<Sample> all(String tokenKey) {
    return all(new Redactor(TwonEvents.REDACTION, tokenKey, true));
  }

  /**
   * All samples.
   *
   * @param redactor makes the tokens that the table names by their credential
   */
  public static List<Sample> all(Redactor redactor) {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(resource("samples.tsv"), StandardCharsets.UTF_8))) {
      for (String line = table.readLine(); line != null; line = table.readLine()) {
        if (!line.startsWith("#")) {
          int tab = line.indexOf('\t');
          expected
              .computeIfAbsent(line.substring(0, tab), name -> new ArrayList<>())
              .add(withTokens(line.substring(tab + 1), redactor));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Sample> samples = new ArrayList<>();
    expected.forEach((name, lines) -> samples.add(new Sample(name, event(name), lines)));
    return samples;
  }

  /**
   * A record as a line of the table: its schema, type, door and session, then its own fields and
   * its attributes; what is null, false or empty is left out, and the event's id reads {@code
   * (eventId)}.
   */
  public static String describe(IndexedRecord record) {
    Schema schema = record.getSchema();
    StringJoiner line = new StringJoiner("\t");
    line.add(schema.getName());
    line.add(String.valueOf(record.get(CommonFields.TYPE)));
    line.add(orDash(record.get(CommonFields.DOOR)));
    line.add(orDash(record.get(CommonFields.SESSION)));
    StringJoiner fields = new StringJoiner("; ");
    for (Schema.Field field :
        schema.getFields().subList(CommonFields.RAW + 1, schema.getFields().size())) {
      Object value = record.get(field.pos());
      if (value instanceof Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, text) -> sorted.put(name.toString(), text));
        sorted.forEach((name, text) -> fields.add(field.name() + "." + name + "=" + text));
      } else if (value != null && !value.equals(false) && !value.equals(List.of())) {
        boolean isEventId = value.equals(record.get(CommonFields.EVENT_ID));
        fields.add(field.name() + "=" + (isEventId ? "(eventId)" : value));
      }
    }
    return line.add(fields.toString()).toString();
  }

  private static String orDash(Object value) {
    return value == null ? "-" : value.toString();
  }

  private static String withTokens(String line, Redactor redactor) {
    int start = line.indexOf("token(");
    if (start < 0) {
      return line;
    }
    int end = line.indexOf(')', start);
    String credential = line.substring(start + "token(".length(), end);
    return line.substring(0, start) + redactor.token(credential) + line.substring(end + 1);
  }

  private static JsonNode event(String name) {
    try (InputStream json = resource(name + ".json")) {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static InputStream resource(String name) {
    InputStream stream = SampleTable.class.getResourceAsStream("/samples/" + name);
    if (stream == null) {
      throw new IllegalStateException("no test resource samples/" + name);
    }
    return stream;
  }
}
