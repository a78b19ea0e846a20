package io.gatehouse.registry;

import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** The names by which Confluent's Avro converter keeps in a schema what is Connect's alone. */
final class ConnectNames {
  static final String NAME = "connect.name";
  static final String VERSION = "connect.version";
  static final String DOC = "connect.doc";
  static final String DEFAULT = "connect.default";
  static final String PARAMETERS = "connect.parameters";

  static final String TYPE = "connect.type";
  static final String INT8 = "int8";
  static final String INT16 = "int16";

  /** Record name of a struct without a name. */
  static final String UNNAMED = "io.confluent.connect.avro.ConnectDefault";

  /** Record name of an entry, where a map's keys are no strings: Avro's maps have no others. */
  static final String ENTRY = "io.confluent.connect.avro.MapEntry";

  static final String INTERNAL_TYPE = "connect.internal.type";
  static final String INTERNAL_ENTRY = "MapEntry";
  static final String KEY = "key";
  static final String VALUE = "value";

  /** Parameter of a Connect decimal; Connect itself knows only the scale. */
  static final String PRECISION = "connect.decimal.precision";

  static final int DEFAULT_PRECISION = 64;

  private static final Set<String> LOGICAL =
      Set.of(Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME, Decimal.LOGICAL_NAME);

  private ConnectNames() {}

  /** Whether a schema is one of Connect's logical types; Avro has its own for them. */
  static boolean isLogical(Schema connect) {
    return connect.name() != null && LOGICAL.contains(connect.name());
  }

  static LogicalTypes.Decimal decimal(Schema connect) {
    Map<String, String> parameters = connect.parameters();
    int scale = Integer.parseInt(parameters.get(Decimal.SCALE_FIELD));
    String precision = parameters.get(PRECISION);
    return LogicalTypes.decimal(
        precision == null ? Math.max(DEFAULT_PRECISION, scale) : Integer.parseInt(precision),
        scale);
  }
}
