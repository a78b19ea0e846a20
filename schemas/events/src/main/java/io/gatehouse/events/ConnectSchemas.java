package io.gatehouse.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The Connect view of the Avro records.
 *
 * <p>Known are records, strings, int, long, float, double, boolean, bytes, arrays, maps, {@code
 * timestamp-millis}, and the union of null and one of these. Full names, docs and defaults are
 * kept. Connect has one doc where Avro has two, on a field and on the record that is its type: the
 * field's wins.
 */
public final class ConnectSchemas {

  private static final ClassValue<Plan> PLANS =
      new ClassValue<>() {
        @Override
        protected Plan computeValue(Class<?> type) {
          return Plan.of(SpecificData.get().getSchema(type));
        }
      };

  private ConnectSchemas() {}

  /**
   * Derives the Connect schema.
   *
   * @throws IllegalArgumentException if the Avro schema holds a type that is not known here
   */
  public static Schema of(org.apache.avro.Schema avro) {
    return builder(avro).build();
  }

  /** The Connect schema of a generated record: the same object at every call. */
  public static Schema of(Class<? extends SpecificRecord> type) {
    return PLANS.get(type).schema;
  }

  /**
   * Converts a generated record.
   *
   * @throws org.apache.kafka.connect.errors.DataException if a required field is null
   */
  public static Struct toStruct(SpecificRecord record) {
    return PLANS.get(record.getClass()).struct(record);
  }

  /** What to do with each field of a record, found out once. */
  private record Plan(Schema schema, List<Field> fields, List<UnaryOperator<Object>> conversions) {

    static Plan of(org.apache.avro.Schema avro) {
      Schema schema = ConnectSchemas.of(avro);
      List<UnaryOperator<Object>> conversions = new ArrayList<>();
      for (org.apache.avro.Schema.Field field : avro.getFields()) {
        conversions.add(conversion(notNull(field.schema())));
      }
      return new Plan(schema, schema.fields(), conversions);
    }

    Struct struct(IndexedRecord record) {
      Struct struct = new Struct(schema);
      for (int i = 0; i < fields.size(); i++) {
        Object value = record.get(i);
        struct.put(fields.get(i), value == null ? null : conversions.get(i).apply(value));
      }
      return struct;
    }
  }

  private static UnaryOperator<Object> conversion(org.apache.avro.Schema avro) {
    return switch (avro.getType()) {
      case RECORD -> {
        Plan plan = Plan.of(avro);
        yield value -> plan.struct((IndexedRecord) value);
      }
      case ARRAY -> {
        UnaryOperator<Object> item = conversion(notNull(avro.getElementType()));
        yield value -> converted((List<?>) value, item);
      }
      case LONG ->
          isTimestamp(avro) ? value -> Date.from((Instant) value) : UnaryOperator.identity();
      default -> UnaryOperator.identity();
    };
  }

  private static List<Object> converted(List<?> values, UnaryOperator<Object> item) {
    List<Object> result = new ArrayList<>(values.size());
    for (Object value : values) {
      result.add(value == null ? null : item.apply(value));
    }
    return result;
  }

  private static SchemaBuilder builder(org.apache.avro.Schema avro) {
    return switch (avro.getType()) {
      case RECORD -> record(avro);
      case ARRAY -> SchemaBuilder.array(of(avro.getElementType()));
      case MAP -> {
        if (!isPlain(notNull(avro.getValueType()))) {
          throw unknown(avro);
        }
        yield SchemaBuilder.map(Schema.STRING_SCHEMA, of(avro.getValueType()));
      }
      case UNION -> builder(notNull(avro)).optional();
      case LONG -> isTimestamp(avro) ? Timestamp.builder() : plain(avro, SchemaBuilder.int64());
      case INT -> plain(avro, SchemaBuilder.int32());
      case STRING -> plain(avro, SchemaBuilder.string());
      case BOOLEAN -> plain(avro, SchemaBuilder.bool());
      case FLOAT -> plain(avro, SchemaBuilder.float32());
      case DOUBLE -> plain(avro, SchemaBuilder.float64());
      case BYTES -> plain(avro, SchemaBuilder.bytes());
      case ENUM, FIXED, NULL -> throw unknown(avro);
    };
  }

  private static SchemaBuilder record(org.apache.avro.Schema avro) {
    SchemaBuilder builder = SchemaBuilder.struct().name(avro.getFullName()).doc(avro.getDoc());
    for (org.apache.avro.Schema.Field field : avro.getFields()) {
      builder.field(field.name(), schema(field));
    }
    return builder;
  }

  private static Schema schema(org.apache.avro.Schema.Field field) {
    SchemaBuilder builder = builder(field.schema());
    if (field.doc() != null) {
      builder.doc(field.doc());
    }
    if (field.hasDefaultValue()) {
      builder.defaultValue(defaultValue(field));
    }
    return builder.build();
  }

  private static Object defaultValue(org.apache.avro.Schema.Field field) {
    Object value = field.defaultVal();
    if (value == JsonProperties.NULL_VALUE) {
      return null;
    }
    return isTimestamp(notNull(field.schema()))
        ? Date.from(Instant.ofEpochMilli((Long) value))
        : value;
  }

  /** The one type of a union with null; any other schema as it is. */
  private static org.apache.avro.Schema notNull(org.apache.avro.Schema avro) {
    if (!avro.isUnion()) {
      return avro;
    }
    List<org.apache.avro.Schema> types = avro.getTypes();
    if (types.size() != 2 || !avro.isNullable()) {
      throw unknown(avro);
    }
    return types.get(types.get(0).getType() == org.apache.avro.Schema.Type.NULL ? 1 : 0);
  }

  private static boolean isTimestamp(org.apache.avro.Schema avro) {
    return avro.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  private static boolean isPlain(org.apache.avro.Schema avro) {
    return switch (avro.getType()) {
      case STRING, INT, LONG, BOOLEAN, FLOAT, DOUBLE, BYTES -> avro.getLogicalType() == null;
      default -> false;
    };
  }

  private static SchemaBuilder plain(org.apache.avro.Schema avro, SchemaBuilder builder) {
    if (avro.getLogicalType() != null) {
      throw unknown(avro);
    }
    return builder;
  }

  private static IllegalArgumentException unknown(org.apache.avro.Schema avro) {
    return new IllegalArgumentException(
        "No Connect schema for the Avro type "
            + avro
            + "; use a record, a string, a number, a boolean, bytes, timestamp-millis, an array, a"
            + " map of plain values, or a union of null and one of these.");
  }
}
