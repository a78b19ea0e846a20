package io.gatehouse.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured: each figure with its value in every run, in the order of first measurement.
 */
final class Figures {

  /** What a figure should be: under or at least a value, or whatever it is. */
  enum Aim {
    UNDER,
    AT_LEAST,
    EXACTLY,
    NONE
  }

  /**
   * @param target in {@code unit}; without meaning where the aim is {@code NONE}
   */
  record Name(String benchmark, String figure, String unit, Aim aim, double target) {

    Name {
      if (!Double.isFinite(target)) {
        throw new IllegalArgumentException("target of " + figure + " is " + target);
      }
    }

    static Name of(String benchmark, String figure, String unit) {
      return new Name(benchmark, figure, unit, Aim.NONE, 0);
    }

    Name under(double most) {
      return new Name(benchmark, figure, unit, Aim.UNDER, most);
    }

    Name atLeast(double least) {
      return new Name(benchmark, figure, unit, Aim.AT_LEAST, least);
    }

    Name exactly(double value) {
      return new Name(benchmark, figure, unit, Aim.EXACTLY, value);
    }
  }

  /** A figure with its values, one a run. */
  record Figure(Name name, List<Double> values) {

    double median() {
      List<Double> sorted = values.stream().sorted().toList();
      int middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
      return values.stream().min(Double::compare).orElseThrow();
    }

    double max() {
      return values.stream().max(Double::compare).orElseThrow();
    }

    /** Whether the median is as wanted. What must be exact must be so in every run. */
    boolean isMet() {
      return switch (name.aim) {
        case UNDER -> median() < name.target;
        case AT_LEAST -> median() >= name.target;
        case EXACTLY -> min() == name.target && max() == name.target;
        case NONE -> true;
      };
    }
  }

  private final Map<Name, Figure> all = new LinkedHashMap<>();

  /** Adds the value of one run. */
  void add(Name name, double value) {
    all.computeIfAbsent(name, n -> new Figure(n, new ArrayList<>())).values().add(value);
  }

  Collection<Figure> all() {
    return all.values();
  }
}
