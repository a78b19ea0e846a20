package io.gatehouse.demo;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.events.RelayOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends one command to a door and shows what becomes of it. */
@Command(
    name = "deploy/demo/command",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {
      "deploy/demo/command open|hold|release|lock|unlock DEVICE [OPTIONS]",
      "       deploy/demo/command DEVICE --action ACTION --target TARGET [OPTIONS]"
    },
    description = {
      "",
      "Sends a command to a door of the running demo, or of another Gatehouse, and shows what"
          + " becomes of it. The exit code is 0 if the device accepted it, 1 if not, 2 for bad"
          + " arguments, 3 if nothing was heard of it in time.",
      ""
    })
public final class SendCommand implements Callable<Integer> {

  private static final int NO_OUTCOME = 3;

  @Parameters(arity = "1..2", hidden = true)
  private List<String> words;

  @Option(
      names = "--door",
      paramLabel = "DOOR",
      description = "Which door of the device: name, number or the cloud's id; else its first.")
  private String door;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "Instead of a verb: HOLD, for example.")
  private String action;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description = "What is to act, with --action: switch/1, for example.")
  private String target;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "Of the action: timeout=10, for example.")
  private final Map<String, String> params = new LinkedHashMap<>();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
  private String reason;

  @Option(
      names = "--by",
      paramLabel = "WHO",
      description = "Who asks for it; else the user of this machine.")
  private String by = System.getProperty("user.name");

  @Option(
      names = "--expires",
      paramLabel = "SECONDS",
      description = "After how long it must not be carried out any more: 10, if not said.")
  private int expires = 10;

  @Option(
      names = "--command-id",
      paramLabel = "ID",
      description = "Else a new one. Commands of one id are carried out once.")
  private String id = UUID.randomUUID().toString();

  @Option(names = "--demo", paramLabel = "PROCESS", description = "Which demo, if several run.")
  private Long demo;

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Kafka, if not the demo's; goes with --registry.")
  private String bootstrapServers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Schema registry, if not the demo's.")
  private String registry;

  @Option(
      names = "--devices",
      paramLabel = "FILE",
      description = "The sink's device file as JSON, if not the demo's. Verbs need it.")
  private String devices;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Of the commands: gatehouse.command, if not said.")
  private String topic = "gatehouse.command";

  /** Exits with what {@code --help} says. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    var commandLine = new CommandLine(new SendCommand());
    commandLine.setParameterExceptionHandler((e, arguments) -> refused(e, commandLine.getErr()));
    commandLine.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (e instanceof IllegalArgumentException) {
            return refused(e, commandLine.getErr());
          }
          commandLine.getErr().println(e.getMessage());
          return NO_OUTCOME;
        });
    return commandLine;
  }

  private static int refused(Exception e, PrintWriter err) {
    err.printf("%s%nSee deploy/demo/command --help%n", e.getMessage());
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public Integer call() throws IOException {
    Running there = there();
    String device = words.get(words.size() - 1);
    resolve(device, there.devices());
    try (var outcomes = outcomes(there);
        var writer = CommandWriter.to(there.bootstrapServers(), there.registry(), topic)) {
      Instant now = Instant.now();
      Instant end = now.plusSeconds(expires);
      writer.write(new RelayCommand(id, device, action, target, params, now, end, by, reason));
      return new CommandWatch(id, end).follow(outcomes).orElse(NO_OUTCOME);
    }
  }

  private EventReader outcomes(Running there) {
    return EventReader.fromNow(
        there.bootstrapServers(), there.registry(), Map.of(topic + ".outcome", RelayOutcome.class));
  }

  private Running there() {
    if ((bootstrapServers == null) != (registry == null)
        || (bootstrapServers == null && devices != null)) {
      throw new IllegalArgumentException(
          "--bootstrap-server and --registry go together, and --devices with both");
    }
    if (bootstrapServers != null) {
      return new Running(bootstrapServers, registry, devices);
    }
    Running found = Running.find(demo);
    if (found.devices() == null) {
      throw new IllegalArgumentException(
          "the running demo commands nothing: start it with --allow, see deploy/demo/run --help");
    }
    return found;
  }

  /** Sees that there is such a device, and makes action and target of the verb. */
  private void resolve(String device, String deviceFile) throws IOException {
    boolean hasVerb = words.size() == 2 && action == null && target == null;
    boolean hasAction = words.size() == 1 && action != null && target != null && door == null;
    if (!hasVerb && !hasAction) {
      throw new IllegalArgumentException(
          "say a verb and a device, with --door where it has several; or a device with --action"
              + " and --target");
    }
    if (expires < 1) {
      throw new IllegalArgumentException("--expires must be 1 second or more, not " + expires);
    }
    if (deviceFile == null) {
      if (hasVerb) {
        throw new IllegalArgumentException(
            "a verb needs --devices, which tells whose device it is");
      }
      return;
    }
    Commanded known = Commanded.of(Files.readString(Path.of(deviceFile)), device);
    if (hasVerb) {
      action = Verb.of(words.get(0)).action(known.vendor());
      target = known.target(door);
    }
  }
}
