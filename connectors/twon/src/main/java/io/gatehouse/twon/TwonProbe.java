package io.gatehouse.twon;

import io.gatehouse.engine.DeviceReport;
import io.gatehouse.http.Endpoint;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks a device, for {@code validate}, whether Gatehouse can read it and what would be missing. */
final class TwonProbe {

  private final TwonClient client;
  private final Endpoint endpoint;
  private final TwonConfig config;
  private final Clock clock;
  private final List<String> findings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  TwonProbe(TwonClient client, Endpoint endpoint, TwonConfig config, Clock clock) {
    this.client = client;
    this.endpoint = endpoint;
    this.config = config;
    this.clock = clock;
  }

  /** Never fails; what fails is a problem of the report. */
  Future<DeviceReport> run() {
    return client
        .info()
        .map(
            info ->
                "reachable: "
                    + TwonInfo.facts(info).model()
                    + ", serial number "
                    + TwonInfo.serialNumber(info))
        .compose(this::reachable, this::unreachable)
        .map(done -> new DeviceReport(findings, problems));
  }

  private Future<Void> unreachable(Throwable cause) {
    problems.add(cause.getMessage());
    return Future.succeededFuture();
  }

  private Future<Void> reachable(String finding) {
    findings.add(finding);
    return subscription()
        .compose(done -> optional(client.status(), this::clockDifference, "clock difference"))
        .compose(
            done ->
                optional(
                    client.ioStatus(),
                    ok -> "may see inputs, outputs, switches",
                    "without it the device hides InputChanged, OutputChanged and SwitchStateChanged"))
        .compose(
            done ->
                optional(
                    client.phoneStatus(),
                    ok -> "may see calls",
                    "without it the device hides CallStateChanged and RegistrationStateChanged"))
        .onSuccess(done -> connection());
  }

  private Future<Void> subscription() {
    return client
        .logCaps()
        .compose(
            names -> {
              findings.add("reports " + names.size() + " kinds of events");
              return client.subscribe("new", config.channelDuration());
            })
        .compose(client::unsubscribe)
        .recover(
            cause -> {
              problems.add(cause.getMessage());
              return Future.succeededFuture();
            });
  }

  private String clockDifference(TwonClient.Status status) {
    return "clock differs by " + (status.systemTime() - clock.instant().getEpochSecond()) + " s";
  }

  /** What Gatehouse can do without is a finding, not a problem. */
  private <T> Future<Void> optional(Future<T> asked, Function<T, String> finding, String loss) {
    return asked
        .map(answer -> findings.add(finding.apply(answer)))
        .recover(
            cause -> {
              findings.add("missing: " + cause.getMessage() + " (" + loss + ")");
              return Future.succeededFuture(true);
            })
        .mapEmpty();
  }

  private void connection() {
    for (String service : List.of("system", "log", "io", "phone")) {
      endpoint
          .scheme(service)
          .ifPresent(scheme -> findings.add("service " + service + " authenticates by " + scheme));
    }
    endpoint.peerFingerprint().ifPresent(print -> findings.add("certificate SHA-256 " + print));
  }
}
