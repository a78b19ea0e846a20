package io.gatehouse.streams.api;

import io.gatehouse.streams.AppConfig;
import io.gatehouse.streams.EventSerdes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API of an instance; openapi.yaml describes it. */
public final class Api implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Api.class);

  private final Vertx vertx = Vertx.vertx();
  private final KafkaStreams streams;
  private final Meters meters;
  private final IncidentFeed feed;
  private final Routes routes;

  private Api(KafkaStreams streams, AppConfig config, EventSerdes serdes) {
    this.streams = streams;
    meters = new Meters(streams);
    feed = new IncidentFeed(vertx, config, serdes);
    Instances instances = new Instances(vertx, streams, config.advertised());
    Answers answers = new Answers(new Tables(streams), instances);
    routes =
        new Routes()
            .get("/doors", answers::doors)
            .get("/doors/{deviceId}/{door}", answers::door)
            .get("/devices/{deviceId}", answers::device)
            .get("/incidents", answers::incidents)
            .get("/incidents/{incidentId}", answers::incident)
            .get("/events", feed::follow)
            .get("/health/live", this::live)
            .get("/health/ready", this::ready)
            .get("/metrics", this::metrics)
            .get("/openapi.yaml", exchange -> exchange.answer("application/yaml", description()));
  }

  /**
   * Listens where {@code api.listen} says; {@code streams} can be started before or after.
   *
   * @throws KafkaException if it cannot listen there
   */
  public static Api start(KafkaStreams streams, AppConfig config, EventSerdes serdes) {
    Api api = new Api(streams, config, serdes);
    HostInfo address = config.listen();
    try {
      await(
          api.vertx
              .createHttpServer()
              .requestHandler(api.routes)
              .listen(address.port(), address.host()));
    } catch (CompletionException e) {
      api.close();
      throw new KafkaException(
          "api.listen: cannot listen at " + address.host() + ":" + address.port(), e.getCause());
    }
    log.info("API listens address={}:{}", address.host(), address.port());
    return api;
  }

  /** Whether the process is worth keeping. */
  private Future<Void> live(Exchange exchange) {
    State state = streams.state();
    if (state.hasCompletedShutdown()) {
      throw new Refusal(503, "Kafka Streams has ended (" + state + ").");
    }
    return health(exchange, state);
  }

  /** Whether it does its work. */
  private Future<Void> ready(Exchange exchange) {
    State state = streams.state();
    if (state != State.RUNNING) {
      throw new Refusal(503, "Kafka Streams is not running (" + state + ").");
    }
    return health(exchange, state);
  }

  private static Future<Void> health(Exchange exchange, State state) {
    return exchange.answer(new JsonObject().put("status", "UP").put("state", state.name()));
  }

  private Future<Void> metrics(Exchange exchange) {
    return vertx
        .executeBlocking(meters::scrape, false)
        .compose(text -> exchange.answer(Meters.CONTENT_TYPE, Buffer.buffer(text)));
  }

  static Buffer description() {
    try (InputStream file = Api.class.getResourceAsStream("/openapi.yaml")) {
      return Buffer.buffer(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    feed.close();
    meters.close();
    await(vertx.close());
  }
}
