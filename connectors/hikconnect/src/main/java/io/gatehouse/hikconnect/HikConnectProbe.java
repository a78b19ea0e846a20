package io.gatehouse.hikconnect;

import io.gatehouse.engine.DeviceReport;
import io.gatehouse.hikconnect.events.HikConnectQueue;
import io.gatehouse.http.Endpoint;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the cloud, for {@code validate}, whether Gatehouse can read a queue. It takes a batch and
 * does not complete it, so that the queue gives it again.
 */
final class HikConnectProbe {

  private static final int FEW = 100;

  private final HikConnectClient client;
  private final HikConnectQueue queue;
  private final Endpoint endpoint;
  private final List<String> findings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  HikConnectProbe(HikConnectClient client, HikConnectQueue queue, Endpoint endpoint) {
    this.client = client;
    this.queue = queue;
    this.endpoint = endpoint;
  }

  /** Never fails; what fails is a problem of the report. */
  Future<DeviceReport> run() {
    return client
        .area()
        .compose(
            area -> {
              findings.add("logged in, served by " + area);
              endpoint
                  .peerFingerprint()
                  .ifPresent(print -> findings.add("certificate SHA-256 " + print));
              return client.messages(queue, FEW);
            })
        .map(
            batch ->
                findings.add(
                    "subscribed, at least "
                        + (batch.messages().size() + batch.remaining())
                        + " messages wait"))
        .recover(
            cause -> {
              boolean fresh = cause instanceof HikConnectError error && error.isNotSubscribed();
              return Future.succeededFuture(
                  fresh
                      ? findings.add("not subscribed yet; the connector will subscribe")
                      : problems.add(cause.getMessage()));
            })
        .map(done -> new DeviceReport(findings, problems));
  }
}
