package io.gatehouse.streams;

import io.gatehouse.streams.api.Api;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The app as a program. */
public final class StreamsApp implements AutoCloseable {

  static final String USAGE =
      """
      Correlates the events of all vendors to incidents.

        java -jar gatehouse-streams.jar FILE

      FILE is a properties file; bootstrap.servers and schema.registry.url are mandatory.
      """;

  private static final Logger log = LoggerFactory.getLogger(StreamsApp.class);

  /** Long enough to commit; what is cut off is aborted, and read again. */
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

  private static final long PAUSE_SECONDS = 5;

  private final RocksDbMemory memory;
  private final RegistrySerdes serdes;
  private final KafkaStreams streams;
  private final Api api;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private StreamsApp(Settings settings, int partitions) {
    memory = new RocksDbMemory(settings.app().storeMemory());
    serdes = new RegistrySerdes(settings.registry());
    Map<String, Object> options = new HashMap<>(settings.streams());
    options.put(RocksDbMemory.CONFIG, memory);
    streams =
        new KafkaStreams(
            GatehouseTopology.build(settings.app(), serdes, partitions),
            new StreamsConfig(options));
    streams.setUncaughtExceptionHandler(this::failed);
    streams.setStateListener((now, before) -> changed(now));
    api = Api.start(streams, settings.app(), serdes);
  }

  /**
   * Runs until it is told to stop. Exits with 0 then, with 1 if it cannot go on or Kafka cannot be
   * reached, so that whoever watches it starts it again, and with 2 for bad arguments, options or
   * topics.
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.err));
  }

  static int run(String[] arguments, PrintStream err) {
    if (arguments.length != 1) {
      err.print(USAGE);
      return 2;
    }
    try {
      Settings settings = Settings.of(read(Path.of(arguments[0])));
      try (StreamsApp app = new StreamsApp(settings, partitions(settings))) {
        Runtime.getRuntime().addShutdownHook(new Thread(app::stop, "stop"));
        app.streams.start();
        app.ended.await();
        return app.stopping.getCount() == 0 ? 0 : 1;
      }
    } catch (NoSuchFileException e) {
      err.println("There is no file " + e.getFile() + ".");
      return 2;
    } catch (IOException | ConfigException e) {
      err.println(e.getMessage());
      return 2;
    } catch (KafkaException e) {
      // What cannot be made as the options say: a client with its TLS or login, or the API at its
      // address.
      err.println(e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()));
      return 2;
    } catch (ExecutionException e) {
      err.println("Kafka does not answer: " + e.getCause().getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static Map<String, String> read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> options = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(n -> options.put(n, properties.getProperty(n).strip()));
    return options;
  }

  private static int partitions(Settings settings) throws ExecutionException, InterruptedException {
    Map<String, Object> client = new StreamsConfig(settings.streams()).getAdminConfigs("check");
    try (Admin admin = Admin.create(client)) {
      return TopicCheck.partitions(admin, settings.app().topics());
    }
  }

  private void changed(State now) {
    if (now == State.RUNNING) {
      log.info("Gatehouse streams app is ready");
    }
    if (now.hasCompletedShutdown()) {
      ended.countDown();
    }
  }

  /** A thread has ended with a failure: another takes its place if that can help. */
  private StreamThreadExceptionResponse failed(Throwable failure) {
    boolean replaceable = Thread.currentThread().getName().contains("-StreamThread-");
    if (!replaceable || !Faults.passes(failure)) {
      log.error("stops, since a new thread would fail in the same way", failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    log.warn("thread failed, another begins in {}s: {}", PAUSE_SECONDS, failure.getMessage());
    try {
      boolean stop = stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS);
      return stop
          ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
          : StreamThreadExceptionResponse.REPLACE_THREAD;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
  }

  private void stop() {
    stopping.countDown();
    // Its doors go to another instance at once.
    streams.close(
        CloseOptions.timeout(PATIENCE_AT_END)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    log.info("Gatehouse streams app has stopped");
  }

  @Override
  public void close() {
    api.close();
    streams.close(PATIENCE_AT_END);
    serdes.close();
    memory.close();
  }
}
