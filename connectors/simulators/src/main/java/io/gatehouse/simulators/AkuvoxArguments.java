package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** The arguments of the program that are about Akuvox devices and their cloud. */
final class AkuvoxArguments {

  @Option(
      names = "--akuvox",
      paramLabel = "N",
      description = "Number of Akuvox devices (default 0).")
  private int devices;

  @Option(
      names = "--akuvox-port",
      paramLabel = "FIRST",
      description = "First HTTP port of Akuvox devices, as --port (default 0).")
  private int port;

  @Option(
      names = "--akuvox-https-port",
      paramLabel = "FIRST",
      description = "First HTTPS port of Akuvox devices, as --https-port (default 0).")
  private int httpsPort;

  @Option(
      names = "--akuvox-cloud",
      paramLabel = "N",
      description = "An Akuvox cloud with so many residences (default 0: no cloud).")
  private int residences;

  @Option(
      names = "--akuvox-cloud-port",
      paramLabel = "P",
      description = "Its port; 0 for a free one (default 0).")
  private int cloudPort;

  @Option(
      names = "--akuvox-cloud-token",
      paramLabel = "T",
      defaultValue = "${env:SIMULATOR_TOKEN:-demo-token}",
      description = "The token it takes (default $SIMULATOR_TOKEN, or demo-token).")
  private String token;

  int devices() {
    return devices;
  }

  int residences() {
    return residences;
  }

  /** The devices to start, but for their account. */
  AkuvoxOptions options(Simulators.Https https) {
    return new AkuvoxOptions()
        .withPort(port)
        .withHttpsPort(httpsPort)
        .withTransport(
            switch (https) {
              case OFF -> AkuvoxTransport.HTTP;
              case ONLY -> AkuvoxTransport.HTTPS;
              case BOTH -> AkuvoxTransport.BOTH;
            })
        .withRequestsKept(Simulators.requestsKept(devices));
  }

  /** The cloud to start, with HTTP or HTTPS, since it has one port. */
  AkuvoxCloudOptions cloudOptions(Simulators.Https https) {
    AkuvoxCloudOptions options =
        new AkuvoxCloudOptions()
            .withToken(token)
            .withResidences(
                IntStream.rangeClosed(1, residences)
                    .mapToObj(AkuvoxResidence::numbered)
                    .toArray(AkuvoxResidence[]::new));
    return https == Simulators.Https.OFF
        ? options.withPort(cloudPort)
        : options.withTransport(AkuvoxTransport.HTTPS).withHttpsPort(cloudPort);
  }

  static void announce(AkuvoxFleet fleet, AkuvoxOptions options, ObjectNode line) {
    AkuvoxTransport transport = options.address().transport();
    if (transport.hasHttps()) {
      line.put("fingerprint", fleet.device(0).fingerprint());
    }
    line.put("auth", options.authMode().name().toLowerCase(Locale.ROOT))
        .put("user", options.user());
    ArrayNode list = line.putArray("devices");
    for (AkuvoxSimulator device : fleet.devices()) {
      ObjectNode item =
          list.addObject().put("mac", device.mac()).put("url", device.url().toString());
      if (transport == AkuvoxTransport.BOTH) {
        item.put("httpsUrl", device.httpsUrl().toString());
      }
    }
  }

  static void announce(AkuvoxCloudSimulator cloud, AkuvoxCloudOptions options, ObjectNode line) {
    line.put("url", cloud.url().toString()).put("token", options.token());
    if (options.address().transport().hasHttps()) {
      line.put("fingerprint", cloud.fingerprint());
    }
    ArrayNode list = line.putArray("residences");
    cloud.residences().forEach(list::add);
  }
}
