package io.gatehouse.relay;

import io.gatehouse.engine.DeviceFileWatch;
import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayDevices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Carries commands from Kafka to the doors of all vendors, at most once and in time. */
public final class RelaySinkConnector extends SinkConnector {

  /** Number of a task among its connector's. */
  static final String TASK = "task.number";

  private Map<String, String> props;
  private DeviceFileWatch watch;

  @Override
  public ConfigDef config() {
    return RelayConfig.definition();
  }

  @Override
  public Class<? extends Task> taskClass() {
    return RelaySinkTask.class;
  }

  @Override
  public String version() {
    return versionOfThis();
  }

  static String versionOfThis() {
    String version = RelaySinkConnector.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  @Override
  public Config validate(Map<String, String> props) {
    Config answer = super.validate(props);
    Problems problems = new Problems();
    Map<String, String> sound = Problems.withoutErrors(props, answer);
    AbstractConfig config = new AbstractConfig(RelayConfig.definition(), sound, false);
    List<DeviceSpec> devices = RelayDevices.read(sound, problems);
    RelayConfig.check(props, config, problems);
    if (problems.isEmpty() && Problems.errors(answer).isEmpty()) {
      RelayDevices.contactIfWanted(devices, sound, answer, problems);
    }
    problems.addTo(answer);
    return answer;
  }

  @Override
  public void start(Map<String, String> props) {
    this.props = Map.copyOf(props);
    watch = RelayDevices.watch(this.props, () -> context().requestTaskReconfiguration());
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> tasks = new ArrayList<>();
    for (int i = 0; i < maxTasks; i++) {
      Map<String, String> task = new HashMap<>(props);
      task.put(TASK, Integer.toString(i));
      RelayDevices.toTask(watch.devices(), task);
      tasks.add(task);
    }
    return tasks;
  }

  @Override
  public void stop() {
    if (watch != null) {
      watch.close();
    }
  }
}
