package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.akuvox.log.LogRecord;
import io.gatehouse.benchmarks.Steps;
import org.junit.jupiter.api.Test;

class MappingBenchmarkTest extends Steps<MappingBenchmark> {

  MappingBenchmarkTest() {
    super(new MappingBenchmark());
  }

  @Test
  void aWholeLogGoesAllTheWay() {
    assertThat(benchmark.parse()).hasSize(128);
    assertThat(benchmark.recognise()).extracting(LogRecord::mark).doesNotHaveDuplicates();
    assertThat(benchmark.compare().news()).isEmpty();
    benchmark.map(sink);
    benchmark.toStruct(sink);
    benchmark.serialise(sink);
  }
}
