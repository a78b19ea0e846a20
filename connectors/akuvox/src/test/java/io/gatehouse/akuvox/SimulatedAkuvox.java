package io.gatehouse.akuvox;

import io.gatehouse.engine.TaskRig;
import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxRecord;
import io.gatehouse.simulators.AkuvoxRecord.Log;
import io.gatehouse.simulators.AkuvoxSimulator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** A simulated device and a task that reads it, in a hurry that suits a test. */
final class SimulatedAkuvox implements AutoCloseable {

  static final Map<String, String> OPTIONS =
      Map.of(
          "credentials.default.username", "admin",
          "credentials.default.password", "httpapi",
          "log.poll.interval.ms", "100",
          "log.request.pause.ms", "1",
          "log.time.zone", "UTC",
          "http.request.timeout.ms", "1000");

  final AkuvoxSimulator device;
  final TaskRig rig;
  private int persons;

  SimulatedAkuvox() {
    this(new AkuvoxOptions(), Map.of());
  }

  SimulatedAkuvox(AkuvoxOptions simulated, Map<String, String> more) {
    device = AkuvoxSimulator.start(simulated);
    rig = new TaskRig(new Akuvox(), device.url(), with(more));
  }

  static Map<String, String> with(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(OPTIONS);
    options.putAll(more);
    return options;
  }

  /** A card of somebody else each time, so that records can be told apart. */
  static void emit(AkuvoxSimulator device, int number) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Name", "person " + number);
    fields.put("Code", "0A1B%04X".formatted(number));
    fields.put("Type", "Card");
    fields.put("Relay", "1");
    fields.put("Status", "Succ");
    device.emit(Log.DOORLOG, fields);
  }

  void emit(int count) {
    for (int i = 0; i < count; i++) {
      persons++;
      emit(device, persons);
    }
  }

  /** Reads until as many records are written as the device has made so far. */
  SimulatedAkuvox untilAllArrived() throws InterruptedException {
    rig.until(written -> rig.deviceEvents().size() >= device.journal().emitted().size());
    return this;
  }

  /** Names, in the order of arrival. */
  List<String> arrived() {
    return rig.deviceEvents().stream().map(event -> event.getString("personName")).toList();
  }

  /** Names, as they were written. */
  List<String> emitted() {
    return device.journal().emitted().stream().map(SimulatedAkuvox::name).toList();
  }

  List<String> gaps() {
    return rig.notices("GAP").stream().map(gap -> attribute(gap, "reason")).toList();
  }

  List<String> eventIds() {
    return rig.deviceEvents().stream().map(event -> event.getString("eventId")).toList();
  }

  static String attribute(Struct event, String name) {
    return event.<String, String>getMap("attributes").get(name);
  }

  private static String name(AkuvoxRecord written) {
    return written.fields().get("Name");
  }

  @Override
  public void close() {
    rig.close();
    device.close();
  }
}
