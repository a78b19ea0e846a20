package io.gatehouse.akuvox.cloud;

import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayContext;
import io.gatehouse.engine.RelayDriver;
import io.gatehouse.engine.RelayVendor;
import java.net.URI;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The Akuvox cloud, as the sink sees it: devices of residences, described by MAC or name. */
public final class AkuvoxCloudRelayVendor implements RelayVendor {

  @Override
  public String name() {
    return "akuvox-cloud";
  }

  @Override
  public boolean throughCloud() {
    return true;
  }

  @Override
  public void define(ConfigDef def) {
    AkuvoxCloudConfig.defineAccount(
        def,
        "Required: ids of the residences whose doors are commanded, such as"
            + " r31adc223cc4b3bedb6bd4742dedcfa52. A device is looked for in this order.");
  }

  @Override
  public void check(AbstractConfig config, Problems problems) {
    AkuvoxCloudConfig.check(config, problems);
  }

  @Override
  public URI cloud(AbstractConfig config) {
    return new AkuvoxCloudConfig(config).url();
  }

  @Override
  public String cloudOption() {
    return AkuvoxCloudConfig.URL;
  }

  @Override
  public RelayDriver open(DeviceSpec device, AbstractConfig config, RelayContext context) {
    AkuvoxCloudConfig options = new AkuvoxCloudConfig(config);
    List<AkuvoxCloudClient> residences =
        options.residences().stream()
            .map(id -> new AkuvoxCloudClient(context.endpoint(), id, options.token()))
            .toList();
    return new AkuvoxCloudRelayDriver(
        new AkuvoxCloudDirectory(device.serial(), residences, context.clock()));
  }
}
