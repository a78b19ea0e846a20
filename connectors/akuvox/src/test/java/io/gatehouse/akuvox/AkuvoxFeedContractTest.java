package io.gatehouse.akuvox;

import io.gatehouse.engine.FeedContract;
import io.gatehouse.engine.Vendor;
import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxRecord;
import io.gatehouse.simulators.AkuvoxSimulator;
import io.gatehouse.simulators.Fault;
import java.net.URI;
import java.util.List;
import java.util.Map;

class AkuvoxFeedContractTest extends FeedContract {

  @Override
  protected Vendor vendor() {
    return new Akuvox();
  }

  @Override
  protected Map<String, String> options() {
    return SimulatedAkuvox.OPTIONS;
  }

  @Override
  protected SimulatedDevice start() {
    AkuvoxSimulator device = AkuvoxSimulator.start(new AkuvoxOptions());
    return new SimulatedDevice() {
      @Override
      public URI url() {
        return device.url();
      }

      @Override
      public void emit(int count) {
        for (int i = 0; i < count; i++) {
          SimulatedAkuvox.emit(device, i);
        }
      }

      @Override
      public List<String> emitted() {
        return device.journal().emitted().stream().map(AkuvoxRecord::id).toList();
      }

      @Override
      public void loseReplies(int count) {
        device.faults().add("/api/doorlog/get", count, Fault.cut(0));
      }

      @Override
      public void goAway() {
        device.stopListening();
      }

      @Override
      public void answerAgain() {
        device.startListening();
      }

      /** Reading a log leaves nothing at the device. */
      @Override
      public int traces() {
        return 0;
      }

      @Override
      public void close() {
        device.close();
      }
    };
  }
}
