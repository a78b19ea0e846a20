package io.gatehouse.akuvox;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.akuvox.events.AkuvoxLog;
import io.gatehouse.engine.DeviceFacts;
import io.gatehouse.engine.DeviceReport;
import io.gatehouse.http.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks a device, for {@code validate}, whether Gatehouse can read it and what would be missing. */
final class AkuvoxProbe {

  private final AkuvoxClient client;
  private final Endpoint endpoint;
  private final Clock clock;
  private final List<String> findings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  AkuvoxProbe(AkuvoxClient client, Endpoint endpoint, Clock clock) {
    this.client = client;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  /** Never fails; what fails is a problem of the report. One request at a time. */
  Future<DeviceReport> run() {
    return ask(client.log(AkuvoxLog.DOORLOG, 1), reply -> records(AkuvoxLog.DOORLOG, reply))
        .compose(
            doorLog -> {
              if (doorLog != null) {
                problems.add(doorLog);
                return Future.succeededFuture();
              }
              return rest();
            })
        .map(done -> new DeviceReport(findings, problems));
  }

  private Future<Void> rest() {
    return optional(
            client.log(AkuvoxLog.CALLLOG, 1), r -> records(AkuvoxLog.CALLLOG, r), "no calls")
        .compose(done -> optional(client.info(), AkuvoxProbe::identity, "no model and firmware"))
        .compose(done -> optional(client.status(), this::clockDifference, "no clock difference"))
        .onSuccess(done -> connection());
  }

  private static String records(AkuvoxLog log, Buffer reply) {
    return log.word() + " readable, " + AkuvoxClient.records(log, reply).size() + " newest records";
  }

  private static String identity(JsonNode info) {
    DeviceFacts facts = AkuvoxInfo.facts(info);
    return "%s, MAC %s, firmware %s"
        .formatted(facts.model(), facts.serialNumber(), facts.firmwareVersion());
  }

  private String clockDifference(JsonNode status) {
    Long seconds = AkuvoxInfo.systemTime(status);
    return seconds == null
        ? "clock is not told"
        : "clock differs by " + (seconds - clock.instant().getEpochSecond()) + " s";
  }

  /** Null, or what failed. */
  private <T> Future<String> ask(Future<T> asked, Function<T, String> finding) {
    return asked
        .map(
            answer -> {
              findings.add(finding.apply(answer));
              return (String) null;
            })
        .recover(cause -> Future.succeededFuture(cause.getMessage()));
  }

  /** What Gatehouse can do without is a finding, not a problem. */
  private <T> Future<Void> optional(Future<T> asked, Function<T, String> finding, String loss) {
    return ask(asked, finding)
        .map(
            failure -> {
              if (failure != null) {
                findings.add("missing: " + failure + " (" + loss + ")");
              }
              return null;
            });
  }

  private void connection() {
    endpoint
        .scheme(AkuvoxClient.SERVICE)
        .ifPresent(scheme -> findings.add("authenticates by " + scheme));
    endpoint.peerFingerprint().ifPresent(print -> findings.add("certificate SHA-256 " + print));
  }
}
