package io.gatehouse.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * A record that is of Avro type bytes and nothing else. In Confluent's wire format it lacks the
 * length that Avro writes before bytes: they go on to the end of the record.
 */
final class LoneBytes implements DatumWriter<Object>, DatumReader<Object> {
  @Override
  public void setSchema(Schema schema) {
    if (schema.getType() != Schema.Type.BYTES) {
      throw new IllegalArgumentException("not bytes: " + schema);
    }
  }

  @Override
  public void write(Object datum, Encoder out) throws IOException {
    ByteBuffer buffer = ((ByteBuffer) datum).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    out.writeFixed(bytes);
  }

  @Override
  public Object read(Object reuse, Decoder in) throws IOException {
    return ByteBuffer.wrap(((BinaryDecoder) in).inputStream().readAllBytes());
  }
}
