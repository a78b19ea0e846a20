package io.gatehouse.akuvox;

import io.gatehouse.akuvox.events.AkuvoxEvents;
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
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Akuvox devices, as the engine sees them. */
final class Akuvox implements Vendor {

  @Override
  public String name() {
    return "akuvox";
  }

  @Override
  public boolean tellsLocalTime() {
    return true;
  }

  @Override
  public Duration pollInterval(AbstractConfig config) {
    return AkuvoxConfig.of(config).pollInterval();
  }

  @Override
  public void define(ConfigDef def) {
    AkuvoxConfig.define(def);
  }

  @Override
  public void check(AbstractConfig config, Problems problems) {
    AkuvoxConfig.check(config, problems);
  }

  @Override
  public RedactionRules redactionRules() {
    return AkuvoxSecrets.RULES;
  }

  @Override
  public Feed open(
      DeviceSpec device, Map<String, ?> offset, AbstractConfig config, FeedContext context) {
    AkuvoxConfig options = AkuvoxConfig.of(config);
    AkuvoxState state = offset == null ? AkuvoxState.unread("") : AkuvoxState.ofOffset(offset);
    AkuvoxReader reader =
        new AkuvoxReader(
            device.id(),
            options,
            options.zoneOf(device),
            new AkuvoxEvents(device, context.redactor()),
            context.notices(),
            state);
    return new AkuvoxFeed(
        new AkuvoxClient(context.endpoint(), options.byPost()), options, reader, context);
  }

  @Override
  public void checkOffset(Map<String, ?> offset) {
    AkuvoxState.ofOffset(offset);
  }

  @Override
  public Future<DeviceReport> probe(DeviceSpec device, AbstractConfig config, FeedContext context) {
    AkuvoxClient client = new AkuvoxClient(context.endpoint(), AkuvoxConfig.of(config).byPost());
    return new AkuvoxProbe(client, context.endpoint(), context.clock()).run();
  }
}
