package io.gatehouse.akuvox;

import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.RelayContext;
import io.gatehouse.engine.RelayDriver;
import io.gatehouse.engine.RelayVendor;
import org.apache.kafka.common.config.AbstractConfig;

/** Akuvox devices, as the sink sees them. */
public final class AkuvoxRelayVendor implements RelayVendor {

  @Override
  public String name() {
    return "akuvox";
  }

  @Override
  public RelayDriver open(DeviceSpec device, AbstractConfig config, RelayContext context) {
    return new AkuvoxRelayDriver(new AkuvoxRelayClient(context.endpoint()));
  }
}
