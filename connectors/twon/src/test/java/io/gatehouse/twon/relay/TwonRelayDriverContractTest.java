package io.gatehouse.twon.relay;

import io.gatehouse.engine.RelayDriverContract;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class TwonRelayDriverContractTest extends RelayDriverContract {

  private record Door(TwonSimulator device) implements SimulatedDoor {

    @Override
    public List<String> actuations() {
      return CommandedTwon.actuations(device);
    }

    @Override
    public int orders() {
      return CommandedTwon.orders(device).size();
    }

    @Override
    public void loseNextReply() {
      device.faults().add("/api/switch/ctrl", 1, Fault.cut(0));
    }

    @Override
    public String refuseNext() {
      device.faults().add("/api/switch/ctrl", 1, Fault.error(14));
      return "14";
    }

    @Override
    public void babbleNext() {
      device.faults().add("/api/switch/ctrl", 1, Fault.html());
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
  }

  @Override
  protected SimulatedDoor start() {
    return new Door(TwonSimulator.start(new TwonOptions()));
  }

  @Override
  protected Map<String, String> options(SimulatedDoor door) {
    return Commander.options(((Door) door).device().url(), "2n");
  }

  @Override
  protected List<Example> examples() {
    return Stream.of(
            Stream.of(
                Example.of("TRIGGER", "switch/1", "switch/1 trigger"),
                Example.of("ON", "switch/1", "switch/1 on"),
                Example.of("OFF", "switch/1", "switch/1 off"),
                Example.of("TRIGGER", "switch/2", "switch/2 trigger"),
                Example.of("TRIGGER", "switch/2", "switch/2 trigger"),
                Example.of("HOLD", "switch/2", "switch/2 hold"),
                new Example("HOLD", "switch/2", Map.of("timeout", "60"), "switch/2 hold", true),
                Example.of("RELEASE", "switch/2", "switch/2 release"),
                Example.of("LOCK", "switch/3", "switch/3 lock"),
                Example.of("UNLOCK", "switch/3", "switch/3 unlock")),
            Stream.of(
                Example.of("ON", "output/relay2", "output/relay2 on"),
                Example.of("OFF", "output/relay2", "output/relay2 off"),
                Example.of("ON", "output/led_secured", "output/led_secured on")),
            Stream.of(
                granted("accesspoint/0", Map.of(), "access/0 grant"),
                granted("accesspoint/1", Map.of(), "access/1 grant"),
                Example.of("BLOCK_ACCESS", "accesspoint/0", "blocking/0 on"),
                Example.of("UNBLOCK_ACCESS", "accesspoint/0", "blocking/0 off"),
                granted("lift/1", Map.of(), "lift grant"),
                granted("lift/1", Map.of("duration", "180"), "lift grant")))
        .flatMap(examples -> examples)
        .toList();
  }

  private static Example granted(String target, Map<String, String> more, String actuation) {
    return new Example("GRANT_ACCESS", target, CommandedTwon.person(more), actuation, true);
  }

  /** Disabled at the device. */
  @Override
  protected String unknownTarget() {
    return "switch/4";
  }
}
