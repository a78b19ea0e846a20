package io.gatehouse.akuvox;

import io.gatehouse.engine.RelayDriverContract;
import io.gatehouse.simulators.AkuvoxJournal;
import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxSimulator;
import io.gatehouse.simulators.Fault;
import java.util.List;
import java.util.Map;

class AkuvoxRelayDriverContractTest extends RelayDriverContract {

  private static final String TRIG = "/api/relay/trig";

  private AkuvoxSimulator device;

  @Override
  protected Map<String, String> options(SimulatedDoor door) {
    return Map.of(
        "devices.lobby.vendor", "akuvox",
        "devices.lobby.url", device.url().toString(),
        "credentials.default.username", "admin",
        "credentials.default.password", "httpapi",
        "http.request.timeout.ms", "2000");
  }

  @Override
  protected List<Example> examples() {
    return List.of(
        example("TRIGGER", "relay/1", Map.of(), 0, 1, 5),
        example("TRIGGER", "relay/2", Map.of("delay", "65535"), 0, 1, 65_535),
        new Example(
            "TRIGGER", "relay/2", Map.of("delay", "0"), actuation("relay/2", 0, 1, 0), false),
        example("ON", "relay/2", Map.of(), 1, 1, 0),
        example("OFF", "relay/2", Map.of(), 1, 0, 0));
  }

  private static Example example(
      String action, String target, Map<String, String> params, int mode, int level, int delay) {
    return new Example(action, target, params, actuation(target, mode, level, delay), true);
  }

  private static String actuation(String target, int mode, int level, int delay) {
    return "%s {\"mode\":%d,\"level\":%d,\"delay\":%d}".formatted(target, mode, level, delay);
  }

  @Override
  protected String unknownTarget() {
    return "relay/3";
  }

  @Override
  protected SimulatedDoor start() {
    device = AkuvoxSimulator.start(new AkuvoxOptions());
    AkuvoxJournal<?> journal = device.journal();
    return new SimulatedDoor() {
      @Override
      public List<String> actuations() {
        return journal.actuations().stream().map(a -> a.target() + " " + a.action()).toList();
      }

      @Override
      public int orders() {
        return (int) journal.requests().stream().filter(r -> r.path().equals(TRIG)).count();
      }

      @Override
      public void loseNextReply() {
        device.faults().add(TRIG, 1, Fault.cut(0));
      }

      @Override
      public String refuseNext() {
        device.faults().add(TRIG, 1, Fault.code("Failed"));
        return "-1";
      }

      @Override
      public void babbleNext() {
        device.faults().add(TRIG, 1, Fault.html());
      }

      @Override
      public void goAway() {
        device.stopListening();
      }

      @Override
      public void comeBack() {
        device.startListening();
      }

      @Override
      public void forgetNonces() {
        device.rotateNonces();
      }

      @Override
      public void close() {
        device.close();
      }
    };
  }
}
