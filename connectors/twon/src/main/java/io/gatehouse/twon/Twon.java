package io.gatehouse.twon;

import io.gatehouse.engine.DeviceReport;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Feed;
import io.gatehouse.engine.FeedContext;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RedactionRules;
import io.gatehouse.engine.Vendor;
import io.vertx.core.Future;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** 2N, as the engine sees it. */
final class Twon implements Vendor {

  @Override
  public String name() {
    return "twon";
  }

  @Override
  public void define(ConfigDef def) {
    TwonConfig.define(def);
  }

  @Override
  public void check(AbstractConfig config, Problems problems) {
    TwonConfig.check(config, problems);
  }

  @Override
  public RedactionRules redactionRules() {
    return TwonEvents.REDACTION;
  }

  @Override
  public Feed open(
      DeviceSpec device, Map<String, ?> offset, AbstractConfig config, FeedContext context) {
    TwonConfig options = TwonConfig.of(config);
    TwonPosition position = offset == null ? TwonPosition.start("") : TwonPosition.ofOffset(offset);
    TwonEvents events = new TwonEvents(device, context.redactor());
    return new TwonFeed(
        new TwonClient(context.endpoint(), options.requestTimeout()),
        options,
        new TwonReader(device.id(), events, context.notices(), position),
        context);
  }

  @Override
  public void checkOffset(Map<String, ?> offset) {
    TwonPosition.ofOffset(offset);
  }

  @Override
  public Future<DeviceReport> probe(DeviceSpec device, AbstractConfig config, FeedContext context) {
    TwonConfig options = TwonConfig.of(config);
    TwonClient client = new TwonClient(context.endpoint(), options.requestTimeout());
    return new TwonProbe(client, context.endpoint(), options, context.clock()).run();
  }
}
