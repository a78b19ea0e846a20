package io.gatehouse.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde of what never leaves the app: stores, their changelogs and repartition topics. Avro's
 * single-object encoding names its schema by a fingerprint, so that bytes of another version are
 * refused and not misread, and needs no registry.
 */
public final class RecordSerde<T extends SpecificRecord> implements Serde<T> {

  /** Packages whose classes may be read: each once, since the check of a class asks all. */
  private static final Set<String> TRUSTED = new HashSet<>();

  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  /** A serde of {@code type}, a class that Avro generated. */
  public RecordSerde(Class<T> type) {
    trust(type.getPackageName());
    SpecificData data = SpecificData.getForClass(type);
    // The generated code reads and writes faster than what interprets the schema.
    data.setCustomCoders(true);
    data.setFastReaderEnabled(false);
    // Its buffer is used again: encode() copies from it.
    encoder = new BinaryMessageEncoder<>(data, data.getSchema(type), false);
    decoder = new BinaryMessageDecoder<>(data, data.getSchema(type));
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, record) -> record == null ? null : encode(record);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : decode(bytes);
  }

  private byte[] encode(T record) {
    try {
      ByteBuffer buffer = encoder.encode(record);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private T decode(byte[] bytes) {
    try {
      return decoder.decode(bytes, null);
    } catch (IOException e) {
      throw new SerializationException(e);
    }
  }

  /** Avro refuses to make an object of a class that nobody vouched for. */
  private static synchronized void trust(String trusted) {
    if (TRUSTED.add(trusted)) {
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(
              ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(trusted)));
    }
  }
}
