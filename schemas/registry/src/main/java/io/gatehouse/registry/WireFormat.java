package io.gatehouse.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/** Confluent's framing of a record: a zero, the schema's id in four bytes, the Avro bytes. */
final class WireFormat {
  private static final byte MAGIC = 0;
  private static final int HEADER = 5;
  private static final int USUAL_SIZE = 512;

  private WireFormat() {}

  /** The subject of a topic's keys or values (Confluent's TopicNameStrategy). */
  static String subject(String topic, boolean isKey) {
    return topic + (isKey ? "-key" : "-value");
  }

  static <D> byte[] write(int id, DatumWriter<D> writer, D datum) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    bytes.write(MAGIC);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    // Unbuffered: a buffer for every record would be larger than most records.
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      writer.write(datum, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      // What Avro throws for a datum that does not fit its schema depends on where it notices.
      throw new SerializationException("the record does not fit its schema: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws SerializationException if the bytes are not framed as Confluent frames them
   */
  static int id(byte[] bytes) {
    if (bytes.length < HEADER || bytes[0] != MAGIC) {
      throw new SerializationException(
          "not written through a schema registry: a record starts with byte 0 and a four-byte"
              + " schema id, this one of "
              + bytes.length
              + " bytes "
              + (bytes.length == 0 ? "is empty" : "with byte " + bytes[0])
              + "; check which converter or serializer writes the topic");
    }
    return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
  }

  /**
   * @throws SerializationException if the bytes are not of the schema of their id
   */
  static <D> D read(byte[] bytes, DatumReader<D> reader) {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
    try {
      D datum = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new AvroRuntimeException("bytes are left over");
      }
      return datum;
    } catch (IOException | RuntimeException e) {
      // Avro answers broken bytes with whatever they lead it into.
      throw new SerializationException(
          "the record of "
              + bytes.length
              + " bytes cannot be read with schema id "
              + id(bytes)
              + ": "
              + e
              + "; check that its writer used this registry, and that the reader's schema is"
              + " compatible",
          e);
    }
  }
}
