package io.gatehouse.hikconnect;

import io.gatehouse.engine.DeviceReport;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Feed;
import io.gatehouse.engine.FeedContext;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RedactionRules;
import io.gatehouse.engine.Vendor;
import io.gatehouse.hikconnect.events.HikConnectDevices;
import io.gatehouse.hikconnect.events.HikConnectEvents;
import io.gatehouse.hikconnect.events.HikConnectQueue;
import io.vertx.core.Future;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Hik-Connect for Teams, as the engine sees it: an account with a feed for each queue. */
final class HikConnect implements Vendor {

  @Override
  public String name() {
    return "hikconnect";
  }

  @Override
  public boolean throughCloud() {
    return true;
  }

  @Override
  public String partitionKey() {
    return "queue";
  }

  @Override
  public String addressOption() {
    return HikConnectAccountOptions.URL;
  }

  /** A batch of 500 messages with their pictures' links. */
  @Override
  public int longestReply() {
    return 32 * 1024 * 1024;
  }

  @Override
  public List<DeviceSpec> feeds(AbstractConfig config, List<DeviceSpec> devices) {
    HikConnectConfig options = new HikConnectConfig(config);
    return options.queues().stream()
        .map(queue -> DeviceSpec.of(options.feedId(queue), options.account().url()))
        .toList();
  }

  @Override
  public void define(ConfigDef def) {
    HikConnectConfig.define(def);
  }

  @Override
  public void check(AbstractConfig config, Problems problems) {
    HikConnectAccountOptions.check(config, problems);
  }

  @Override
  public RedactionRules redactionRules() {
    return HikConnectEvents.REDACTION;
  }

  @Override
  public Feed open(
      DeviceSpec feed, Map<String, ?> offset, AbstractConfig config, FeedContext context) {
    HikConnectConfig options = new HikConnectConfig(config);
    HikConnectQueue queue = options.queueOf(feed.id());
    HikConnectDevices devices = new HikConnectDevices(context.devices());
    HikConnectEvents events =
        new HikConnectEvents(feed.id(), devices, options.accessQueue(), context.redactor());
    boolean sweeps = options.reconciles() && queue == options.accessQueue();
    HikConnectState state =
        (offset == null ? HikConnectState.unread() : HikConnectState.ofOffset(offset))
            .sweptFrom(sweeps ? context.clock().instant().truncatedTo(ChronoUnit.SECONDS) : null);
    HikConnectAccount.Key key = options.account().key();
    return new HikConnectFeed(
        queue,
        options,
        client(options, context),
        new HikConnectReader(queue, options.subscription(queue), events, context.notices(), state),
        sweeps ? new HikConnectSweep(events, options.reconcileDelay()) : null,
        devices,
        context,
        () -> HikConnectAccount.leave(key));
  }

  @Override
  public void checkOffset(Map<String, ?> offset) {
    HikConnectState.ofOffset(offset);
  }

  @Override
  public Future<DeviceReport> probe(DeviceSpec feed, AbstractConfig config, FeedContext context) {
    HikConnectConfig options = new HikConnectConfig(config);
    HikConnectAccount.Key key = options.account().key();
    return new HikConnectProbe(
            client(options, context), options.queueOf(feed.id()), context.endpoint())
        .run()
        .onComplete(done -> HikConnectAccount.leave(key));
  }

  /** Joins the account, which is to be left again. */
  private static HikConnectClient client(HikConnectConfig options, FeedContext context) {
    HikConnectAccountOptions account = options.account();
    return new HikConnectClient(
        new HikConnectTransport(
            context.endpoint(),
            context.elsewhere(),
            HikConnectAccount.join(account.key(), options.share(), context.clock()),
            account,
            context.clock()));
  }
}
