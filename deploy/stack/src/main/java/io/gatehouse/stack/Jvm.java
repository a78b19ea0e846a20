package io.gatehouse.stack;

import java.util.ArrayList;
import java.util.List;

/** JVM options of the children: quick to start and small, so that several fit beside a build. */
final class Jvm {

  private Jvm() {}

  static List<String> small(String heap) {
    return List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }

  static List<String> kafka(String heap) {
    var options = new ArrayList<>(small(heap));
    options.add("-Dlog4j2.configurationFile=classpath:io/gatehouse/stack/log4j2.properties");
    return options;
  }
}
