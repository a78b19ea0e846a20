package io.gatehouse.plugin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.events.CommonFields;
import io.gatehouse.simulators.AkuvoxRecord;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of an Akuvox log by what it says and when it was written, since no id can be relied on.
 * Several may say the same, so contents are to be counted.
 */
final class AkuvoxContent {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What redaction changes, and what may come late. */
  private static final List<String> LEFT_OUT = List.of("Code", "PicUrl");

  private AkuvoxContent() {}

  /** Of what a device wrote. */
  static String of(String deviceId, AkuvoxRecord written) {
    String log = written.log().name().toLowerCase(Locale.ROOT);
    return of(deviceId, log, written.at(), JSON.valueToTree(written.fields()));
  }

  /** Of an event; null if it is one that Gatehouse itself observed. */
  static String of(SpecificRecord event) {
    String raw = (String) event.get(CommonFields.RAW);
    if (raw == null) {
      return null;
    }
    try {
      return of(
          (String) event.get(CommonFields.DEVICE_ID),
          (String) event.get(CommonFields.VENDOR_TYPE),
          (Instant) event.get(CommonFields.OCCURRED_AT),
          JSON.readTree(raw));
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
