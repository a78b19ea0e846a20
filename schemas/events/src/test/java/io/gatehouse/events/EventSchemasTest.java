package io.gatehouse.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class EventSchemasTest {

  private static final Map<String, Integer> COMMON =
      Map.ofEntries(
          Map.entry("eventId", CommonFields.EVENT_ID),
          Map.entry("vendor", CommonFields.VENDOR),
          Map.entry("deviceId", CommonFields.DEVICE_ID),
          Map.entry("deviceName", CommonFields.DEVICE_NAME),
          Map.entry("site", CommonFields.SITE),
          Map.entry("zone", CommonFields.ZONE),
          Map.entry("door", CommonFields.DOOR),
          Map.entry("type", CommonFields.TYPE),
          Map.entry("vendorType", CommonFields.VENDOR_TYPE),
          Map.entry("vendorEventId", CommonFields.VENDOR_EVENT_ID),
          Map.entry("occurredAt", CommonFields.OCCURRED_AT),
          Map.entry("utcOffsetMinutes", CommonFields.UTC_OFFSET_MINUTES),
          Map.entry("receivedAt", CommonFields.RECEIVED_AT),
          Map.entry("recovered", CommonFields.RECOVERED),
          Map.entry("clockSkewMs", CommonFields.CLOCK_SKEW_MS),
          Map.entry("session", CommonFields.SESSION),
          Map.entry("raw", CommonFields.RAW));

  @Test
  void everyEventBeginsWithTheSameFields() {
    Schema access = AccessEvent.getClassSchema();

    for (Schema event :
        List.of(
            access,
            CallEvent.getClassSchema(),
            AlarmEvent.getClassSchema(),
            DeviceEvent.getClassSchema())) {
      COMMON.forEach(
          (name, position) -> {
            Schema.Field field = event.getFields().get(position);
            assertThat(field.name()).isEqualTo(name);
            // "type" differs in its doc only: the vocabulary.
            assertThat(field.schema()).isEqualTo(access.getField(name).schema());
          });
    }
  }

  @Test
  void vocabulariesAreStringsAndNameTheirValues() {
    for (Schema.Field field :
        Stream.of(
                AccessEvent.getClassSchema(),
                CallEvent.getClassSchema(),
                AlarmEvent.getClassSchema(),
                DeviceEvent.getClassSchema())
            .map(event -> event.getField("type"))
            .toList()) {
      assertThat(field.schema().getType()).isEqualTo(Schema.Type.STRING);
      assertThat(field.doc()).startsWith("Allowed values, to which later versions may add: ");
    }
  }

  @Test
  void aTrustedRecordIsReadBack() throws IOException {
    AlarmEvent written = Samples.alarm();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(AlarmEvent.class).write(written, encoder);
    encoder.flush();

    EventClasses.trust();
    AlarmEvent read =
        new SpecificDatumReader<>(AlarmEvent.class)
            .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));

    assertThat(read).isEqualTo(written);
  }
}
