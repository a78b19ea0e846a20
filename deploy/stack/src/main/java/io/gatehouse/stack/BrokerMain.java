package io.gatehouse.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Formats the storage on the first start and runs the broker, in one JVM. */
public final class BrokerMain {

  private BrokerMain() {}

  /**
   * Runs until the process is told to end.
   *
   * @param args the broker's properties file and its log directory
   */
  public static void main(String[] args) {
    if (!Files.exists(Path.of(args[1], "meta.properties"))) {
      String[] format = {
        "format", "--config", args[0], "--cluster-id", Uuid.randomUuid().toString()
      };
      int result = StorageTool.execute(format, System.out);
      if (result != 0) {
        throw new IllegalStateException("formatting " + args[1] + " failed with code " + result);
      }
    }
    Kafka.main(new String[] {args[0]});
  }
}
