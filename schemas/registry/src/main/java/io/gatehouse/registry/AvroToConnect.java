package io.gatehouse.registry;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Avro schemas and values as Connect's. An enum becomes a string and a fixed becomes bytes, as in
 * Confluent's converter by default.
 */
final class AvroToConnect {
  /** Records whose fields are being converted: Connect cannot hold one within itself. */
  private final Set<String> open = new HashSet<>();

  private AvroToConnect() {}

  /**
   * @throws DataException for what Connect cannot hold: a record within itself, a union of several
   *     types, a lone null
   */
  static Schema schema(org.apache.avro.Schema avro) {
    try {
      return new AvroToConnect().standalone(avro);
    } catch (AvroRuntimeException e) {
      throw new DataException("Avro schema " + avro.getFullName() + ": " + e.getMessage(), e);
    }
  }

  /** What Avro's generic reader read, as a value of {@code connect}. */
  static Object value(Schema connect, Object datum) {
    if (datum == null) {
      return null;
    }
    return switch (connect.type()) {
      case BOOLEAN, FLOAT32, FLOAT64 -> datum;
      case INT8 -> ((Integer) datum).byteValue();
      case INT16 -> ((Integer) datum).shortValue();
      case INT32 ->
          Date.LOGICAL_NAME.equals(connect.name())
              ? Date.toLogical(connect, (Integer) datum)
              : Time.LOGICAL_NAME.equals(connect.name())
                  ? Time.toLogical(connect, (Integer) datum)
                  : datum;
      case INT64 ->
          Timestamp.LOGICAL_NAME.equals(connect.name())
              ? Timestamp.toLogical(connect, (Long) datum)
              : datum;
      case STRING -> datum.toString();
      case BYTES -> {
        ByteBuffer bytes =
            datum instanceof GenericFixed fixed
                ? ByteBuffer.wrap(fixed.bytes())
                : (ByteBuffer) datum;
        yield Decimal.LOGICAL_NAME.equals(connect.name())
            ? Decimal.toLogical(connect, array(bytes))
            : bytes;
      }
      case ARRAY -> list(connect.valueSchema(), (List<?>) datum);
      case MAP ->
          datum instanceof List<?> entries
              ? mapOfEntries(connect, entries)
              : map(connect.valueSchema(), (Map<?, ?>) datum);
      case STRUCT -> struct(connect, (IndexedRecord) datum);
    };
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static List<Object> list(Schema connect, List<?> data) {
    List<Object> list = new ArrayList<>(data.size());
    data.forEach(datum -> list.add(value(connect, datum)));
    return list;
  }

  private static Map<Object, Object> map(Schema connect, Map<?, ?> data) {
    Map<Object, Object> map = new LinkedHashMap<>();
    data.forEach((key, datum) -> map.put(key.toString(), value(connect, datum)));
    return map;
  }

  private static Map<Object, Object> mapOfEntries(Schema connect, List<?> entries) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object datum : entries) {
      IndexedRecord entry = (IndexedRecord) datum;
      map.put(
          value(connect.keySchema(), get(entry, ConnectNames.KEY)),
          value(connect.valueSchema(), get(entry, ConnectNames.VALUE)));
    }
    return map;
  }

  private static Struct struct(Schema connect, IndexedRecord record) {
    Struct struct = new Struct(connect);
    for (Field field : connect.fields()) {
      struct.put(field, value(field.schema(), get(record, field.name())));
    }
    return struct;
  }

  private static Object get(IndexedRecord record, String field) {
    return record.get(record.getSchema().getField(field).pos());
  }

  private Schema standalone(org.apache.avro.Schema avro) {
    return schema(avro, null, null);
  }

  private Schema field(org.apache.avro.Schema.Field field) {
    Object defaultDatum = field.hasDefaultValue() ? GenericData.get().getDefaultValue(field) : null;
    return schema(field.schema(), field.doc(), defaultDatum);
  }

  private Schema schema(org.apache.avro.Schema avro, String fieldDoc, Object fieldDefault) {
    org.apache.avro.Schema type = withoutNull(avro);
    SchemaBuilder connect = bare(type);
    if (avro.isUnion()) {
      connect.optional();
    }
    if (connect.name() == null) {
      connect.name(name(type));
    }
    if (connect.version() == null
        && type.getObjectProp(ConnectNames.VERSION) instanceof Integer version) {
      connect.version(version);
    }
    connect.doc(doc(type, fieldDoc));
    if (type.getObjectProp(ConnectNames.PARAMETERS) instanceof Map<?, ?> parameters) {
      parameters.forEach((key, value) -> connect.parameter(key.toString(), value.toString()));
    }
    Object datum = fieldDefault == null ? standaloneDefault(type) : fieldDefault;
    if (datum != null) {
      connect.defaultValue(value(connect, datum));
    }
    return connect.build();
  }

  private SchemaBuilder bare(org.apache.avro.Schema avro) {
    LogicalType logical = avro.getLogicalType();
    return switch (avro.getType()) {
      case BOOLEAN -> SchemaBuilder.bool();
      case INT -> {
        String type = avro.getProp(ConnectNames.TYPE);
        yield logical instanceof LogicalTypes.Date
            ? Date.builder()
            : logical instanceof LogicalTypes.TimeMillis
                ? Time.builder()
                : ConnectNames.INT8.equals(type)
                    ? SchemaBuilder.int8()
                    : ConnectNames.INT16.equals(type)
                        ? SchemaBuilder.int16()
                        : SchemaBuilder.int32();
      }
      case LONG ->
          logical instanceof LogicalTypes.TimestampMillis
              ? Timestamp.builder()
              : SchemaBuilder.int64();
      case FLOAT -> SchemaBuilder.float32();
      case DOUBLE -> SchemaBuilder.float64();
      case STRING, ENUM -> SchemaBuilder.string();
      case BYTES, FIXED ->
          logical instanceof LogicalTypes.Decimal decimal
              ? decimal(decimal)
              : SchemaBuilder.bytes();
      case ARRAY -> {
        org.apache.avro.Schema element = avro.getElementType();
        yield isEntry(element)
            ? SchemaBuilder.map(
                field(element.getField(ConnectNames.KEY)),
                field(element.getField(ConnectNames.VALUE)))
            : SchemaBuilder.array(standalone(element));
      }
      case MAP -> SchemaBuilder.map(Schema.STRING_SCHEMA, standalone(avro.getValueType()));
      case RECORD -> struct(avro);
      case UNION, NULL ->
          throw new DataException(
              "Connect has no type for " + avro + "; only a union of null and one type is known");
    };
  }

  private SchemaBuilder struct(org.apache.avro.Schema avro) {
    if (!open.add(avro.getFullName())) {
      throw new DataException(
          "Connect has no type for the record " + avro.getFullName() + ", which contains itself");
    }
    SchemaBuilder struct = SchemaBuilder.struct();
    avro.getFields().forEach(field -> struct.field(field.name(), field(field)));
    open.remove(avro.getFullName());
    return struct;
  }

  private static SchemaBuilder decimal(LogicalTypes.Decimal avro) {
    SchemaBuilder connect = Decimal.builder(avro.getScale());
    return avro.getPrecision() == ConnectNames.DEFAULT_PRECISION
        ? connect
        : connect.parameter(ConnectNames.PRECISION, Integer.toString(avro.getPrecision()));
  }

  private static boolean isEntry(org.apache.avro.Schema element) {
    return element.getType() == org.apache.avro.Schema.Type.RECORD
        && (element.getFullName().equals(ConnectNames.ENTRY)
            || ConnectNames.INTERNAL_ENTRY.equals(element.getProp(ConnectNames.INTERNAL_TYPE)));
  }

  private static org.apache.avro.Schema withoutNull(org.apache.avro.Schema avro) {
    if (!avro.isUnion() || !avro.isNullable() || avro.getTypes().size() != 2) {
      return avro;
    }
    List<org.apache.avro.Schema> types = avro.getTypes();
    return types.get(types.get(0).getType() == org.apache.avro.Schema.Type.NULL ? 1 : 0);
  }

  private static String name(org.apache.avro.Schema type) {
    String name = type.getProp(ConnectNames.NAME);
    if (name == null && type.getType() == org.apache.avro.Schema.Type.RECORD) {
      return type.getFullName().startsWith(ConnectNames.UNNAMED) ? null : type.getFullName();
    }
    return name;
  }

  private static String doc(org.apache.avro.Schema type, String fieldDoc) {
    if (fieldDoc != null) {
      return fieldDoc;
    }
    return type.getDoc() != null ? type.getDoc() : type.getProp(ConnectNames.DOC);
  }

  /** Where Confluent's converter keeps the default of what is no record's field. */
  private static Object standaloneDefault(org.apache.avro.Schema type) {
    Object json = type.getObjectProp(ConnectNames.DEFAULT);
    if (json == null) {
      return null;
    }
    return GenericData.get()
        .getDefaultValue(new org.apache.avro.Schema.Field("default", type, null, json));
  }
}
