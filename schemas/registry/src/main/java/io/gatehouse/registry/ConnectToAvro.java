package io.gatehouse.registry;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Connect schemas and values as Avro. What Avro has no word for is kept in the properties that
 * Confluent's converter uses ({@code connect.name}, {@code connect.type}, ...); a schema that Avro
 * can say in full gets none.
 */
final class ConnectToAvro {
  private final Map<String, org.apache.avro.Schema> named = new HashMap<>();
  private int unnamedStructs;
  private int entryTypes;

  private ConnectToAvro() {}

  /**
   * @throws DataException if Avro cannot hold the schema, such as for a field name with a hyphen
   */
  static org.apache.avro.Schema schema(Schema connect) {
    try {
      return new ConnectToAvro().standalone(connect);
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throw new DataException(
          "Connect schema " + connect.name() + " cannot be an Avro schema: " + e.getMessage(), e);
    }
  }

  /**
   * A Connect value as what Avro's generic writer takes for {@code avro}, the schema made of {@code
   * connect}.
   *
   * @throws DataException naming the field, index and key that does not fit
   */
  static Object value(Schema connect, org.apache.avro.Schema avro, Object value) {
    Object given = value == null ? connect.defaultValue() : value;
    if (given == null) {
      if (connect.isOptional()) {
        return null;
      }
      throw new DataException("null, but required");
    }
    try {
      return present(connect, withoutNull(avro), given);
    } catch (ClassCastException e) {
      throw new DataException(
          given.getClass().getName() + " where the schema says " + connect.type(), e);
    }
  }

  private static Object present(Schema connect, org.apache.avro.Schema avro, Object value) {
    return switch (connect.type()) {
      case BOOLEAN -> (Boolean) value;
      case INT8, INT16 -> ((Number) value).intValue();
      case INT32 ->
          value instanceof java.util.Date date
              ? Time.LOGICAL_NAME.equals(connect.name())
                  ? Time.fromLogical(connect, date)
                  : Date.fromLogical(connect, date)
              : (Integer) value;
      case INT64 ->
          value instanceof java.util.Date date
              ? Timestamp.fromLogical(connect, date)
              : (Long) value;
      case FLOAT32 -> (Float) value;
      case FLOAT64 -> (Double) value;
      case STRING -> (String) value;
      case BYTES -> bytes(connect, value);
      case ARRAY -> list(connect.valueSchema(), avro.getElementType(), (List<?>) value);
      case MAP ->
          avro.getType() == org.apache.avro.Schema.Type.MAP
              ? map(connect.valueSchema(), avro.getValueType(), (Map<?, ?>) value)
              : entries(connect, avro, (Map<?, ?>) value);
      case STRUCT -> record(connect, avro, (Struct) value);
    };
  }

  private static ByteBuffer bytes(Schema connect, Object value) {
    if (value instanceof BigDecimal decimal) {
      return ByteBuffer.wrap(Decimal.fromLogical(connect, decimal));
    }
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : (ByteBuffer) value;
  }

  private static List<Object> list(Schema connect, org.apache.avro.Schema avro, List<?> values) {
    List<Object> list = new ArrayList<>(values.size());
    for (Object value : values) {
      list.add(within(list.size(), connect, avro, value));
    }
    return list;
  }

  private static Map<String, Object> map(
      Schema connect, org.apache.avro.Schema avro, Map<?, ?> values) {
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach((key, value) -> map.put((String) key, within(key, connect, avro, value)));
    return map;
  }

  private static List<Object> entries(
      Schema connect, org.apache.avro.Schema avro, Map<?, ?> values) {
    org.apache.avro.Schema type = avro.getElementType();
    org.apache.avro.Schema keyType = type.getField(ConnectNames.KEY).schema();
    org.apache.avro.Schema valueType = type.getField(ConnectNames.VALUE).schema();
    List<Object> entries = new ArrayList<>(values.size());
    values.forEach(
        (key, value) -> {
          GenericData.Record entry = new GenericData.Record(type);
          entry.put(ConnectNames.KEY, within(key, connect.keySchema(), keyType, key));
          entry.put(ConnectNames.VALUE, within(key, connect.valueSchema(), valueType, value));
          entries.add(entry);
        });
    return entries;
  }

