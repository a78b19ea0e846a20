package io.gatehouse.registry;

import static org.apache.avro.Schema.Type.BYTES;

import io.gatehouse.registry.Registration.Encoding;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumReader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Converts Connect records to Avro and back through a schema registry, with the bytes, subjects and
 * options of Confluent's Avro converter. Thread-safe.
 *
 * <p>A registry that is down, slow or overloaded makes it throw {@link RetriableException}, so a
 * worker repeats the conversion for {@code errors.retry.timeout}; everything else that cannot be
 * converted is a {@link DataException} that names the remedy.
 */
public final class AvroConverter implements Converter {
  /** A schema's records as Connect's. */
  private record Decoding(Schema connect, DatumReader<Object> reader) {}

  /** Apart from the global one, to which any code in the JVM can add conversions. */
  private static final GenericData DATA = new GenericData();

  private final PerTopic<Schema, Encoding<Object>> encodings = new PerTopic<>(this::encoding);
  private final ConcurrentMap<Integer, Decoding> decodings = new ConcurrentHashMap<>();
  private boolean isKey;
  private RegistryClient client;
  private Registration registration;

  /** For the Connect worker, which then calls {@link #configure}. */
  public AvroConverter() {}

  @Override
  public ConfigDef config() {
    return RegistryConfig.OPTIONS;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    RegistryConfig config = new RegistryConfig(configs);
    this.isKey = isKey;
    client = new RegistryClient(config);
    registration = new Registration(client, config);
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    if (value == null && isNullable(schema)) {
      return null;
    }
    if (schema == null) {
      throw new DataException(
          "topic "
              + topic
              + ": a "
              + value.getClass().getName()
              + " without a schema cannot be written as Avro; give the record a schema, or use"
              + " another converter");
    }
    try {
      Encoding<Object> encoding = encodings.get(topic, schema);
      return encoding.encode(ConnectToAvro.value(schema, encoding.own(), value));
    } catch (RegistryException e) {
      throw connectException(topic, e);
    } catch (DataException | SerializationException e) {
      throw new DataException("topic " + topic + ": " + e.getMessage(), e);
    }
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] bytes) {
    if (bytes == null) {
      return SchemaAndValue.NULL;
    }
    try {
      Decoding decoding = decoding(WireFormat.id(bytes));
      Object datum = WireFormat.read(bytes, decoding.reader());
      return new SchemaAndValue(decoding.connect(), AvroToConnect.value(decoding.connect(), datum));
    } catch (RegistryException e) {
      throw connectException(topic, e);
    } catch (DataException | SerializationException e) {
      throw new DataException("topic " + topic + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }

  private Encoding<Object> encoding(String topic, Schema schema) {
    org.apache.avro.Schema avro = ConnectToAvro.schema(schema);
    return registration.encoding(
        WireFormat.subject(topic, isKey),
        avro,
        avro.getType() == BYTES ? new LoneBytes() : new GenericDatumWriter<>(avro, DATA));
  }

  private Decoding decoding(int id) {
    Decoding known = decodings.get(id);
    if (known == null) {
      org.apache.avro.Schema avro = client.byId(id);
      known =
          new Decoding(
              AvroToConnect.schema(avro),
              avro.getType() == BYTES
                  ? new LoneBytes()
                  : new GenericDatumReader<>(avro, avro, DATA));
      decodings.put(id, known);
    }
    return known;
  }

  private static boolean isNullable(Schema schema) {
    return schema == null || (schema.isOptional() && schema.defaultValue() == null);
  }

  private static ConnectException connectException(String topic, RegistryException e) {
    String message = "topic " + topic + ": " + e.getMessage();
    return e.kind().retriable()
        ? new RetriableException(message, e)
        : new DataException(message, e);
  }
}
