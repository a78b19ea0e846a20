package io.gatehouse.akuvox.cloud;

import static io.gatehouse.akuvox.cloud.SimulatedAkuvoxCloud.RESIDENCE;

import io.gatehouse.engine.FeedContract;
import io.gatehouse.engine.Vendor;
import io.gatehouse.simulators.AkuvoxCloudOptions;
import io.gatehouse.simulators.AkuvoxCloudSimulator;
import io.gatehouse.simulators.Fault;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

class AkuvoxCloudFeedContractTest extends FeedContract {

  private AkuvoxCloudSimulator cloud;

  @Override
  protected Vendor vendor() {
    return new AkuvoxCloud();
  }

  @Override
  protected Map<String, String> options() {
    return SimulatedAkuvoxCloud.config(cloud.url(), RESIDENCE);
  }

  /** The cloud's records have no ids. */
  @Override
  protected String vendorId(Struct event) {
    return event.getString("personName");
  }

  @Override
  protected SimulatedDevice start() {
    cloud = AkuvoxCloudSimulator.start(new AkuvoxCloudOptions());
    return new SimulatedDevice() {
      @Override
      public URI url() {
        return cloud.url();
      }

      @Override
      public void emit(int count) {
        SimulatedAkuvoxCloud.pass(cloud, count);
      }

      @Override
      public List<String> emitted() {
        return SimulatedAkuvoxCloud.passed(cloud, RESIDENCE);
      }

      @Override
      public void loseReplies(int count) {
        cloud.faults().add(SimulatedAkuvoxCloud.DOORS, count, Fault.cut(0));
      }

      @Override
      public void goAway() {
        cloud.stopListening();
      }

      @Override
      public void answerAgain() {
        cloud.startListening();
      }

      /** Reading leaves nothing in the cloud. */
      @Override
      public int traces() {
        return 0;
      }

      @Override
      public void close() {
        cloud.close();
      }
    };
  }
}
