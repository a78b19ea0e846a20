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
import java.util.function.Consumer;
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
          + " time of the mapping; of Hik-Connect also the rate within the account's limit, of Akuvox the"
          + " cost of polling; delay and rate of commands; rate, delay and state of the Streams app. Prints a"
          + " table, and writes it to target/results.json.",
      ""
    })
public final class Benchmarks implements Callable<Integer> {

  /** The project's folder, which the start script knows. */
  private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));

  private static final Path HERE = ROOT.resolve("connectors/benchmarks");

  private static final int TARGET_MISSED = 3;

  /** Whose messages are read where one queue is measured. */
  private static final String QUEUE = "combine";

  private static final List<String> QUEUES = List.of("alarm", "combine", "rawmsg");

  /** What can be measured. */
  enum Subject {
    DELAY,
    BACKLOG,
    IDLE,
    MAPPING,
    HIK_DELAY,
    HIK_BACKLOG,
    HIK_LIMIT,
    AKUVOX_IDLE,
    AKUVOX_DELAY,
    AKUVOX_MAPPING,
    RELAY_DELAY,
    RELAY_RATE,
    STREAMS_RATE,
    STREAMS_DELAY,
    STREAMS_STATE
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

  @Option(
      names = "--delays-quiet",
      paramLabel = "N",
      description = "Messages of a run of hik_delay at one a second.")
  private int quietDelays = 60;

  @Option(names = "--events", paramLabel = "N", description = "Events of a backlog.")
  private int events = 100_000;

  @Option(
      names = "--events-limit",
      paramLabel = "N",
      description = "Messages of a backlog within the account's limit.")
  private int limitEvents = 30_000;

  @Option(names = "--devices", paramLabel = "N", description = "2N devices of a backlog.")
  private int devices = 100;

  @Option(names = "--devices-idle", paramLabel = "N", description = "Devices of the idle fleet.")
  private int idleDevices = 5_000;

  @Option(
      names = "--devices-akuvox",
      paramLabel = "N",
      description = "Akuvox devices that are polled.")
  private int akuvoxDevices = 1_000;

  @Option(
      names = "--seconds-idle",
      paramLabel = "N",
      description = "Over which processor time is counted.")
  private int idleSeconds = 60;

  @Option(names = "--commands", paramLabel = "N", description = "Commands of a run of relay_delay.")
  private int commands = 300;

  @Option(
      names = "--commands-rate",
      paramLabel = "N",
      description = "Commands of a run of relay_rate at 200 a second, and as many at once.")
  private int rateCommands = 6_000;

  @Option(names = "--devices-relay", paramLabel = "N", description = "2N devices of relay_rate.")
  private int relayDevices = 200;

  @Option(
      names = "--events-streams",
      paramLabel = "N",
      description = "Events of a run of streams_rate, and of the day of streams_state.")
  private int streamsEvents = 800_000;

  @Option(names = "--alarms", paramLabel = "N", description = "Alarms of a run of streams_delay.")
  private int alarms = 300;

  @Option(
      names = "--each-rule",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether streams_rate measures each rule alone, too.")
  private boolean eachRule = true;

  @Option(
      names = "--plugin",
      paramLabel = "DIR",
      description = "Directory that holds one directory a plugin, in place of our zip.")
  private Path plugins = HERE.resolve("target/plugins");

  @Option(
      names = "--connector",
      paramLabel = "FILE",
      description = "2N connector, as POST /connectors takes it, in place of the shipped one.")
  private Path connector = ROOT.resolve("deploy/connectors/twon.json");

  @Option(
      names = "--connector-hik",
      paramLabel = "FILE",
      description = "Hik-Connect connector, in place of the shipped one.")
  private Path hikConnector = ROOT.resolve("deploy/connectors/hikconnect.json");

  @Option(
      names = "--connector-akuvox",
      paramLabel = "FILE",
      description = "Akuvox connector, in place of the shipped one.")
  private Path akuvoxConnector = ROOT.resolve("deploy/connectors/akuvox.json");

  @Option(
      names = "--connector-relay",
      paramLabel = "FILE",
      description = "Sink connector, in place of the shipped one.")
  private Path relayConnector = ROOT.resolve("deploy/connectors/relay.json");

  @Option(
      names = "--worker-option",
      paramLabel = "OPTION",
      description =
          "More JVM options for the Connect worker or the Streams app, such as a flight recording.")
  private List<String> workerOptions = new ArrayList<>();

  @Option(
      names = "--broker-setting",
      paramLabel = "NAME=VALUE",
      description = "More settings of the broker, over those that suit a single one.")
  private Map<String, String> brokerSettings = new LinkedHashMap<>();

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
    measureStreams(figures);
    measureMapping(Subject.MAPPING, io.gatehouse.twon.MappingBenchmark.class, figures);
    measureMapping(Subject.AKUVOX_MAPPING, io.gatehouse.akuvox.MappingBenchmark.class, figures);
    var report = new Report(surroundings, figures);
    System.out.println();
    System.out.print(report.table());
    Report.write(HERE.resolve("target/results.json"), report.json());
    if (record) {
      Path page = HERE.resolve("RESULTS.md");
      Report.write(page, report.page(Report.read(page)));
    }
    return figures.all().stream().allMatch(Figures.Figure::isMet) ? 0 : TARGET_MISSED;
  }

  private void measureStack(Figures figures) throws ExecutionException, InterruptedException {
    measure(
        Subject.DELAY,
        "%d runs of %d events, and as many by the plain producer".formatted(runs, delays),
        rig -> new DelayBenchmark(rig).run(runs, delays, figures));
    measure(
        Subject.BACKLOG,
        "%d runs and one to warm up, %d events, %d devices".formatted(runs, events, devices),
        rig ->
            new BacklogBenchmark(rig, "backlog", 20_000, figures)
                .run(runs, () -> Fleet.start(devices, events / devices - 1, rig.password())));
    measure(
        Subject.IDLE,
        "%d runs of %d s, %d devices".formatted(runs, idleSeconds, idleDevices),
        rig ->
            new IdleBenchmark(rig, Duration.ofSeconds(idleSeconds))
                .run(runs, idleDevices, figures));
    for (List<String> queues : List.of(List.of(QUEUE), QUEUES)) {
      measure(
          Subject.HIK_DELAY,
          "%d runs of %d and %d messages, queues %s".formatted(runs, quietDelays, delays, queues),
          rig -> new CloudDelayBenchmark(rig, figures).run(runs, quietDelays, delays, queues));
    }
    measure(
        Subject.HIK_BACKLOG,
        "%d runs and one to warm up, %d messages".formatted(runs, events),
        rig ->
            new BacklogBenchmark(rig, "hik backlog", 8_000, figures)
                .run(
                    runs,
                    () -> Cloud.start(Cloud.UNLIMITED, events, rig.password(), List.of(QUEUE))));
    measure(
        Subject.HIK_LIMIT,
        "%d runs of %d messages".formatted(runs, limitEvents),
        rig -> new LimitBenchmark(rig).run(runs, limitEvents, QUEUE, figures));
    measure(
        Subject.AKUVOX_IDLE,
        "%d runs of %d s, %d devices".formatted(runs, idleSeconds, akuvoxDevices),
        rig ->
            new AkuvoxIdleBenchmark(rig, Duration.ofSeconds(idleSeconds), figures)
                .run(runs, akuvoxDevices));
    measure(
        Subject.AKUVOX_DELAY,
        "%d runs of %d records, %d devices".formatted(runs, delays, akuvoxDevices),
        rig -> new AkuvoxDelayBenchmark(rig).run(runs, akuvoxDevices, delays, figures));
    measure(
        Subject.RELAY_DELAY,
        "%d runs of %d commands, and as many by the plain caller".formatted(runs, commands),
        rig -> new RelayDelayBenchmark(rig).run(runs, commands, figures));
    measure(
        Subject.RELAY_RATE,
        "%d runs of %d commands, twice, %d devices".formatted(runs, rateCommands, relayDevices),
        rig -> new RelayRateBenchmark(rig, figures).run(runs, rateCommands, relayDevices));
  }

  private void measureMapping(Subject subject, Class<? extends RecordSteps> steps, Figures figures)
      throws RunnerException {
    if (only.contains(subject)) {
      say("%s: %d runs of each step", subject.name().toLowerCase(Locale.ROOT), runs);
      String name = subject.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      MappingRuns.run(name, steps, runs, figures);
    }
  }

  /** Each benchmark gets a worker of its own: none inherits what another has warmed or left. */
  private void measureStreams(Figures figures) throws ExecutionException, InterruptedException {
    measureStreams(
        Subject.STREAMS_RATE,
        "%d runs of %d events, with all rules and with none".formatted(runs, streamsEvents),
        site -> new StreamsRateBenchmark(site, figures).run(runs, streamsEvents, eachRule));
    measureStreams(
        Subject.STREAMS_DELAY,
        "%d runs of %d alarms".formatted(runs, alarms),
        site -> new StreamsDelayBenchmark(site, figures).run(runs, alarms));
    measureStreams(
        Subject.STREAMS_STATE,
        "a day of %d events, restored %d times".formatted(streamsEvents, runs),
        site -> new StreamsStateBenchmark(site, figures).run(runs, streamsEvents));
  }

  private void measureStreams(Subject subject, String how, Consumer<StreamsSite> benchmark)
      throws ExecutionException, InterruptedException {
    if (!only.contains(subject)) {
      return;
    }
    say("%s: %s", subject.name().toLowerCase(Locale.ROOT), how);
    try (StreamsSite site = StreamsSite.start(brokerSettings, workerOptions)) {
      benchmark.accept(site);
    }
  }

  private void measure(Subject subject, String how, Consumer<Rig> benchmark)
      throws ExecutionException, InterruptedException {
    if (!only.contains(subject)) {
      return;
    }
    say("%s: %s", subject.name().toLowerCase(Locale.ROOT), how);
    try (Rig rig =
        Rig.start(new Rig.Setup(plugins, shipped(subject), workerOptions, brokerSettings))) {
      say(
          "  broker %d, registry %d, worker %d",
          rig.broker().pid(), rig.registry().pid(), rig.worker().pid());
      benchmark.accept(rig);
    }
  }

  private Path shipped(Subject subject) {
    String vendor = subject.name();
    if (vendor.startsWith("HIK_")) {
      return hikConnector;
    }
    if (vendor.startsWith("RELAY_")) {
      return relayConnector;
    }
    return vendor.startsWith("AKUVOX_") ? akuvoxConnector : connector;
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
