package io.gatehouse.hikconnect;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.OptionGroup;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayContext;
import io.gatehouse.engine.RelayDriver;
import io.gatehouse.engine.RelayVendor;
import java.net.URI;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Hik-Connect for Teams, as the sink sees it: devices that are commanded through an account. */
public final class HikConnectRelayVendor implements RelayVendor {

  @Override
  public String name() {
    return "hikconnect";
  }

  @Override
  public boolean throughCloud() {
    return true;
  }

  @Override
  public void define(ConfigDef def) {
    HikConnectAccountOptions.define(def);
    new OptionGroup(def, "Commands")
        .option(
            HikConnectAccountOptions.PER_SECOND,
            ConfigDef.Type.INT,
            2,
            between(HikConnectBudget.UNLIMITED, 1_000),
            "Requests a second that a worker makes to command the account's devices; 0 for no limit."
                + " What the account allows (5) is for everything: take these off what the source"
                + " may. Where queues of the account are read in the same worker, commands go"
                + " first in the share of those, and this does not count.");
  }

  @Override
  public void check(AbstractConfig config, Problems problems) {
    HikConnectAccountOptions.check(config, problems);
  }

  @Override
  public URI cloud(AbstractConfig config) {
    return new HikConnectAccountOptions(config).url();
  }

  @Override
  public String cloudOption() {
    return HikConnectAccountOptions.URL;
  }

  @Override
  public RelayDriver open(DeviceSpec device, AbstractConfig config, RelayContext context) {
    HikConnectAccountOptions options = new HikConnectAccountOptions(config);
    HikConnectAccount account =
        HikConnectAccount.joinAsCommander(options.key(), options.perSecond(), context.clock());
    HikConnectRelayClient client =
        new HikConnectRelayClient(
            new HikConnectTransport(
                context.endpoint(), context.elsewhere(), account, options, context.clock()));
    return new HikConnectRelayDriver(
        client,
        new HikConnectTargets(client, device.serial()),
        () -> HikConnectAccount.leaveAsCommander(options.key()));
  }
}
