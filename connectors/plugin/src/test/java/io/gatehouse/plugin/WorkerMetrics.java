package io.gatehouse.plugin;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.gatehouse.stack.ConnectWorker;
import java.io.IOException;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The metrics that a worker shows over JMX. */
final class WorkerMetrics {

  private WorkerMetrics() {}

  /** Their names, with tags: all of them that is not a number. */
  @SuppressWarnings("BanJNDI") // The address is that of our own child.
  static String names(ConnectWorker worker) throws AttachNotSupportedException, IOException {
    VirtualMachine jvm = VirtualMachine.attach(Long.toString(worker.pid()));
    try (var connector =
        JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent()))) {
      return connector.getMBeanServerConnection().queryNames(null, null).toString();
    } finally {
      jvm.detach();
    }
  }
}
