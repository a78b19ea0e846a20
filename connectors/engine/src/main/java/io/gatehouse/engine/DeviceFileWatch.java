package io.gatehouse.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the devices of a connector, and looks at the device file again and again. A file that has
 * become wrong changes nothing: the devices that were read last stay.
 */
public final class DeviceFileWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DeviceFileWatch.class);

  private final Function<Problems, List<DeviceSpec>> reader;
  private final Map<String, String> props;
  private final Runnable changed;
  private ScheduledExecutorService timer;
  private Future<?> looking;
  private volatile List<DeviceSpec> devices;

  /**
   * What {@link #devices} were read from: to parse a large file again costs more than its fleet.
   */
  private String lastText;

  private String lastComplaint;

  /**
   * Reads the devices a first time.
   *
   * @param reader reads all devices as they are configured now
   * @param changed called on the watch's thread when the devices are others than before
   */
  DeviceFileWatch(
      Function<Problems, List<DeviceSpec>> reader, Map<String, String> props, Runnable changed) {
    this.reader = reader;
    this.props = props;
    this.changed = changed;
    Problems problems = new Problems();
    this.devices = reader.apply(problems);
    problems.throwIfAny();
  }

  /** The devices as they were last read without a problem. */
  public List<DeviceSpec> devices() {
    return devices;
  }

  void start() {
    if (props.get(DeviceList.FILE) == null) {
      return;
    }
    long interval = Long.parseLong(props.getOrDefault(DeviceList.CHECK_INTERVAL, "5000"));
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "gatehouse-device-file");
              thread.setDaemon(true);
              return thread;
            });
    looking =
        timer.scheduleWithFixedDelay(this::lookOrTell, interval, interval, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    if (timer != null) {
      looking.cancel(true);
      timer.shutdown();
    }
  }

  /** An exception would end the watch in silence. */
  private void lookOrTell() {
    try {
      look();
    } catch (RuntimeException e) {
      log.error("looking at the device file failed, devices stay as they were", e);
    }
  }

  void look() {
    String text = text();
    if (text != null && text.equals(lastText)) {
      return;
    }
    Problems problems = new Problems();
    List<DeviceSpec> now = reader.apply(problems);
    if (!problems.isEmpty()) {
      lastText = null;
      complain(problems.toString());
      return;
    }
    lastText = text;
    lastComplaint = null;
    if (!now.equals(devices)) {
      log.info("device file changed devices={} before={}", now.size(), devices.size());
      devices = now;
      changed.run();
    }
  }

  /** Null where the file cannot be read; reading the devices then says why. */
  private String text() {
    try {
      return Files.readString(Path.of(props.get(DeviceList.FILE)));
    } catch (IOException e) {
      return null;
    }
  }

  private void complain(String complaint) {
    if (!complaint.equals(lastComplaint)) {
      lastComplaint = complaint;
      log.warn("device file is wrong, devices stay as they were: {}", complaint);
    }
  }
}
