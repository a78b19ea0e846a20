package io.gatehouse.twon;

import io.gatehouse.engine.FeedContract;
import io.gatehouse.engine.Vendor;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.TwonSimulator;
import java.net.URI;
import java.util.List;
import java.util.Map;

class TwonFeedContractTest extends FeedContract {

  @Override
  protected Vendor vendor() {
    return new Twon();
  }

  @Override
  protected Map<String, String> options() {
    return SimulatedTwon.OPTIONS;
  }

  @Override
  protected SimulatedDevice start() {
    TwonSimulator device = TwonSimulator.start(SimulatedTwon.options());
    return new SimulatedDevice() {
      @Override
      public URI url() {
        return device.url();
      }

      @Override
      public void emit(int count) {
        for (int i = 0; i < count; i++) {
          device.emit("InputChanged", Map.of("port", "input1", "state", true));
        }
      }

      @Override
      public List<String> emitted() {
        return device.journal().emitted().stream().map(event -> "" + event.id()).toList();
      }

      @Override
      public void loseReplies(int count) {
        device.faults().add("/api/log/pull", count, Fault.cut(0));
      }

      @Override
      public void goAway() {
        device.stopListening();
      }

      @Override
      public void answerAgain() {
        device.startListening();
      }

      @Override
      public int traces() {
        return device.openChannels();
      }

      @Override
      public void close() {
        device.close();
      }
    };
  }
}
