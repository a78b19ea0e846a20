package io.gatehouse.engine;

import java.util.Map;

/**
 * How far a feed has been read. It travels with each event as Connect's source offset, so that the
 * event and the position are written together or not at all.
 */
@FunctionalInterface
public interface Position {

  /** As Connect stores it: string keys; strings, longs, integers and booleans as values. */
  Map<String, ?> toOffset();
}
