package io.gatehouse.hikconnect;

import io.gatehouse.engine.FeedContract;
import io.gatehouse.engine.Vendor;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.HikConnectMq;
import io.gatehouse.simulators.HikConnectSimulator;
import java.net.URI;
import java.util.List;
import java.util.Map;

class HikConnectFeedContractTest extends FeedContract {

  private HikConnectSimulator cloud;

  @Override
  protected Vendor vendor() {
    return new HikConnect();
  }

  @Override
  protected Map<String, String> options() {
    return SimulatedHikConnect.config(cloud, HikConnectMq.COMBINE);
  }

  @Override
  protected SimulatedDevice start() {
    cloud =
        HikConnectSimulator.start(
            SimulatedHikConnect.options().withSubscribed(HikConnectMq.COMBINE));
    return new SimulatedDevice() {
      @Override
      public URI url() {
        return cloud.url();
      }

      @Override
      public void emit(int count) {
        for (int i = 0; i < count; i++) {
          cloud.device().combine(10056);
        }
      }

      @Override
      public List<String> emitted() {
        return SimulatedHikConnect.ids(cloud, HikConnectMq.COMBINE);
      }

      @Override
      public void loseReplies(int count) {
        cloud.faults().add(HikConnectMq.COMBINE.messages(), count, Fault.cut(0));
        cloud.faults().add(HikConnectMq.COMBINE.complete(), count, Fault.cut(0));
      }

      @Override
      public void goAway() {
        cloud.stopListening();
      }

      @Override
      public void answerAgain() {
        cloud.startListening();
      }

      @Override
      public void giveAgain() {
        cloud.redeliver(HikConnectMq.COMBINE);
      }

      /** The subscription stays, on purpose: it keeps messages while nobody reads. */
      @Override
      public int traces() {
        return cloud.uncompleted();
      }

      @Override
      public void close() {
        cloud.close();
      }
    };
  }
}
