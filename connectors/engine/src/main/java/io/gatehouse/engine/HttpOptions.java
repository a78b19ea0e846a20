package io.gatehouse.engine;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.gatehouse.http.HttpGateway;
import io.gatehouse.http.HttpLimits;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What a request to a device may cost. */
final class HttpOptions {

  private static final String GROUP = "HTTP";
  static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  static final String REQUEST_TIMEOUT = "http.request.timeout.ms";
  static final String REPLY_BYTES = "http.reply.max.bytes";

  private HttpOptions() {}

  static void define(ConfigDef def, int longestReply) {
    OptionGroup group = new OptionGroup(def, GROUP);
    group.option(
        CONNECT_TIMEOUT,
        ConfigDef.Type.LONG,
        5_000,
        between(1, 600_000),
        "How long a device may take to accept a connection.");
    group.option(
        REQUEST_TIMEOUT,
        ConfigDef.Type.LONG,
        10_000,
        between(1, 600_000),
        "How long a device may take to answer, beyond the time that a long poll asks it to wait.");
    group.option(
        REPLY_BYTES,
        ConfigDef.Type.INT,
        longestReply,
        between(1_024, 256 * 1024 * 1024),
        "Longest reply that is read. A longer one is cut off and counts as a failure.");
  }

  /** For feeds, which leave a device that does not answer alone for a while. */
  static HttpGateway gateway(AbstractConfig config, Vertx vertx, Tags tags, Clock clock) {
    return gateway(HttpLimits.DEFAULTS, config, vertx, tags, clock);
  }

  /** For commands, each of which is worth a try, however many failed before. */
  static HttpGateway patientGateway(AbstractConfig config, Vertx vertx, Tags tags, Clock clock) {
    HttpLimits limits =
        HttpLimits.DEFAULTS.withCircuit(
            Integer.MAX_VALUE,
            HttpLimits.DEFAULTS.circuitOpen(),
            HttpLimits.DEFAULTS.circuitOpenMax());
    return gateway(limits, config, vertx, tags, clock);
  }

  private static HttpGateway gateway(
      HttpLimits base, AbstractConfig config, Vertx vertx, Tags tags, Clock clock) {
    HttpLimits limits =
        base.withConnectTimeout(Duration.ofMillis(config.getLong(CONNECT_TIMEOUT)))
            .withRequestTimeout(Duration.ofMillis(config.getLong(REQUEST_TIMEOUT)))
            .withMaxReplyBytes(config.getInt(REPLY_BYTES));
    return new HttpGateway(vertx, limits, Metrics.globalRegistry, tags, clock);
  }
}
