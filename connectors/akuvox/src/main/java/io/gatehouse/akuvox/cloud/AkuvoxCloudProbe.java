package io.gatehouse.akuvox.cloud;

import io.gatehouse.akuvox.cloud.AkuvoxCloudReply.Answer;
import io.gatehouse.akuvox.events.AkuvoxHistory;
import io.gatehouse.akuvox.log.LogClock;
import io.gatehouse.engine.DeviceReport;
import io.gatehouse.http.Endpoint;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Asks the cloud, for {@code validate}, whether Gatehouse can read a residence. */
final class AkuvoxCloudProbe {

  private final AkuvoxCloudClient client;
  private final LogClock clock;
  private final Endpoint endpoint;
  private final List<String> findings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  AkuvoxCloudProbe(AkuvoxCloudClient client, LogClock clock, Endpoint endpoint) {
    this.client = client;
    this.clock = clock;
    this.endpoint = endpoint;
  }

  /** Never fails; what fails is a problem of the report. */
  Future<DeviceReport> run() {
    return client
        .openDoorHistory()
        .compose(
            reply -> {
              endpoint
                  .peerFingerprint()
                  .ifPresent(print -> findings.add("certificate SHA-256 " + print));
              found(AkuvoxHistory.OPEN_DOOR, reply.answer());
              return client.callHistory();
            })
        .compose(
            reply -> {
              found(AkuvoxHistory.CALL, reply.answer());
              findings.add("times are taken for those of " + clock.zone());
              return client
                  .deviceList()
                  .map(list -> listed(list.answer()))
                  .otherwise(this::notListed);
            })
        .otherwise(cause -> problems.add(cause.getMessage()))
        .map(done -> new DeviceReport(findings, problems));
  }

  private void found(AkuvoxHistory history, Answer answer) {
    findings.add(history.word() + " has " + answer.items().size() + " records");
  }

  private boolean listed(Answer answer) {
    List<String> names = new ArrayList<>();
    answer.items().forEach(device -> names.add(device.path("device_name").asText()));
    return findings.add("lists " + names.size() + " devices: " + String.join(", ", names));
  }

  private boolean notListed(Throwable cause) {
    return findings.add("does not list its devices, it is read without: " + cause.getMessage());
  }
}
