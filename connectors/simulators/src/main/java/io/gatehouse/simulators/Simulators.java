package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs simulated devices as a program, until it is terminated. */
@Command(
    name = "simulators",
    description = {
      "Runs simulated 2N devices, Akuvox devices, a Hik-Connect cloud and an Akuvox",
      "cloud, until it is terminated. When they are ready it prints one line of JSON:",
      "where the control is, every device, and the clouds."
    })
public final class Simulators implements Callable<Integer> {

  /** On which protocols the devices listen. */
  enum Https {
    OFF,
    ONLY,
    BOTH
  }

  @Option(
      names = "--twon",
      paramLabel = "N",
      description = "Number of 2N devices (default 1, or none if there is anything else).")
  private Integer devices;

  @Option(
      names = "--hik",
      paramLabel = "N",
      description = "A Hik-Connect cloud with so many devices (default 0: no cloud).")
  private int hikDevices;

  @Mixin private HikConnectArguments hik = new HikConnectArguments();

  @Mixin private AkuvoxArguments akuvox = new AkuvoxArguments();

  @Option(
      names = "--port",
      paramLabel = "FIRST",
      description =
          "First HTTP port of 2N devices, the others follow; 0 for free ones (default 0).")
  private int port;

  @Option(
      names = "--https",
      paramLabel = "off|only|both",
      description = "HTTPS with a self-signed certificate (default off).")
  private Https https = Https.OFF;

  @Option(
      names = "--https-port",
      paramLabel = "FIRST",
      description =
          "First HTTPS port of 2N devices, the others follow; 0 for free ones (default 0).")
  private int httpsPort;

  @Option(
      names = "--control-port",
      paramLabel = "P",
      description = "Port of the control, on loopback; 0 for a free one (default 0).")
  private int controlPort;

  @Option(
      names = "--rate",
      paramLabel = "EVENTS",
      description = {
        "Random events a second over all 2N devices, over all Akuvox devices, and over all Akuvox",
        "residences, on average (default 0)."
      })
  private double rate;

  @Option(
      names = "--backlog",
      paramLabel = "EVENTS",
      description =
          "Events that every device and Akuvox residence has from the beginning (default 0).")
  private int backlog;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of what is random in the events (default 1).")
  private long seed = 1;

  @Option(
      names = "--user",
      paramLabel = "U",
      description = "The account of devices (default admin).")
  private String user = "admin";

  @Option(
      names = "--password",
      paramLabel = "P",
      defaultValue = "${env:SIMULATOR_PASSWORD}",
      description =
          "Its password (default $SIMULATOR_PASSWORD, or 2n for 2N and httpapi for Akuvox).")
  private Optional<String> password;

  @Option(
      names = "--auth",
      paramLabel = "none|basic|digest",
      description = "Authentication of devices (default digest).")
  private Authentication authentication = Authentication.DIGEST;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean help;

  private final Building building = new Building();

  private Simulators() {}

