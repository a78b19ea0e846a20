package io.gatehouse.demo;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.CallEvent;
import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.Device;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.events.Incident;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import io.gatehouse.events.Topics;
import io.gatehouse.stack.ApicurioRegistry;
import io.gatehouse.stack.ChildJvm;
import io.gatehouse.stack.ConnectWorker;
import io.gatehouse.stack.KafkaBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
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
          + " deploy/connectors, the Streams app, and a building where a day is played, or real"
          + " doors. Shows events and incidents as they arrive, and what becomes of commands, which"
          + " deploy/demo/command sends.",
      ""
    })
public final class Demo implements Callable<Integer> {

  /** The project's folder, which the start script knows. */
  static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));

  private static final Topics TOPICS = Topics.of(Topics.DEFAULT_PREFIX);

  private static final List<Class<? extends SpecificRecord>> SHOWN =
      List.of(
          AccessEvent.class,
          CallEvent.class,
          AlarmEvent.class,
          DeviceEvent.class,
          Device.class,
          Incident.class,
          RelayOutcome.class);

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private final List<RealSite> real = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "End after N seconds with a summary. The exit code is 0 only if every simulated"
              + " event is in the topics exactly once, every command was carried out at most once and"
              + " has one outcome, and the incidents are those of the day.")
  private Long seconds;

  @Option(
      names = "--allow",
      paramLabel = "DEVICE:TARGET:ACTION",
      converter = AllowRule.Converter.class,
      description =
          "Commands that are carried out, such as lobby:switch/1:TRIGGER; * stands for anything. It"
              + " can be given several times. Without it simulated doors take every command, and"
              + " real ones none.")
  private List<AllowRule> allow = List.of();

  @Option(
      names = "--commands",
      paramLabel = "N",
      description =
          "Commands a minute that the demo itself sends to the simulated doors of each vendor: 6,"
              + " if not said; 0 for none.")
  private int commandsPerMinute = 6;

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
        var streams = StreamsProcess.start(storage, broker.bootstrapServers(), registry.url());
        var commands =
            CommandWriter.to(
                broker.bootstrapServers(), registry.url(), TOPICS.topicFor(RelayCommand.class))) {
      Optional<Site> relay = relay(doors, broker);
      List<Site> sites = Stream.concat(doors.sites().stream(), relay.stream()).toList();
      try (var worker = worker(storage, sites, broker, registry)) {
        new Connectors(ROOT.resolve("deploy/connectors")).run(sites, worker.rest());
        say("broker       %s  process %d", broker.bootstrapServers(), broker.pid());
        say("registry     %s  process %d", registry.url(), registry.pid());
        say("connect      %s  process %d", worker.rest().url(), worker.pid());
        say("streams      %s  process %d", streams.url(), streams.child().pid());
        for (Site site : sites) {
          site.addresses().forEach((url, what) -> say("%-12s %s  %s", site.connector(), url, what));
        }
        say("files        %s", storage.directory());
        String devices = relay.map(sink -> storage.file(sink.deviceFileName())).orElse(null);
        new Running(broker.bootstrapServers(), registry.url(), devices).tell();
        relay.ifPresent(sink -> say("commands     deploy/demo/command --help"));
        Map<String, ChildJvm> children = new LinkedHashMap<>();
        children.put("Connect worker", worker);
        children.put("Streams app", streams.child());
        return new Watch(doors, events, children, commands, traffic(relay)).run(seconds) ? 0 : 1;
      }
    }
  }

  private Doors doors(Storage storage) {
    return real.isEmpty()
        ? SimulatedDoors.start(storage.launch("simulators"))
        : new RealDoors(RealSite.sites(real, allow, Secrets::get));
  }

  /** The sink; real doors have none unless something is allowed. */
  private Optional<Site> relay(Doors doors, KafkaBroker broker) {
    List<AllowRule> rules = real.isEmpty() && allow.isEmpty() ? List.of(AllowRule.ALL) : allow;
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(Relay.site(doors.sites(), rules, broker.bootstrapServers()));
  }

  /** What the demo itself commands: simulated doors only, and none that the day takes place at. */
  private CommandTraffic traffic(Optional<Site> relay) {
    List<Commanded> devices =
        relay.filter(sink -> real.isEmpty()).map(Site::deviceFile).map(Commanded::of).stream()
            .flatMap(List::stream)
            .filter(device -> SimulatedDoors.isBesideTheDay(device.id()))
            .toList();
    return new CommandTraffic(devices, commandsPerMinute);
  }

  private static EventReader reader(KafkaBroker broker, ApicurioRegistry registry)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var admin = Admin.create(config)) {
      CreateTopics.create(admin, TOPICS, 1);
    }
    return EventReader.fromNow(broker.bootstrapServers(), registry.url(), shown());
  }

  private static Map<String, Class<? extends SpecificRecord>> shown() {
    Map<String, Class<? extends SpecificRecord>> shown = new HashMap<>();
    SHOWN.forEach(type -> shown.put(TOPICS.topicFor(type), type));
    return shown;
  }

  private static ConnectWorker worker(
      Storage storage, List<Site> sites, KafkaBroker broker, ApicurioRegistry registry) {
    var launch =
        storage
            .launch("connect")
            .config("producer.transaction.timeout.ms", "10000") // a killed worker is soon back
            .environment("GATEHOUSE_TOKEN_KEY", storage.tokenKey())
            .environment("GATEHOUSE_REGISTRY_URL", registry.url());
    for (Site site : sites) {
      Path devices = storage.write(site.deviceFileName(), site.deviceFile());
      launch = launch.environment(site.deviceFileVariable(), devices.toString());
      for (var variable : site.environment().entrySet()) {
        launch = launch.environment(variable.getKey(), variable.getValue());
      }
    }
    Path plugins = ROOT.resolve("deploy/demo/target/plugins");
    return ConnectWorker.start(broker.bootstrapServers(), plugins, launch);
  }

  private static void say(String format, Object... arguments) {
    System.out.printf(format + "%n", arguments);
  }
}
