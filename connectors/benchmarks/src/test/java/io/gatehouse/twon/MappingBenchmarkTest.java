package io.gatehouse.twon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.benchmarks.Steps;
import org.junit.jupiter.api.Test;

class MappingBenchmarkTest extends Steps<MappingBenchmark> {

  MappingBenchmarkTest() {
    super(new MappingBenchmark());
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
