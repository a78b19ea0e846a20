package io.gatehouse.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on loopback. */
public final class Ports {

  /**
   * Below the range from which Linux and macOS take the ports of outgoing connections, so that a
   * service which is started again finds its port still free.
   */
  private static final int FIRST = 12_000;

  private static final int LAST = 32_000;

  private Ports() {}

  /** A port that was free a moment ago. */
  public static int free() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken: try another.
      }
    }
    throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
  }
}
