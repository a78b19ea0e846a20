package io.gatehouse.twon;

import io.gatehouse.engine.TaskRig;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** A simulated device and a task that reads it, with time-outs that suit a test. */
final class SimulatedTwon implements AutoCloseable {

  static final String USER = "reader";
  static final String PASSWORD = "correct horse";

  static final Map<String, String> OPTIONS =
      Map.of(
          "credentials.default.username", USER,
          "credentials.default.password", PASSWORD,
          "twon.pull.timeout.s", "1",
          "twon.channel.duration.s", "30",
          "http.request.timeout.ms", "1000");

  final TwonSimulator device;
  final TaskRig rig;

  SimulatedTwon() {
    this(options(), Map.of());
  }

  SimulatedTwon(TwonOptions simulated, Map<String, String> more) {
    device = TwonSimulator.start(simulated);
    rig = new TaskRig(new Twon(), device.url(), with(more));
  }

  static TwonOptions options() {
    return new TwonOptions().withUser(USER, PASSWORD);
  }

  static Map<String, String> with(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(OPTIONS);
    options.putAll(more);
    return options;
  }

  void emit(int events) {
    for (int i = 0; i < events; i++) {
      device.emit("InputChanged", Map.of("port", "input1", "state", i % 2 == 0));
    }
  }

  /** Reads until all that the device has emitted so far is written. */
  void untilAllArrived() throws InterruptedException {
    rig.until(written -> rig.deviceEvents().size() >= device.journal().emitted().size());
  }

  /** Ids with the device's time, in the order of arrival. */
  List<String> arrived() {
    return rig.deviceEvents().stream().map(SimulatedTwon::signature).toList();
  }

  /** The same of what the device emitted. */
  List<String> emitted() {
    return device.journal().emitted().stream()
        .map(event -> event.id() + "@" + event.utcTime() + " " + event.type())
        .toList();
  }

  List<String> gaps() {
    return rig.notices("GAP").stream()
        .map(gap -> gap.<String, String>getMap("attributes").get("reason"))
        .toList();
  }

  List<String> eventIds() {
    return rig.deviceEvents().stream().map(event -> event.getString("eventId")).toList();
  }

  @Override
  public void close() {
    rig.close();
    device.close();
  }

  private static String signature(Struct event) {
    long seconds =
        org.apache.kafka.connect.data.Timestamp.fromLogical(
                org.apache.kafka.connect.data.Timestamp.SCHEMA,
                (java.util.Date) event.get("occurredAt"))
            / 1_000;
    return event.getString("vendorEventId") + "@" + seconds + " " + event.getString("vendorType");
  }
}
