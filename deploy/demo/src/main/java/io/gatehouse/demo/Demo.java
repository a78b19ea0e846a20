package io.gatehouse.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.demo.Tally.Row;
import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.Topics;
import io.gatehouse.stack.ApicurioRegistry;
import io.gatehouse.stack.ConnectWorker;
import io.gatehouse.stack.KafkaBroker;
import java.io.Console;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Starts everything, shows events as they arrive, and judges at the end. */
@Command(
    name = "deploy/demo/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs Gatehouse on this machine: broker, schema registry, Kafka Connect with the connectors of"
          + " deploy/connectors, and simulated doors or a real one. Shows events as they arrive.",
      ""
    })
public final class Demo implements Callable<Integer> {

  static final String PASSWORD = "GATEHOUSE_TWON_PASSWORD";

  /** The project's folder, which the start script knows. */
  private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));

  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(100);

  @Option(
      names = "--twon",
      paramLabel = "https://USER@HOST",
      converter = Address.class,
      description =
          "Read this 2N device instead of simulated ones. The password is asked for, or"
              + " taken from the environment variable "
              + PASSWORD
              + ".")
  private URI twon;

  @ArgGroup private Certificate certificate = new Certificate();

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

  /** Refuses an address that cannot be used, before anything is started. */
  static final class Address implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
      try {
        return RealDoor.checked(URI.create(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** How the certificate of an https device is checked, if not by what Java trusts. */
  static final class Certificate {

    @Option(
        names = "--fingerprint",
        paramLabel = "SHA256",
        description = "Trust the certificate with this SHA-256, and no other.")
    private String fingerprint;

    @Option(
        names = "--ca",
        paramLabel = "FILE",
        description = "Trust certificates issued by those in this PEM file.")
    private Path ca;

    @Option(
        names = "--insecure",
        description = "Trust any certificate: whoever can reach the network can read along.")
    private boolean insecure;

    Map<String, String> options() {
      if (fingerprint != null) {
        return Map.of("tls", "pinned", "tls.fingerprint", fingerprint);
      }
      if (ca != null) {
        return Map.of("tls", "ca", "tls.ca.file", ca.toAbsolutePath().toString());
      }
      return insecure ? Map.of("tls", "insecure") : Map.of();
    }
  }

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
      new Connectors(ROOT.resolve("deploy/connectors"), doors.options()).runOn(worker.rest());
      say("broker    %s  process %d", broker.bootstrapServers(), broker.pid());
      say("registry  %s  process %d", registry.url(), registry.pid());
      say("connect   %s  process %d", worker.rest().url(), worker.pid());
      doors.addresses().forEach((id, url) -> say("device    %s  %s", url, id));
      say("files     %s", storage.directory());
      return watch(doors, events, worker);
    }
  }

  private Doors doors(Storage storage) {
    if (twon == null) {
      return SimulatedDoors.start(storage.launch("simulators"));
    }
    return RealDoor.at(twon, password(twon), certificate.options());
  }

  // From Java 22 on there is always a console, which then reads standard input: just as well.
  @SuppressWarnings("SystemConsoleNull")
  private static String password(URI address) {
    String given = System.getenv(PASSWORD);
    if (given != null) {
      return given;
    }
    Console console = System.console();
    if (console == null) {
      throw new IllegalArgumentException("no terminal to ask for a password: set " + PASSWORD);
    }
    return String.valueOf(
        console.readPassword("Password of %s at %s: ", address.getUserInfo(), address.getHost()));
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
    Path devices = storage.write("devices.json", devicesFile(doors));
    var launch =
        storage
            .launch("connect")
            .config("producer.transaction.timeout.ms", "10000") // a killed worker is soon back
            .environment("GATEHOUSE_TWON_DEVICES", devices.toString())
            .environment("GATEHOUSE_TWON_USERNAME", doors.account().username())
            .environment(PASSWORD, doors.account().password())
            .environment("GATEHOUSE_TOKEN_KEY", storage.tokenKey())
            .environment("GATEHOUSE_REGISTRY_URL", registry.url());
    Path plugins = ROOT.resolve("deploy/demo/target/plugins");
    return ConnectWorker.start(broker.bootstrapServers(), plugins, launch);
  }

  /** The devices as the connector's option {@code devices.file} takes them. */
  private static String devicesFile(Doors doors) {
    var devices =
        doors.addresses().entrySet().stream()
            .map(device -> Map.of("id", device.getKey(), "url", device.getValue()))
            .toList();
    return new ObjectMapper().valueToTree(Map.of("devices", devices)).toString();
  }

  private int watch(Doors doors, EventReader events, ConnectWorker worker) {
    var tally = new Tally();
    doors.begin();
    var end = seconds == null ? Instant.MAX : Instant.now().plusSeconds(seconds);
    while (Instant.now().isBefore(end)) {
      show(events, tally, worker);
    }
    doors.end();
    var emitted = doors.emitted();
    var patience = Instant.now().plus(PATIENCE_AT_END);
    while (!tally.holdsAll(emitted) && Instant.now().isBefore(patience)) {
      show(events, tally, worker);
    }
    show(events, tally, worker); // what is doubled would come last
    return judge(tally.rows(emitted));
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
    if (twon != null) { // nobody but the device knows what it emitted
      rows.forEach(row -> say("%s: %d read, %d doubled", row.device(), row.read(), row.doubled()));
      return 0;
    }
    System.out.print(Tally.table(rows));
    boolean exact = rows.stream().allMatch(Row::isExact);
    say(exact ? "Every event is in the topics exactly once." : "Events were lost or doubled.");
    return exact ? 0 : 1;
  }

  private static void say(String format, Object... arguments) {
    System.out.printf(format + "%n", arguments);
  }
}
