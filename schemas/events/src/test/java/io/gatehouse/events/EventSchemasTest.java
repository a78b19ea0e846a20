package io.gatehouse.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class EventSchemasTest {

  private static final List<String> COMMON =
      List.of(
          "eventId",
          "vendor",
          "deviceId",
          "deviceName",
          "site",
          "zone",
          "door",
          "type",
          "vendorType",
          "vendorEventId",
          "occurredAt",
          "utcOffsetMinutes",
          "receivedAt",
          "recovered",
          "clockSkewMs",
          "session",
          "raw");

  @Test
  void everyEventBeginsWithTheSameFields() {
    Schema access = AccessEvent.getClassSchema();

    for (Schema event :
        List.of(
            access,
            CallEvent.getClassSchema(),
            AlarmEvent.getClassSchema(),
            DeviceEvent.getClassSchema())) {
      for (int i = 0; i < COMMON.size(); i++) {
        Schema.Field field = event.getFields().get(i);
        assertThat(field.name()).isEqualTo(COMMON.get(i));
        assertThat(field.schema()).isEqualTo(access.getFields().get(i).schema());
      }
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
