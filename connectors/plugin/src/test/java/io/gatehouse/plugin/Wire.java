package io.gatehouse.plugin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The way to a device, which a test can hold up: at a request, or at its reply. */
final class Wire implements AutoCloseable {

  private static final int LONGEST_REQUEST = 64 * 1024;
  private static final int PATIENCE_S = 60;

  /** What is held up. */
  enum Way {
    REQUEST,
    REPLY
  }

  private final URI device;
  private final ServerSocket server;
  private final List<Hold> holds = new ArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Waits for the next request of a path, and holds up that, or its reply. */
  static final class Hold {
    private final Way way;
    private final String path;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean dropped;

    private Hold(Way way, String path) {
      this.way = way;
      this.path = path;
    }

    /** Waits until something is held. */
    void await() throws InterruptedException {
      if (!reached.await(PATIENCE_S, TimeUnit.SECONDS)) {
        throw new AssertionError("no " + way + " of " + path + " came");
      }
    }

    void letGo() {
      over.countDown();
    }

    /** Never delivers it: the connection ends. */
    void drop() {
      dropped = true;
      over.countDown();
    }
  }

  private static final class Connection {
    private final Socket client;
    private final Socket device;
    private volatile String path = "";

    private Connection(Socket client, Socket device) {
      this.client = client;
      this.device = device;
    }
  }

  Wire(URI device) throws IOException {
    this.device = device;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    run(this::accept);
  }

  /** What the sink is told of the device. */
  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  Hold hold(Way way, String path) {
    Hold hold = new Hold(way, path);
    synchronized (holds) {
      holds.add(hold);
    }
    return hold;
  }

  /** How many requests of a path came from the sink, delivered or not. */
  long requests(String path) {
    return requests.stream().filter(path::equals).count();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Connection connection =
          new Connection(client, new Socket(device.getHost(), device.getPort()));
      sockets.addAll(List.of(connection.client, connection.device));
      run(() -> pump(connection, Way.REQUEST));
      run(() -> pump(connection, Way.REPLY));
    }
  }

  private void pump(Connection connection, Way way) throws IOException {
    boolean isRequest = way == Way.REQUEST;
    Socket from = isRequest ? connection.client : connection.device;
    Socket to = isRequest ? connection.device : connection.client;
    byte[] bytes = new byte[LONGEST_REQUEST];
    try (from;
        to) {
      for (int read = from.getInputStream().read(bytes);
          read >= 0;
          read = from.getInputStream().read(bytes)) {
        if (isRequest) {
          connection.path = path(new String(bytes, 0, read, ISO_8859_1));
          requests.add(connection.path);
        }
        if (!mayPass(way, connection.path)) {
          return;
        }
        to.getOutputStream().write(bytes, 0, read);
      }
    }
  }

  /** Requests of devices' APIs are short: each comes in one piece. */
  private static String path(String request) {
    return request.replaceAll("(?s)^\\w+ ([^ ?]+).*", "$1");
  }

  private boolean mayPass(Way way, String path) {
    Hold held = null;
    synchronized (holds) {
      for (Hold hold : holds) {
        if (held == null && hold.way == way && hold.path.equals(path)) {
          held = hold;
        }
      }
      holds.remove(held);
    }
    if (held == null) {
      return true;
    }
    held.reached.countDown();
    try {
      held.over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !held.dropped;
  }

  /** What a thread does until a connection ends. */
  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One of both has closed the connection, or the wire was closed.
                return;
              }
            },
            "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
