package io.gatehouse.registry;

import io.gatehouse.registry.Registration.Encoding;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde of one generated Avro class, with the bytes, subjects and options of Confluent's. It reads
 * what any compatible schema wrote: older, newer, with fields in another order. Call {@link
 * #configure} before use. Serializer and deserializer are thread-safe, live as long as the serde,
 * and close it when closed.
 *
 * <p>A registry that is down, slow or overloaded makes them throw {@link TimeoutException}, which
 * Kafka counts as retriable; everything else is a {@link SerializationException} that names the
 * remedy.
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
  private final GeneratedData data;
  private final Schema own;
  private final PerTopic<Schema, Encoding<T>> encodings = new PerTopic<>(this::encoding);
  private final ConcurrentMap<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();
  private boolean isKey;
  private RegistryClient client;
  private Registration registration;

  /** A serde of {@code type}, a class that Avro generated. */
  public AvroSerde(Class<T> type) {
    data = new GeneratedData(type);
    own = data.getSchema(type);
  }

  /**
   * @throws org.apache.kafka.common.config.ConfigException if an option cannot be honoured
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    RegistryConfig config = new RegistryConfig(configs);
    this.isKey = isKey;
    client = new RegistryClient(config);
    registration = new Registration(client, config);
  }

  @Override
  public Serializer<T> serializer() {
    return new Serializer<>() {
      @Override
      public byte[] serialize(String topic, T record) {
        return AvroSerde.this.serialize(topic, record);
      }

      @Override
      public void close() {
        AvroSerde.this.close();
      }
    };
  }

  @Override
  public Deserializer<T> deserializer() {
    return new Deserializer<>() {
      @Override
      public T deserialize(String topic, byte[] bytes) {
        return AvroSerde.this.deserialize(topic, bytes);
      }

      @Override
      public void close() {
        AvroSerde.this.close();
      }
    };
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }

  private byte[] serialize(String topic, T record) {
    if (record == null) {
      return null;
    }
    try {
      return encodings.get(topic, record.getSchema()).encode(record);
    } catch (RegistryException e) {
      throw kafkaException(topic, e);
    } catch (SerializationException e) {
      throw new SerializationException("topic " + topic + ": " + e.getMessage(), e);
    }
  }

  private T deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return WireFormat.read(bytes, reader(WireFormat.id(bytes)));
    } catch (RegistryException e) {
      throw kafkaException(topic, e);
    } catch (SerializationException e) {
      throw new SerializationException("topic " + topic + ": " + e.getMessage(), e);
    }
  }

  private Encoding<T> encoding(String topic, Schema schema) {
    return registration.encoding(
        WireFormat.subject(topic, isKey), schema, new SpecificDatumWriter<>(schema, data));
  }

  private DatumReader<T> reader(int id) {
    DatumReader<T> known = readers.get(id);
    if (known == null) {
      known = new SpecificDatumReader<>(client.byId(id), own, data);
      readers.put(id, known);
    }
    return known;
  }

  private static KafkaException kafkaException(String topic, RegistryException e) {
    String message = "topic " + topic + ": " + e.getMessage();
    return e.kind().retriable()
        ? new TimeoutException(message, e)
        : new SerializationException(message, e);
  }

  /**
   * Finds the classes of one generated class's schema beside it. Avro's own search takes any class
   * by its name, and therefore refuses those that no list for the whole JVM allows; this one can
   * only find what the generated class was compiled with.
   */
  private static final class GeneratedData extends SpecificData {
    private final ConcurrentMap<String, Class<?>> classes = new ConcurrentHashMap<>();

    GeneratedData(Class<?> type) {
      super(type.getClassLoader());
      SpecificData.getForClass(type).getConversions().forEach(this::addLogicalTypeConversion);
    }

    // Raw because Avro's is.
    @SuppressWarnings("rawtypes")
    @Override
    public Class getClass(Schema schema) {
      return switch (schema.getType()) {
        case RECORD, ENUM, FIXED ->
            classes.computeIfAbsent(schema.getFullName(), n -> find(schema));
        default -> super.getClass(schema);
      };
    }

    /** Avro's own list throws from equals when its records hold an Instant. */
    @Override
    public Object newArray(Object old, int size, Schema schema) {
      return new ArrayList<>();
    }

    private Class<?> find(Schema schema) {
      String name = SpecificData.getClassName(schema);
      try {
        return Class.forName(name, true, getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new SerializationException("no generated class " + name + " for the schema", e);
      }
    }
  }
}
