package io.gatehouse.twon.relay;

import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.RelayContext;
import io.gatehouse.engine.RelayDriver;
import io.gatehouse.engine.RelayVendor;
import org.apache.kafka.common.config.AbstractConfig;

/** 2N, as the sink sees it. It has no options of its own. */
public final class TwonRelayVendor implements RelayVendor {

  @Override
  public String name() {
    return "twon";
  }

  @Override
  public RelayDriver open(DeviceSpec device, AbstractConfig config, RelayContext context) {
    return new TwonRelayDriver(context.endpoint());
  }
}
