package io.gatehouse.demo;

import io.gatehouse.demo.Tally.Row;
import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.Topics;
import io.gatehouse.stack.ApicurioRegistry;
import io.gatehouse.stack.ConnectWorker;
import io.gatehouse.stack.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything, shows events as they arrive, and judges at the end. */
@Command(
    name = "deploy/demo/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs Gatehouse on this machine: broker, schema registry, Kafka Connect with the connectors of"
          + " deploy/connectors, and simulated doors or real ones. Shows events as they arrive.",
      ""
    })
public final class Demo implements Callable<Integer> {

  /** The project's folder, which the start script knows. */
  private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));

  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(100);

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private final List<RealSite> real = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "End after N seconds with a summary. The exit code is 0 only if every simulated"
              + " event is in the topics exactly once.")
  private Long seconds;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep topics, schemas, positions and logs in DIR for the next run.")
  private Path data;

  /** Exits with 0, 1 if something was lost or doubled or could not be started, 2 for bad usage. */
  public static void main(String[] arguments) {
    var commandLine = new CommandLine(new Demo());
    commandLine.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          System.err.println(e.getMessage());
          return 1;
        });
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public Integer call() throws ExecutionException, InterruptedException {
    var storage = data == null ? Storage.temporary() : Storage.in(data);
    try (var doors = doors(storage);
        var broker = KafkaBroker.start(storage.launch("broker"));
        var registry = ApicurioRegistry.start(storage.launch("registry"));
        var events = reader(broker, registry);
        var worker = worker(storage, doors, broker, registry)) {
      new Connectors(ROOT.resolve("deploy/connectors")).run(doors.sites(), worker.rest());
      say("broker       %s  process %d", broker.bootstrapServers(), broker.pid());
      say("registry     %s  process %d", registry.url(), registry.pid());
      say("connect      %s  process %d", worker.rest().url(), worker.pid());
      for (Site site : doors.sites()) {
        site.addresses().forEach((url, what) -> say("%-12s %s  %s", site.connector(), url, what));
      }
      say("files        %s", storage.directory());
      return watch(doors, events, worker);
    }
  }

  private Doors doors(Storage storage) {
    return real.isEmpty()
        ? SimulatedDoors.start(storage.launch("simulators"))
        : new RealDoors(RealSite.sites(real, Secrets::get));
  }

  private static EventReader reader(KafkaBroker broker, ApicurioRegistry registry)
      throws ExecutionException, InterruptedException {
    var topics = Topics.of(Topics.DEFAULT_PREFIX);
    Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var admin = Admin.create(config)) {
      CreateTopics.create(admin, topics, 1);
    }
    return EventReader.fromNow(broker.bootstrapServers(), registry.url(), topics);
  }

  private static ConnectWorker worker(
      Storage storage, Doors doors, KafkaBroker broker, ApicurioRegistry registry) {
    var launch =
        storage
            .launch("connect")
            .config("producer.transaction.timeout.ms", "10000") // a killed worker is soon back
            .environment("GATEHOUSE_TOKEN_KEY", storage.tokenKey())
            .environment("GATEHOUSE_REGISTRY_URL", registry.url());
    for (Site site : doors.sites()) {
      Path devices = storage.write(site.connector() + "-devices.json", site.deviceFile());
      launch = launch.environment(site.deviceFileVariable(), devices.toString());
      for (var variable : site.environment().entrySet()) {
        launch = launch.environment(variable.getKey(), variable.getValue());
      }
    }
    Path plugins = ROOT.resolve("deploy/demo/target/plugins");
    return ConnectWorker.start(broker.bootstrapServers(), plugins, launch);
  }

  private int watch(Doors doors, EventReader events, ConnectWorker worker) {
    var tally = new Tally(real.isEmpty() ? Tally::vendorId : Tally::ownId);
    doors.begin();
    var end = seconds == null ? Instant.MAX : Instant.now().plusSeconds(seconds);
    while (Instant.now().isBefore(end)) {
      show(events, tally, worker);
    }
    doors.end();
    var patience = Instant.now().plus(PATIENCE_AT_END);
    while (!tally.isDone(doors.emitted()) && Instant.now().isBefore(patience)) {
      show(events, tally, worker);
    }
    show(events, tally, worker); // what is doubled would come last
    return judge(tally.rows(doors.emitted()));
  }

  private static void show(EventReader events, Tally tally, ConnectWorker worker) {
    for (ConsumerRecord<String, SpecificRecord> got : events.poll(POLL)) {
      say("%s", EventLine.of(got.value()));
      tally.add(got.topic(), got.value());
    }
    if (!worker.isAlive()) {
      say("Connect worker (process %d) has died, starting it again", worker.pid());
      worker.restart();
      say("Connect worker runs again, process %d", worker.pid());
    }
  }

  private int judge(List<Row> rows) {
    if (!real.isEmpty()) { // nobody but the devices know what they emitted
      rows.forEach(row -> say("%s: %d read, %d doubled", row.device(), row.read(), row.doubled()));
      return 0;
    }
    System.out.print(Tally.table(rows));
    boolean exact = rows.stream().allMatch(Row::isExact);
    say(
        exact
            ? "Every event is in the topics exactly once."
            : "Events were lost, doubled or left.");
    return exact ? 0 : 1;
  }

  private static void say(String format, Object... arguments) {
    System.out.printf(format + "%n", arguments);
  }
}
