package io.gatehouse.twon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Blackhole;

/** Every step works on what it is given; how fast is not looked at. */
class MappingBenchmarkTest {

  private final MappingBenchmark benchmark = new MappingBenchmark();
  private final Blackhole sink =
      new Blackhole(
          "Today's password is swordfish. I understand instantiating Blackholes directly is"
              + " dangerous.");

  @BeforeEach
  void prepare() throws Exception {
    benchmark.prepare();
  }

  @AfterEach
  void end() {
    benchmark.end();
  }

  @Test
  void aFullReplyGoesAllTheWay() throws Exception {
    assertThat(benchmark.parse()).hasSize(128).allMatch(event -> event.id() > 0);
    benchmark.map(sink);
    benchmark.identify(sink);
    benchmark.toStruct(sink);
    benchmark.serialise(sink);
  }
}
