package io.gatehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.ConnectSchemas;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** What one core converts. Processor time is measured, so that a busy machine changes little. */
final class SpeedTest {
  private static final int RECORDS = 200_000;

  @Test
  void aCoreConvertsAHundredThousandEventsASecond() throws IOException {
    Struct event = ConnectSchemas.toStruct(Samples.access());
    assertThat(event.schema().fields()).hasSizeGreaterThanOrEqualTo(25);
    try (StubRegistry registry = new StubRegistry(StubRegistry.of(200, "{\"id\":7}"));
        AvroConverter converter = new AvroConverter()) {
      converter.configure(Map.of("schema.registry.url", registry.url()), false);
      convert(converter, event); // warms the JVM up

      double perSecond = RECORDS / (convert(converter, event) / 1e9);

      System.out.printf("events converted a second and core: %,.0f%n", perSecond);
      assertThat(perSecond).isGreaterThan(100_000);
    }
  }

  /** Processor time in nanoseconds. */
  private static long convert(AvroConverter converter, Struct event) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long bytes = 0;
    for (int i = 0; i < RECORDS; i++) {
      bytes += converter.fromConnectData("t", event.schema(), event).length;
    }
    assertThat(bytes).isGreaterThan(100L * RECORDS);
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
  }
}
