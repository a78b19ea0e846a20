package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Happenings of one kind and device within a span of time, which are one incident. */
record Series(String deviceId, String kind, Span span) {

  /** While they go on, as many say enough. */
  static final int MOST = 200;

  static Series of(Fact fact, String kind, long period) {
    return new Series(fact.getDeviceId(), kind, Span.of(fact.getTime(), period));
  }

  String[] anchor() {
    return new String[] {deviceId, kind, span.anchor()};
  }

  /** What belongs to some facts, each once and in order. */
  static List<Fact> all(Collection<Fact> facts, Function<Fact, Stream<Fact>> belonging) {
    return facts.stream().flatMap(belonging).distinct().sorted(History.ORDER).toList();
  }
}
