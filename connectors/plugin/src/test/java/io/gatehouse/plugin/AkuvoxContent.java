package io.gatehouse.plugin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.events.CommonFields;
import io.gatehouse.simulators.AkuvoxCloudRecord;
import io.gatehouse.simulators.AkuvoxRecord;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of an Akuvox log or history by what it says and when it was written, since no id can be
 * relied on. Several may say the same, so contents are to be counted.
 */
final class AkuvoxContent {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What redaction changes, and what may come late. */
  private static final List<String> LEFT_OUT =
      List.of("Code", "capture_picture_url", "capture_thumbnail_url");

  private AkuvoxContent() {}

  /** Of what a device wrote. */
  static String of(String deviceId, AkuvoxRecord written) {
    String log = written.log().name().toLowerCase(Locale.ROOT);
    return of(deviceId, log, written.at(), JSON.valueToTree(written.fields()));
  }

  /**
   * Of what the cloud has.
   *
   * @param deviceId of the only device of the record's residence
   */
  static String of(String deviceId, AkuvoxCloudRecord written) {
    String history = written.history().name().toLowerCase(Locale.ROOT) + "_history";
    return of(deviceId, history, written.at(), json(written.json()));
  }

  /** The address of the picture of what the cloud has. */
  static String picture(AkuvoxCloudRecord written) {
    return json(written.json()).path("capture_picture_url").asText();
  }

  /** Of an event; null if it is one that Gatehouse itself observed. */
  static String of(SpecificRecord event) {
    String raw = (String) event.get(CommonFields.RAW);
    if (raw == null) {
      return null;
    }
    return of(
        (String) event.get(CommonFields.DEVICE_ID),
        (String) event.get(CommonFields.VENDOR_TYPE),
        (Instant) event.get(CommonFields.OCCURRED_AT),
        json(raw));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String of(String deviceId, String log, Instant at, JsonNode record) {
    TreeMap<String, String> fields = new TreeMap<>();
    record.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    fields.keySet().removeAll(LEFT_OUT);
    return "%s %s %s %s".formatted(deviceId, log, at.truncatedTo(ChronoUnit.SECONDS), fields);
  }
}
