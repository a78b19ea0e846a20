package io.gatehouse.streams.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;

/** All instances of the app: asks the one that has what is wanted, or every one. */
final class Instances {

  private static final long CONNECT_MILLIS = 2_000;
  private static final long ANSWER_MILLIS = 10_000;

  private final Vertx vertx;
  private final KafkaStreams streams;
  private final HostInfo self;
  private final HttpClient client;

  Instances(Vertx vertx, KafkaStreams streams, HostInfo self) {
    this.vertx = vertx;
    this.streams = streams;
    this.self = self;
    this.client = vertx.createHttpClient();
  }

  /**
   * What one instance has under a key, which is the request's own path.
   *
   * @param key what decides the partition of {@code store}
   * @param here reads it here, given the partition
   * @return nothing if it does not exist
   */
  Future<Optional<JsonObject>> one(
      Exchange exchange, String store, String key, IntFunction<Optional<JsonObject>> here) {
    return blocking(
            () -> {
              KeyQueryMetadata owner =
                  streams.queryMetadataForKey(store, key, new StringSerializer());
              if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                throw new Refusal(503, "It is not settled which instance has this; ask again.");
              }
              return exchange.forwarded() || owner.activeHost().equals(self)
                  ? Future.succeededFuture(here.apply(owner.partition()))
                  : ask(owner.activeHost(), exchange.request().uri());
            })
        .compose(answer -> answer);
  }

  /**
   * What all instances have, each its part.
   *
   * @param uri the list's path and query, of which {@code name} is the field with the list
   * @return the list with {@code complete}, and {@code missing} with a sentence for each instance
   *     that did not answer
   */
  Future<JsonObject> all(
      Exchange exchange, String store, String uri, String name, Supplier<List<JsonObject>> here) {
    if (exchange.forwarded()) {
      return blocking(() -> new JsonObject().put(name, new JsonArray(here.get())));
    }
    return blocking(() -> streams.streamsMetadataForStore(store))
        .compose(
            hosts -> {
              List<Future<JsonObject>> parts = new ArrayList<>();
              for (StreamsMetadata host : hosts) {
                if (host.stateStoreNames().contains(store)) {
                  parts.add(
                      host.hostInfo().equals(self)
                          ? blocking(() -> new JsonObject().put(name, new JsonArray(here.get())))
                          : ask(host.hostInfo(), uri).map(Optional::orElseThrow));
                }
              }
              if (parts.isEmpty()) {
                throw new Refusal(503, "It is not settled which instances have this; ask again.");
              }
              return Future.join(parts)
                  .transform(joined -> Future.succeededFuture(together(name, parts)));
            });
  }

  private static JsonObject together(String name, List<Future<JsonObject>> parts) {
    JsonArray list = new JsonArray();
    JsonArray missing = new JsonArray();
    for (Future<JsonObject> part : parts) {
      if (part.succeeded()) {
        list.addAll(part.result().getJsonArray(name));
      } else {
        missing.add(part.cause().getMessage());
      }
    }
    return new JsonObject()
        .put(name, list)
        .put("complete", missing.isEmpty())
        .put("missing", missing);
  }

  private Future<Optional<JsonObject>> ask(HostInfo host, String uri) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(host.host())
            .setPort(host.port())
            .setURI(uri)
            .setConnectTimeout(CONNECT_MILLIS)
            .setIdleTimeout(ANSWER_MILLIS)
            .putHeader(Exchange.FORWARDED, "true");
    String name = host.host() + ":" + host.port();
    return client
        .request(request)
        .compose(sent -> sent.send())
        .compose(response -> response.body().map(body -> read(name, response, body)))
        .recover(
            e ->
                Future.failedFuture(
                    e instanceof Refusal
                        ? e
                        : new Refusal(503, "The instance " + name + " does not answer.")));
  }

  private static Optional<JsonObject> read(String name, HttpClientResponse response, Buffer body) {
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    try {
      JsonObject json = body.toJsonObject();
      if (response.statusCode() == 200) {
        return Optional.of(json);
      }
      throw new Refusal(503, "The instance " + name + " says: " + json.getString("error"));
    } catch (DecodeException | ClassCastException e) {
      throw new Refusal(503, "At " + name + " answers something else than an instance of this.");
    }
  }

  /** Off the event loop; that the stores are on their way is said as such. */
  private <T> Future<T> blocking(Callable<T> read) {
    return vertx.executeBlocking(
        () -> {
          try {
            return read.call();
          } catch (StreamsException | IllegalStateException e) {
            throw new Refusal(
                503, "What was asked for is being moved or restored (" + streams.state() + ").");
          }
        },
        false);
  }
}
