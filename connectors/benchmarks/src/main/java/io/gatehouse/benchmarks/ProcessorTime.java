package io.gatehouse.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processor time that processes have used since this was made. */
final class ProcessorTime {

  private final Map<String, Long> pids;
  private final Map<String, Duration> before = new LinkedHashMap<>();

  /**
   * @param pids process ids by the names of their processes
   */
  ProcessorTime(Map<String, Long> pids) {
    this.pids = pids;
    pids.forEach((name, pid) -> before.put(name, used(pid)));
  }

  /** Microseconds by process name. */
  Map<String, Double> micros() {
    Map<String, Double> micros = new LinkedHashMap<>();
    pids.forEach(
        (name, pid) -> micros.put(name, used(pid).minus(before.get(name)).toNanos() / 1e3));
    return micros;
  }

  private static Duration used(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
  }
}
