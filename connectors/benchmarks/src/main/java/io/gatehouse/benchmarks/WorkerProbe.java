package io.gatehouse.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into a running JVM of this user, by JMX after attaching to its process. */
final class WorkerProbe implements AutoCloseable {

  /** The serial collector leaves dead objects where they are in all but every fourth collection. */
  private static final int COLLECTIONS = 4;

  private static final String START_AND_STOP = "StartAndStopExecutor";

  private final JMXConnector connector;
  private final MBeanServerConnection server;
  private final MemoryMXBean memory;
  private final ThreadMXBean threads;
  private final OperatingSystemMXBean system;

  // The address is this machine's, and told by the process that was attached to.
  @SuppressWarnings("BanJNDI")
  WorkerProbe(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      String address = machine.startLocalManagementAgent();
      machine.detach();
      connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
      server = connector.getMBeanServerConnection();
      memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
      threads = ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class);
      system = ManagementFactory.getPlatformMXBean(server, OperatingSystemMXBean.class);
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException("process " + pid + " cannot be attached to", e);
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " cannot be looked into", e);
    }
  }

  /** Bytes of heap in use after full collections. */
  long heap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Live Java threads, without the worker's own that start and stop connectors, up to eight. */
  int threads() {
    return (int)
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && !thread.getThreadName().startsWith(START_AND_STOP))
            .count();
  }

  /** Nanoseconds of processor time since the start. */
  long processorTime() {
    return system.getProcessCpuTime();
  }

  /** A metric of the first task of a source connector. */
  double taskMetric(String connector, String metric) {
    try {
      var name =
          new ObjectName(
              "kafka.connect:type=source-task-metrics,connector=" + connector + ",task=0");
      return ((Number) server.getAttribute(name, metric)).doubleValue();
    } catch (JMException e) {
      throw new IllegalStateException("no metric " + metric + " of connector " + connector, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
