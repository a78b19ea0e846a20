package io.gatehouse.twon.relay;

import io.gatehouse.simulators.TwonJournal;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A simulated device, commanded as the sink commands it. */
final class CommandedTwon extends Commander {

  static final String JOSEPH = "54877b0e-4cc3-c645-9530-6c7850f47a9c";

  final TwonSimulator device;

  CommandedTwon(TwonOptions simulated) {
    this(simulated, "2n");
  }

  CommandedTwon(TwonOptions simulated, String password) {
    this(TwonSimulator.start(simulated), password);
  }

  private CommandedTwon(TwonSimulator device, String password) {
    super(device.url(), password);
    this.device = device;
  }

  static Map<String, String> person(Map<String, String> more) {
    Map<String, String> params = new HashMap<>(more);
    params.put("user", JOSEPH);
    return params;
  }

  /** What moved, such as {@code switch/1 on}. */
  static List<String> actuations(TwonSimulator device) {
    return device.journal().actuations().stream()
        .map(moved -> moved.target() + " " + moved.action())
        .toList();
  }

  /** Requests that want to move something, whatever became of them. */
  static List<TwonJournal.Request> orders(TwonSimulator device) {
    return device.journal().requests().stream()
        .filter(
            request -> request.path().endsWith("/ctrl") || request.path().endsWith("/grantaccess"))
        .toList();
  }

  List<String> actuations() {
    return actuations(device);
  }

  List<TwonJournal.Request> orders() {
    return orders(device);
  }

  @Override
  public void close() {
    super.close();
    device.close();
  }
}
