package io.gatehouse.akuvox.cloud;

import io.gatehouse.akuvox.events.AkuvoxCloudEvents;
import io.gatehouse.akuvox.events.AkuvoxSecrets;
import io.gatehouse.engine.DeviceReport;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Feed;
import io.gatehouse.engine.FeedContext;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RedactionRules;
import io.gatehouse.engine.Vendor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The Akuvox cloud, as the engine sees it: a feed for each residence. */
final class AkuvoxCloud implements Vendor {

  @Override
  public String name() {
    return "akuvox";
  }

  @Override
  public String deviceVendor() {
    return "akuvox-cloud";
  }

  @Override
  public boolean throughCloud() {
    return true;
  }

  @Override
  public String partitionKey() {
    return "residence";
  }

  @Override
  public String addressOption() {
    return AkuvoxCloudConfig.URL;
  }

  /** A history comes as a whole, however long it is: some 100,000 records. */
  @Override
  public int longestReply() {
    return 32 * 1024 * 1024;
  }

  @Override
  public Duration pollInterval(AbstractConfig config) {
    return new AkuvoxCloudConfig(config).pollInterval();
  }

  @Override
  public List<DeviceSpec> feeds(AbstractConfig config, List<DeviceSpec> devices) {
    AkuvoxCloudConfig options = new AkuvoxCloudConfig(config);
    return options.residences().stream().map(id -> DeviceSpec.of(id, options.url())).toList();
  }

  @Override
  public void define(ConfigDef def) {
    AkuvoxCloudConfig.define(def);
  }

  @Override
  public void check(AbstractConfig config, Problems problems) {
    AkuvoxCloudConfig.check(config, problems);
  }

  @Override
  public RedactionRules redactionRules() {
    return AkuvoxSecrets.RULES;
  }

  @Override
  public Feed open(
      DeviceSpec residence, Map<String, ?> offset, AbstractConfig config, FeedContext context) {
    AkuvoxCloudConfig options = new AkuvoxCloudConfig(config);
    AkuvoxCloudState state =
        offset == null ? AkuvoxCloudState.unread() : AkuvoxCloudState.ofOffset(offset);
    AkuvoxCloudEvents events =
        new AkuvoxCloudEvents(residence.id(), context.devices(), context.redactor());
    return new AkuvoxCloudFeed(
        residence.id(),
        options,
        new AkuvoxCloudClient(context.endpoint(), residence.id(), options.token()),
        events,
        new AkuvoxCloudReader(residence.id(), events, context.notices(), options.logClock(), state),
        context.clock());
  }

  @Override
  public void checkOffset(Map<String, ?> offset) {
    AkuvoxCloudState.ofOffset(offset);
  }

  @Override
  public Future<DeviceReport> probe(
      DeviceSpec residence, AbstractConfig config, FeedContext context) {
    AkuvoxCloudConfig options = new AkuvoxCloudConfig(config);
    return new AkuvoxCloudProbe(
            new AkuvoxCloudClient(context.endpoint(), residence.id(), options.token()),
            options.logClock(),
            context.endpoint())
        .run();
  }
}
