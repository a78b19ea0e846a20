package io.gatehouse.registry;

import static org.apache.avro.Schema.Type.BYTES;

import io.gatehouse.registry.RegistryClient.Registered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/** Gets the schema of a writer into the registry, or its records into a registered schema. */
final class Registration {
  private final RegistryClient client;
  private final boolean autoRegister;
  private final boolean useLatest;
  private final boolean latestStrict;

  Registration(RegistryClient client, RegistryConfig config) {
    this.client = client;
    autoRegister = config.getBoolean(RegistryConfig.AUTO_REGISTER);
    useLatest = config.getBoolean(RegistryConfig.USE_LATEST);
    latestStrict = config.getBoolean(RegistryConfig.LATEST_STRICT);
  }

  /** Writes records under the id that readers find their schema by. */
  record Encoding<D>(Schema own, int id, DatumWriter<D> writer) {
    byte[] encode(D datum) {
      return WireFormat.write(id, writer, datum);
    }
  }

  /**
   * @param own the schema of the records to write
   * @param writer writes them in their own schema
   * @throws RegistryException if the registry has no id for the schema, or none to give now
   * @throws SerializationException if the latest schema cannot read what the own one writes
   */
  <D> Encoding<D> encoding(String subject, Schema own, DatumWriter<D> writer) {
    if (autoRegister) {
      return new Encoding<>(own, client.register(subject, own), writer);
    }
    if (!useLatest) {
      return new Encoding<>(own, client.lookup(subject, own), writer);
    }
    Registered latest = client.latest(subject);
    if (latestStrict) {
      requireReadable(subject, own, latest.schema());
    }
    boolean bytes = own.getType() == BYTES && latest.schema().getType() == BYTES;
    boolean same = bytes || latest.schema().equals(own);
    DatumWriter<D> latestWriter = same ? writer : new Resolving<>(own, writer, latest.schema());
    return new Encoding<>(own, latest.id(), latestWriter);
  }

  private static void requireReadable(String subject, Schema own, Schema latest) {
    var verdict = SchemaCompatibility.checkReaderWriterCompatibility(latest, own);
    if (verdict.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new SerializationException(
          "the latest schema of "
              + subject
              + " cannot read what this schema writes: "
              + verdict.getResult().getIncompatibilities()
              + "; register a compatible one, or set use.latest.version=false");
    }
  }

  /**
   * Writes in another schema than the record's own. The record is written in its own and read back
   * in the other, so that Avro's rules apply: fields by name, defaults, promotions, aliases.
   */
  private record Resolving<D>(Schema own, DatumWriter<D> writer, Schema target)
      implements DatumWriter<D> {
    @Override
    public void setSchema(Schema schema) {
      throw new UnsupportedOperationException("bound to one schema");
    }

    @Override
    public void write(D datum, Encoder out) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      writer.write(datum, encoder);
      encoder.flush();
      GenericData plain = new GenericData();
      Object resolved =
          new GenericDatumReader<>(own, target, plain)
              .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
      new GenericDatumWriter<>(target, plain).write(resolved, out);
    }
  }
}
