package io.gatehouse.streams.rules;

/**
 * A piece of time, cut at the same places whoever looks: what an incident of many events is known
 * by.
 *
 * @param begin milliseconds UTC
 * @param end its last millisecond
 */
record Span(long begin, long end) {

  /** The piece that {@code time} is in. */
  static Span of(long time, long length) {
    long begin = Math.floorDiv(time, length) * length;
    return new Span(begin, begin + length - 1);
  }

  /** For the anchor of an incident. */
  String anchor() {
    return Long.toString(begin);
  }
}
