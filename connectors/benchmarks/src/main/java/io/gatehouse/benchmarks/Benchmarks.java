package io.gatehouse.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything, measures, and prints figures. */
@Command(
    name = "connectors/benchmarks/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    description = {
      "Measures Gatehouse on this machine: delay of an event, rate of a backlog, cost of an idle fleet,"
          + " time of the mapping. Prints a table, and writes it to target/results.json.",
      ""
    })
public final class Benchmarks implements Callable<Integer> {

  /** The project's folder, which the start script knows. */
  private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));

  private static final Path HERE = ROOT.resolve("connectors/benchmarks");

  private static final int TARGET_MISSED = 3;

  /** What can be measured. */
  enum Subject {
    DELAY,
    BACKLOG,
    IDLE,
    MAPPING
  }

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Measure these only: ${COMPLETION-CANDIDATES}.")
  private Set<Subject> only = EnumSet.allOf(Subject.class);

  @Option(names = "--runs", paramLabel = "N", description = "How often each is measured.")
  private int runs = 3;

  @Option(names = "--delays", paramLabel = "N", description = "Events of a run of delay.")
  private int delays = 500;

  @Option(names = "--events", paramLabel = "N", description = "Events of a backlog.")
  private int events = 100_000;

  @Option(names = "--devices", paramLabel = "N", description = "Devices of a backlog.")
  private int devices = 100;

  @Option(names = "--devices-idle", paramLabel = "N", description = "Devices of the idle fleet.")
  private int idleDevices = 5_000;

  @Option(
      names = "--seconds-idle",
      paramLabel = "N",
      description = "Over which processor time is counted.")
  private int idleSeconds = 60;

  @Option(
      names = "--plugin",
      paramLabel = "DIR",
      description = "Directory that holds one directory a plugin, in place of our zip.")
  private Path plugins = HERE.resolve("target/plugins");

  @Option(
      names = "--connector",
      paramLabel = "FILE",
      description = "Connector, as POST /connectors takes it, in place of the shipped one.")
  private Path connector = ROOT.resolve("deploy/connectors/twon.json");

  @Option(
      names = "--worker-option",
      paramLabel = "OPTION",
      description = "More JVM options for the Connect worker, such as a flight recording.")
  private List<String> workerOptions = new ArrayList<>();

  @Option(names = "--record", description = "Write the table to RESULTS.md, too.")
  private boolean record;

  /** Exits with 0 if every target is met, 3 if one is missed, 1 if something went wrong. */
  public static void main(String[] arguments) {
    var commandLine = new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          e.printStackTrace();
          return 1;
        });
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public Integer call() throws ExecutionException, InterruptedException, RunnerException {
    Map<String, String> surroundings = surroundings();
    Figures figures = new Figures();
    measureStack(figures);
    if (only.contains(Subject.MAPPING)) {
      say("mapping: %d runs of each step", runs);
      MappingRuns.run(runs, figures);
    }
    var report = new Report(surroundings, figures);
    System.out.println();
    System.out.print(report.table());
    Report.write(HERE.resolve("target/results.json"), report.json());
    if (record) {
      Report.write(HERE.resolve("RESULTS.md"), report.page());
    }
    return figures.all().stream().allMatch(Figures.Figure::isMet) ? 0 : TARGET_MISSED;
  }

  /** Each benchmark gets a worker of its own: none inherits what another has warmed or left. */
  private void measureStack(Figures figures) throws ExecutionException, InterruptedException {
    var setup = new Rig.Setup(plugins, connector, workerOptions);
    if (only.contains(Subject.DELAY)) {
      say("delay: %d runs of %d events, and as many by the plain producer", runs, delays);
      try (Rig rig = start(setup)) {
        new DelayBenchmark(rig).run(runs, delays, figures);
      }
    }
    if (only.contains(Subject.BACKLOG)) {
      say("backlog: %d runs and one to warm up, %d events, %d devices", runs, events, devices);
      try (Rig rig = start(setup)) {
        new BacklogBenchmark(rig).run(runs, events, devices, figures);
      }
    }
    if (only.contains(Subject.IDLE)) {
      say("idle: %d runs of %d s, %d devices", runs, idleSeconds, idleDevices);
      try (Rig rig = start(setup)) {
        new IdleBenchmark(rig, Duration.ofSeconds(idleSeconds)).run(runs, idleDevices, figures);
      }
    }
  }

  private static Rig start(Rig.Setup setup) throws ExecutionException, InterruptedException {
    Rig rig = Rig.start(setup);
    say(
        "  broker %d, registry %d, worker %d",
        rig.broker().pid(), rig.registry().pid(), rig.worker().pid());
    return rig;
  }

  private static Map<String, String> surroundings() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    Map<String, String> surroundings = new LinkedHashMap<>();
    surroundings.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    surroundings.put("processors", Integer.toString(system.getAvailableProcessors()));
    surroundings.put(
        "load of other programs at the start",
        String.format(Locale.ROOT, "%.1f", Math.max(0, system.getSystemLoadAverage())));
    surroundings.put("JDK", System.getProperty("java.runtime.version"));
    surroundings.put("Kafka", AppInfoParser.getVersion());
    return surroundings;
  }

  private static void say(String format, Object... arguments) {
    System.out.printf(format + "%n", arguments);
  }
}
