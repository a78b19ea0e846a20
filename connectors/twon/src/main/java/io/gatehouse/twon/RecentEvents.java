package io.gatehouse.twon;

import java.util.Arrays;

/**
 * The events read last, so that a batch which a device sends twice is told from ids that start
 * anew. Takes memory only at a device that has something to tell.
 */
final class RecentEvents {

  private static final int CAPACITY = 512;
  private static final int FIRST_CAPACITY = 16;

  private long[] signatures = {};
  private int size;
  private int next;

  void add(TwonEvent event) {
    if (size == signatures.length && size < CAPACITY) {
      signatures =
          Arrays.copyOf(signatures, Math.max(FIRST_CAPACITY, Math.min(CAPACITY, size * 4)));
      next = size;
    }
    signatures[next] = signature(event);
    next = (next + 1) % signatures.length;
    size = Math.min(size + 1, signatures.length);
  }

  boolean contains(TwonEvent event) {
    long wanted = signature(event);
    for (int i = 0; i < size; i++) {
      if (signatures[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  void clear() {
    size = 0;
    next = 0;
  }

  private static long signature(TwonEvent event) {
    long mixed = event.id() * 0x9E3779B97F4A7C15L + event.utcTime();
    mixed = (mixed ^ (mixed >>> 32)) * 0xBF58476D1CE4E5B9L + event.upTime();
    return (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL + event.json().hashCode();
  }
}