  private static IndexedRecord record(Schema connect, org.apache.avro.Schema avro, Struct struct) {
    GenericData.Record record = new GenericData.Record(avro);
    List<org.apache.avro.Schema.Field> fields = avro.getFields();
    for (Field field : connect.fields()) {
      org.apache.avro.Schema.Field target = fields.get(field.index());
      // By name where the struct is of an equal-named schema with its fields in another order.
      Object value = struct.schema() == connect ? struct.get(field) : struct.get(field.name());
      record.put(target.pos(), within(field.name(), field.schema(), target.schema(), value));
    }
    return record;
  }

  /** A value within another one; {@code where} is its field, index or key, for the message. */
  private static Object within(
      Object where, Schema connect, org.apache.avro.Schema avro, Object value) {
    try {
      return value(connect, avro, value);
    } catch (DataException e) {
      throw new DataException(where + ": " + e.getMessage(), e);
    }
  }

  private static org.apache.avro.Schema withoutNull(org.apache.avro.Schema avro) {
    if (!avro.isUnion()) {
      return avro;
    }
    org.apache.avro.Schema first = avro.getTypes().get(0);
    return first.getType() == org.apache.avro.Schema.Type.NULL ? avro.getTypes().get(1) : first;
  }

  /** The schema of anything but a record's field; Avro has no place for its doc and default. */
  private org.apache.avro.Schema standalone(Schema connect) {
    return nullable(bare(connect, true), connect);
  }

  private org.apache.avro.Schema.Field field(String name, Schema connect) {
    org.apache.avro.Schema bare = bare(connect, false);
    Object defaultValue = null;
    if (connect.defaultValue() != null) {
      defaultValue = json(value(connect, bare, connect.defaultValue()));
    } else if (connect.isOptional()) {
      defaultValue = org.apache.avro.Schema.Field.NULL_DEFAULT_VALUE;
    }
    return new org.apache.avro.Schema.Field(
        name, nullable(bare, connect), connect.doc(), defaultValue);
  }

  /** Avro wants the branch of the default value first. */
  private static org.apache.avro.Schema nullable(org.apache.avro.Schema bare, Schema connect) {
    if (!connect.isOptional()) {
      return bare;
    }
    org.apache.avro.Schema none = primitive(org.apache.avro.Schema.Type.NULL);
    return connect.defaultValue() == null
        ? org.apache.avro.Schema.createUnion(none, bare)
        : org.apache.avro.Schema.createUnion(bare, none);
  }

  private org.apache.avro.Schema bare(Schema connect, boolean standalone) {
    org.apache.avro.Schema type = type(connect);
    boolean struct = connect.type() == Schema.Type.STRUCT;
    if (!ConnectNames.isLogical(connect)) {
      annotate(type, ConnectNames.NAME, struct ? null : connect.name());
      annotate(type, ConnectNames.VERSION, connect.version());
    }
    annotate(type, ConnectNames.PARAMETERS, parameters(connect));
    annotate(type, ConnectNames.DOC, standalone && !struct ? connect.doc() : null);
    if (standalone && connect.defaultValue() != null) {
      annotate(type, ConnectNames.DEFAULT, json(value(connect, type, connect.defaultValue())));
    }
    return struct ? unique(type) : type;
  }

