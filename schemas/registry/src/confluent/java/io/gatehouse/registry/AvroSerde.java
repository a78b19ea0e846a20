package io.gatehouse.registry;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Confluent's Avro serializer and deserializer as a serde of one generated class. */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
  private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
  private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
  private final Class<T> type;
  private final Schema schema;

  /** A serde of {@code type}, a class that Avro generated and trusts. */
  public AvroSerde(Class<T> type) {
    this.type = type;
    schema = SpecificData.get().getSchema(type);
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    Map<String, Object> options = new HashMap<>(configs);
    options.put("specific.avro.reader", "true");
    options.putIfAbsent("avro.remove.java.properties", "true");
    serializer.configure(options, isKey);
    deserializer.configure(options, isKey);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer::serialize;
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> type.cast(deserializer.deserialize(topic, bytes, schema));
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }
}
