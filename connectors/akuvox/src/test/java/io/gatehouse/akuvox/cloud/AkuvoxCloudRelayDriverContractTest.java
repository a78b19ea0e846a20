package io.gatehouse.akuvox.cloud;

import io.gatehouse.engine.RelayDriverContract;
import io.gatehouse.simulators.AkuvoxCloudOptions;
import io.gatehouse.simulators.AkuvoxCloudSimulator;
import io.gatehouse.simulators.AkuvoxJournal;
import io.gatehouse.simulators.Fault;
import java.util.List;
import java.util.Map;

class AkuvoxCloudRelayDriverContractTest extends RelayDriverContract {

  private static final String TRIGGER = "/trigger_akuvox_remote_open_door";

  private AkuvoxCloudSimulator cloud;

  @Override
  protected Map<String, String> options(SimulatedDoor door) {
    return Map.of(
        "devices.lobby.vendor", "akuvox-cloud",
        "devices.lobby.serial", "0C:11:05:08:EF:2E",
        "akuvox-cloud.account.url", cloud.url().toString(),
        "akuvox-cloud.account.token", SimulatedAkuvoxCloud.TOKEN,
        "akuvox-cloud.residences", SimulatedAkuvoxCloud.RESIDENCE,
        "tls", "insecure",
        "http.request.timeout.ms", "2000");
  }

  @Override
  protected List<Example> examples() {
    return List.of(
        new Example(
            "TRIGGER", "relay/r0c110508ef2e1", Map.of(), "0C110508EF2E/r0c110508ef2e1", false));
  }

  @Override
  protected String unknownTarget() {
    return "relay/r0c110508ef2e2";
  }

  @Override
  protected SimulatedDoor start() {
    cloud = AkuvoxCloudSimulator.start(new AkuvoxCloudOptions());
    AkuvoxJournal<?> journal = cloud.journal();
    return new SimulatedDoor() {
      @Override
      public List<String> actuations() {
        return journal.actuations().stream().map(AkuvoxJournal.Actuation::target).toList();
      }

      @Override
      public int orders() {
        return (int) journal.requests().stream().filter(r -> r.path().equals(TRIGGER)).count();
      }

      @Override
      public void loseNextReply() {
        cloud.faults().add(TRIGGER, 1, Fault.cut(0));
      }

      @Override
      public String refuseNext() {
        cloud.faults().add(TRIGGER, 1, Fault.code("device is offline"));
        return "success=false";
      }

      @Override
      public void babbleNext() {
        cloud.faults().add(TRIGGER, 1, Fault.html());
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
}
