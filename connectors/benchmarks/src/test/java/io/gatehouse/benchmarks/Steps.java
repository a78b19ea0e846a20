package io.gatehouse.benchmarks;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Every step works on what it is given; how fast is not looked at.
 *
 * @param <B> what has the steps
 */
public abstract class Steps<B extends RecordSteps> {

  protected final B benchmark;
  protected final Blackhole sink =
      new Blackhole(
          "Today's password is swordfish. I understand instantiating Blackholes directly is"
              + " dangerous.");

  protected Steps(B benchmark) {
    this.benchmark = benchmark;
  }

  @BeforeEach
  void prepare() throws Exception {
    benchmark.prepare();
  }

  @AfterEach
  void end() {
    benchmark.end();
  }
}
