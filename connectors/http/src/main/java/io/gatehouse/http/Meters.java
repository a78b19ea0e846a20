package io.gatehouse.http;

import io.gatehouse.http.HttpFailure.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateway's meters, looked up once a service. Any thread. */
final class Meters implements AutoCloseable {

  /** Times one service's calls by outcome. */
  interface ServiceMeters {
    void record(Optional<Kind> failure, Duration time);
  }

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofSeconds(120)
  };

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<String, ServiceMeters> services = new ConcurrentHashMap<>();
  private final Map<Meter.Id, Meter> registered = new ConcurrentHashMap<>();
  private final AtomicInteger openCircuits = new AtomicInteger();

  Meters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
    keep(
        Gauge.builder("gatehouse.http.circuits.open", openCircuits, AtomicInteger::get)
            .description("Devices that are left alone for a while because they do not answer")
            .tags(tags)
            .register(registry));
  }

  ServiceMeters service(String service) {
    return services.computeIfAbsent(service, this::register);
  }

  void circuitOpened() {
    openCircuits.incrementAndGet();
  }

  void circuitClosed() {
    openCircuits.decrementAndGet();
  }

  private ServiceMeters register(String service) {
    Timer ok = timer(service, "ok");
    Map<Kind, Timer> failed =
        Stream.of(Kind.values())
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    kind -> timer(service, kind.name().toLowerCase(Locale.ROOT))));
    return (failure, time) -> failure.map(failed::get).orElse(ok).record(time);
  }

  private Timer timer(String service, String outcome) {
    return keep(
        Timer.builder("gatehouse.http.requests")
            .description("Calls to devices, from the caller's request to the whole reply")
            .tags(tags)
            .tag("service", service)
            .tag("outcome", outcome)
            .serviceLevelObjectives(BUCKETS)
            .register(registry));
  }

  private <M extends Meter> M keep(M meter) {
    registered.put(meter.getId(), meter);
    return meter;
  }

  @Override
  public void close() {
    registered.values().forEach(registry::remove);
  }
}
