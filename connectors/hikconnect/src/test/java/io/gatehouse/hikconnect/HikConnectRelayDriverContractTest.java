package io.gatehouse.hikconnect;

import io.gatehouse.engine.RelayDriverContract;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.HikConnectDoor;
import io.gatehouse.simulators.HikConnectOutput;
import io.gatehouse.simulators.HikConnectSimulator;
import java.util.List;
import java.util.Map;

class HikConnectRelayDriverContractTest extends RelayDriverContract {

  private static final String SERIAL = "FR1000001";
  private static final String DOOR = HikConnectDoor.of(SERIAL).id();
  private static final String OUTPUT = HikConnectOutput.of(SERIAL).id();

  private HikConnectSimulator cloud;

  /** A token that ages is another story, since the cloud says so itself: HikConnectOrderTest. */
  @Override
  protected SimulatedDoor start() {
    cloud = HikConnectSimulator.start(SimulatedHikConnect.options());
    return new SimulatedDoor() {
      @Override
      public List<String> actuations() {
        return SimulatedHikConnect.actuations(cloud);
      }

      @Override
      public int orders() {
        return SimulatedHikConnect.orders(cloud);
      }

      @Override
      public void loseNextReply() {
        cloud.faults().add(SimulatedHikConnect.CONTROL, 1, Fault.cut(0));
      }

      @Override
      public String refuseNext() {
        cloud.faults().add(SimulatedHikConnect.CONTROL, 1, Fault.code("VMS000005"));
        return "VMS000005";
      }

      @Override
      public void babbleNext() {
        cloud.faults().add(SimulatedHikConnect.CONTROL, 1, Fault.html());
      }

      @Override
      public void goAway() {
        cloud.stopListening();
      }

      @Override
      public void comeBack() {
        cloud.startListening();
      }

      @Override
      public void close() {
        cloud.close();
      }
    };
  }

  @Override
  protected Map<String, String> options(SimulatedDoor door) {
    return SimulatedHikConnect.sink(cloud, DEVICE, SERIAL);
  }

  @Override
  protected List<Example> examples() {
    return List.of(
        door("UNLOCK", 1),
        door("LOCK", 2),
        door("REMAIN_UNLOCKED", 3),
        door("REMAIN_LOCKED", 4),
        Example.of("ON", "output/" + OUTPUT, "alarmOutput/" + OUTPUT + " -1"),
        Example.of("OFF", "output/" + OUTPUT, "alarmOutput/" + OUTPUT + " 0"));
  }

  private static Example door(String action, int number) {
    return new Example(action, "door/" + DOOR, Map.of(), "door/" + DOOR + " " + number, false);
  }

  /** A door of the account, at another device. */
  @Override
  protected String unknownTarget() {
    return "door/" + HikConnectDoor.of("FR1000002").id();
  }
}
