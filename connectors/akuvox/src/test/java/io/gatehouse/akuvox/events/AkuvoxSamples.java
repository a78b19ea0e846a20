package io.gatehouse.akuvox.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gatehouse.akuvox.log.LogTime;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Redactor;
import io.gatehouse.engine.Seen;
import io.gatehouse.events.CommonFields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * Replies of Akuvox devices and of the Akuvox cloud, and what becomes of each: {@code
 * akuvox-samples/samples.tsv}, a record of a log or history a line, in the order of the reply. A
 * name says where the reply is from: a sample of a manual ({@code manual-} and its number), a
 * fixture of a public client ({@code published-}), or tables of fields and words without a sample
 * ({@code table-}).
 */
public final class AkuvoxSamples {

  /** The residence whose histories the table speaks of. */
  public static final String RESIDENCE = "r31adc223cc4b3bedb6bd4742dedcfa52";

  /** The zone that the clocks of the table are set to; devices and cloud are configured with it. */
  public static final String ZONE = "Europe/Berlin";

  /** The residence's devices by MAC, as its list names them. */
  public static final Map<String, String> LISTED =
      Map.of("0C110532D226", "Front Door", "0C1105000002", "Back Door");

  private static final String NO_EVENT = "(no event)";
  private static final String ERROR = "(error)";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One reply and what becomes of it.
   *
   * @param kind doorlog, calllog, open_door_history or call_history
   * @param reply all that was sent
   * @param isError the reply is a refusal
   * @param items the records in it, in its order
   * @param expected a line for each of them, as {@link #describe} puts it
   */
  public record Sample(
      String name,
      String kind,
      JsonNode reply,
      boolean isError,
      List<JsonNode> items,
      List<String> expected) {
    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  private record Told(String name, String kind) {}

  private AkuvoxSamples() {}

  /** The device that the table speaks of, whose relays A and B open named doors. */
  public static DeviceSpec device(URI url) {
    Map<String, String> doors = Map.of("1", "Entrance", "B", "Garage");
    return spec("lobby", url, null, "Lobby", doors);
  }

  /** The described devices of the residence: one by its MAC, one by its name. */
  public static List<DeviceSpec> cloudDevices() {
    return List.of(
        spec("front", null, "0c:11:05:32:d2:26", null, Map.of()),
        spec("r29", null, "R29", "Side entrance", Map.of()));
  }

  private static DeviceSpec spec(
      String id, URI url, String serial, String name, Map<String, String> doors) {
    return new DeviceSpec(
        id,
        url,
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

  /** The residence's list of devices, as get_akuvox_device_list has it. */
  public static JsonNode deviceList() {
    ArrayNode list = JSON.createArrayNode();
    LISTED.forEach((mac, name) -> list.addObject().put("device_name", name).put("mac", mac));
    return list;
  }

  /** All samples, with the tokens that a key makes of their card numbers. */
  public static List<Sample> all(String tokenKey) {
    return all(new Redactor(AkuvoxSecrets.RULES, tokenKey, true));
  }

  /**
   * All samples.
   *
   * @param redactor makes the tokens that the table names by their card number
   */
  public static List<Sample> all(Redactor redactor) {
    Map<Told, List<String>> table = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(resource("samples.tsv"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] columns = line.split("\t", 3);
          table
              .computeIfAbsent(new Told(columns[0], columns[1]), told -> new ArrayList<>())
              .add(withToken(columns[2], redactor));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Sample> samples = new ArrayList<>();
    table.forEach((told, lines) -> samples.add(sample(told, lines)));
    return samples;
  }

  private static Sample sample(Told told, List<String> lines) {
    JsonNode reply = json(told.name);
    boolean isError = lines.contains(ERROR);
    boolean isNothing = isError || lines.contains(NO_EVENT);
    JsonNode records = reply.has("success") ? reply.path("result") : reply.at("/data/item");
    List<JsonNode> items = new ArrayList<>();
    if (records.isObject()) {
      items.add(records);
    } else {
      records.forEach(items::add);
    }
    return new Sample(told.name, told.kind, reply, isError, items, isNothing ? List.of() : lines);
  }

  /** What mappings make of a record of a sample, which may be spelt in another way. */
  static SpecificRecord map(
      AkuvoxEvents device,
      AkuvoxCloudEvents cloud,
      String kind,
      JsonNode item,
      LogTime time,
      Seen seen) {
    return switch (kind) {
      case "doorlog" -> device.map(AkuvoxLog.DOORLOG, item, time, seen);
      case "calllog" -> device.map(AkuvoxLog.CALLLOG, item, time, seen);
      case "open_door_history" -> cloud.map(AkuvoxHistory.OPEN_DOOR, item, time, seen);
      case "call_history" -> cloud.map(AkuvoxHistory.CALL, item, time, seen);
      default -> throw new IllegalArgumentException("no such kind: " + kind);
    };
  }

  /** The time that a line of the table says; null if it says that there is none. */
  static LogTime time(String line) {
    String[] time = line.split("\t", 6)[4].split(" ", 4);
    return time.length == 1
        ? null
        : new LogTime(
            Instant.parse(time[0]),
            Integer.parseInt(time[1]),
            time[2],
            LogTime.Basis.CONFIGURED,
            false);
  }

  /**
   * A record as a line of the table: its schema, type, device, door and time with its zone, then
   * its own fields and its other attributes. What is null, false or empty is left out.
   */
  public static String describe(IndexedRecord record) {
    Schema schema = record.getSchema();
    Map<String, String> attributes = new TreeMap<>();
    ((Map<?, ?>) record.get(schema.getField("attributes").pos()))
        .forEach((name, text) -> attributes.put(name.toString(), text.toString()));
    StringJoiner line = new StringJoiner("\t");
    line.add(schema.getName());
    line.add(record.get(CommonFields.TYPE).toString());
    line.add(record.get(CommonFields.DEVICE_ID).toString());
    Object door = record.get(CommonFields.DOOR);
    line.add(door == null ? "-" : door.toString());
    line.add(time(record, attributes));
    StringJoiner fields = new StringJoiner("; ");
    for (Schema.Field field :
        schema.getFields().subList(CommonFields.RAW + 1, schema.getFields().size())) {
      Object value = record.get(field.pos());
      if (value != null && !value.equals(false) && !(value instanceof Map)) {
        fields.add(field.name() + "=" + value);
      }
    }
    attributes.forEach((name, text) -> fields.add("attributes." + name + "=" + text));
    return line.add(fields.toString()).toString();
  }

  private static String time(IndexedRecord record, Map<String, String> attributes) {
    String zone = attributes.remove("timeZone");
    String basis = attributes.remove("timeZoneBasis");
    Object at = record.get(CommonFields.OCCURRED_AT);
    return zone == null && at.equals(record.get(CommonFields.RECEIVED_AT))
        ? "(received)"
        : at + " " + record.get(CommonFields.UTC_OFFSET_MINUTES) + " " + zone + " " + basis;
  }

  private static String withToken(String line, Redactor redactor) {
    int start = line.indexOf("token(");
    if (start < 0) {
      return line;
    }
    int end = line.indexOf(')', start);
    String card = line.substring(start + "token(".length(), end);
    return line.substring(0, start) + redactor.token(card) + line.substring(end + 1);
  }

  static JsonNode json(String name) {
    try (InputStream json = resource(name + ".json")) {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static InputStream resource(String name) {
    InputStream stream = AkuvoxSamples.class.getResourceAsStream("/akuvox-samples/" + name);
    if (stream == null) {
      throw new IllegalStateException("no test resource akuvox-samples/" + name);
    }
    return stream;
  }
}
