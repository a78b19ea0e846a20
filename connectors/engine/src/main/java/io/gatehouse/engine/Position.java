package io.gatehouse.engine;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How far a feed has been read. It travels with each event as Connect's source offset, so that the
 * event and the position are written together or not at all.
 */
@FunctionalInterface
public interface Position {

  /** As Connect stores it: string keys; strings, longs, integers and booleans as values. */
  Map<String, ?> toOffset();

  /**
   * A position whose offset is worked out when it is looked at: of a batch, Connect stores the
   * last.
   */
  static Position lazily(Supplier<Map<String, Object>> offset) {
    return () ->
        new AbstractMap<String, Object>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            return offset.get().entrySet();
          }
        };
  }
}