  private org.apache.avro.Schema type(Schema connect) {
    return switch (connect.type()) {
      case BOOLEAN -> primitive(org.apache.avro.Schema.Type.BOOLEAN);
      case INT8 -> smallInt(ConnectNames.INT8);
      case INT16 -> smallInt(ConnectNames.INT16);
      case INT32 -> {
        org.apache.avro.Schema type = primitive(org.apache.avro.Schema.Type.INT);
        yield Date.LOGICAL_NAME.equals(connect.name())
            ? LogicalTypes.date().addToSchema(type)
            : Time.LOGICAL_NAME.equals(connect.name())
                ? LogicalTypes.timeMillis().addToSchema(type)
                : type;
      }
      case INT64 -> {
        org.apache.avro.Schema type = primitive(org.apache.avro.Schema.Type.LONG);
        yield Timestamp.LOGICAL_NAME.equals(connect.name())
            ? LogicalTypes.timestampMillis().addToSchema(type)
            : type;
      }
      case FLOAT32 -> primitive(org.apache.avro.Schema.Type.FLOAT);
      case FLOAT64 -> primitive(org.apache.avro.Schema.Type.DOUBLE);
      case STRING -> primitive(org.apache.avro.Schema.Type.STRING);
      case BYTES -> {
        org.apache.avro.Schema type = primitive(org.apache.avro.Schema.Type.BYTES);
        yield Decimal.LOGICAL_NAME.equals(connect.name())
            ? ConnectNames.decimal(connect).addToSchema(type)
            : type;
      }
      case ARRAY -> org.apache.avro.Schema.createArray(standalone(connect.valueSchema()));
      case MAP ->
          connect.keySchema().type() == Schema.Type.STRING && !connect.keySchema().isOptional()
              ? org.apache.avro.Schema.createMap(standalone(connect.valueSchema()))
              : org.apache.avro.Schema.createArray(entryType(connect));
      case STRUCT -> recordType(connect);
    };
  }

  private org.apache.avro.Schema recordType(Schema connect) {
    String name = connect.name();
    if (name == null) {
      name = ConnectNames.UNNAMED + (++unnamedStructs > 1 ? unnamedStructs : "");
    }
    List<org.apache.avro.Schema.Field> fields = new ArrayList<>();
    connect.fields().forEach(field -> fields.add(field(field.name(), field.schema())));
    return org.apache.avro.Schema.createRecord(name, connect.doc(), null, false, fields);
  }

  private org.apache.avro.Schema entryType(Schema connect) {
    String name = ConnectNames.ENTRY + (++entryTypes > 1 ? entryTypes : "");
    List<org.apache.avro.Schema.Field> fields =
        List.of(
            field(ConnectNames.KEY, connect.keySchema()),
            field(ConnectNames.VALUE, connect.valueSchema()));
    org.apache.avro.Schema type =
        org.apache.avro.Schema.createRecord(name, null, null, false, fields);
    type.addProp(ConnectNames.INTERNAL_TYPE, ConnectNames.INTERNAL_ENTRY);
    return type;
  }

  /** Avro defines a name once; its second use must mean the same. */
  private org.apache.avro.Schema unique(org.apache.avro.Schema type) {
    org.apache.avro.Schema first = named.putIfAbsent(type.getFullName(), type);
    if (first == null) {
      return type;
    }
    if (!first.equals(type)) {
      throw new DataException(
          "two structs named " + type.getFullName() + " differ; give each a name of its own");
    }
    return first;
  }

  /** Decimal's scale and precision have their place in Avro. */
  private static Map<String, String> parameters(Schema connect) {
    if (connect.parameters() == null) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>(connect.parameters());
    if (Decimal.LOGICAL_NAME.equals(connect.name())) {
      parameters.remove(Decimal.SCALE_FIELD);
      parameters.remove(ConnectNames.PRECISION);
    }
    return parameters.isEmpty() ? null : parameters;
  }

  private static org.apache.avro.Schema primitive(org.apache.avro.Schema.Type type) {
    return org.apache.avro.Schema.create(type);
  }

  private static org.apache.avro.Schema smallInt(String connectType) {
    org.apache.avro.Schema type = primitive(org.apache.avro.Schema.Type.INT);
    type.addProp(ConnectNames.TYPE, connectType);
    return type;
  }

  private static void annotate(org.apache.avro.Schema type, String property, Object value) {
    if (value != null) {
      type.addProp(property, value);
    }
  }

  /** A generic Avro value as Avro takes it for the default of a field. */
  private static Object json(Object datum) {
    if (datum == null) {
      return JsonProperties.NULL_VALUE;
    }
    if (datum instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    if (datum instanceof List<?> list) {
      return list.stream().map(ConnectToAvro::json).toList();
    }
    Map<String, Object> members = new LinkedHashMap<>();
    if (datum instanceof Map<?, ?> map) {
      map.forEach((key, value) -> members.put((String) key, json(value)));
      return members;
    }
    if (datum instanceof IndexedRecord record) {
      record
          .getSchema()
          .getFields()
          .forEach(field -> members.put(field.name(), json(record.get(field.pos()))));
      return members;
    }
    return datum;
  }
}