  /** Runs the program; {@code --help} says how. */
  public static void main(String[] args) {
    int exitCode =
        new CommandLine(new Simulators())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (e, command, result) -> {
                  command.getErr().println(e.getMessage());
                  return CommandLine.ExitCode.SOFTWARE;
                })
            .execute(args);
    System.exit(exitCode);
  }

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode ready = Reply.JSON.createObjectNode();
    Vertx vertx = EventLoops.start(1);
    Map<String, ControlServer.Control> controls = new HashMap<>();
    if (twonDevices() > 0) {
      controls.put("", startDevices(ready));
    }
    if (hikDevices > 0) {
      controls.put("hik", startCloud(ready));
    }
    if (akuvox.devices() > 0) {
      controls.put("akuvox", startAkuvoxDevices(ready));
    }
    if (akuvox.residences() > 0) {
      controls.put("akuvox-cloud", startAkuvoxCloud(ready));
    }
    controls.put("day", dayControl(vertx));
    ControlServer server = new ControlServer(vertx, controls);
    System.out.println(ready.put("control", server.listen(controlPort).toString()));
    new CountDownLatch(1).await(); // SIGTERM ends the process
    return CommandLine.ExitCode.OK;
  }

  private int twonDevices() {
    if (devices != null) {
      return devices;
    }
    return hikDevices + akuvox.devices() + akuvox.residences() > 0 ? 0 : 1;
  }

  private TwonControl startDevices(ObjectNode ready) {
    TwonFleet fleet = TwonFleet.start(twonDevices(), options());
    Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "shutdown"));
    if (backlog > 0) {
      fleet.burst(backlog, seed);
    }
    announce(fleet, ready);
    building.twon.addAll(fleet.devices());
    return new TwonControl(fleet, fleet.traffic(rate, seed));
  }

  private HikConnectControl startCloud(ObjectNode ready) {
    HikConnectSimulator cloud =
        HikConnectSimulator.start(hik.options(hikDevices, https != Https.OFF, seed));
    Runtime.getRuntime().addShutdownHook(new Thread(cloud::close, "shutdown of the cloud"));
    hik.fill(cloud, seed);
    hik.announce(cloud, ready.putObject("hik"));
    building.hik.addAll(cloud.devices());
    return new HikConnectControl(cloud, hik.traffic(cloud, seed));
  }

  private AkuvoxControl startAkuvoxDevices(ObjectNode ready) {
    AkuvoxOptions options =
        akuvox
            .options(https)
            .withUser(user, password.orElse("httpapi"))
            .withAuthMode(AkuvoxAuthMode.valueOf(authentication.name()));
    AkuvoxFleet fleet = AkuvoxFleet.start(akuvox.devices(), options);
    Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "shutdown of Akuvox"));
    fleet.burst(backlog, seed);
    AkuvoxArguments.announce(fleet, options, ready.putObject("akuvox"));
    building.akuvox.addAll(fleet.devices());
    return new AkuvoxControl(fleet, fleet.traffic(rate, seed));
  }

  private AkuvoxCloudControl startAkuvoxCloud(ObjectNode ready) {
    AkuvoxCloudOptions options = akuvox.cloudOptions(https);
    AkuvoxCloudSimulator cloud = AkuvoxCloudSimulator.start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(cloud::close, "shutdown of the Akuvox cloud"));
    cloud.residences().forEach(residence -> cloud.burst(residence, backlog, seed));
    AkuvoxArguments.announce(cloud, options, ready.putObject("akuvoxCloud"));
    building.akuvoxClouds.add(cloud);
    return new AkuvoxCloudControl(cloud, cloud.traffic(rate, seed));
  }

  private ControlServer.Control dayControl(Vertx vertx) {
    if (building.isLargeEnough()) {
      return new DayControl(new Day(vertx, new DayScript(building).scenes()));
    }
    return (request, path, input) -> {
      throw new ControlServer.NotFound(Building.NEEDS);
    };
  }

  /** So many requests of each device that many devices together remember a bearable number. */
  static int requestsKept(int devices) {
    return devices > 100 ? 20 : 1000;
  }

  private TwonOptions options() {
    return new TwonOptions()
        .withPort(port)
        .withHttpsPort(httpsPort)
        .withTransport(
            switch (https) {
              case OFF -> TwonOptions.Transport.HTTP;
              case ONLY -> TwonOptions.Transport.HTTPS;
              case BOTH -> TwonOptions.Transport.BOTH;
            })
        .withUser(user, password.orElse("2n"))
        .withAuthentication(authentication)
        .withRequestsKept(requestsKept(twonDevices()));
  }

  private void announce(TwonFleet fleet, ObjectNode line) {
    if (https != Https.OFF) {
      line.put("fingerprint", fleet.device(0).fingerprint());
    }
    line.put("auth", authentication.name().toLowerCase(Locale.ROOT));
    var list = line.putArray("devices");
    for (TwonSimulator device : fleet.devices()) {
      ObjectNode item =
          list.addObject()
              .put("serialNumber", device.serialNumber())
              .put("url", device.url().toString());
      if (https == Https.BOTH) {
        item.put("httpsUrl", device.httpsUrl().toString());
      }
    }
  }
}
