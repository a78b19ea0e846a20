package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client of a Hik-Connect cloud made of the JDK alone. */
final class CloudClient {

  private static final String LOGIN =
      "{\"appKey\":\"cewm9w0qjhv3i290uufnyxzp25l6ym7e\","
          + "\"secretKey\":\"s77w0ckmlyetp2lhfqw8p8zgm23pkpw7\"}";

  private final HttpClient http;
  private final URI login;
  private String token = "none";
  private URI area;

  CloudClient(HttpClient http, URI login) {
    this.http = http;
    this.login = login;
  }

  /** A client that has logged in. */
  static CloudClient of(HikConnectSimulator cloud) {
    CloudClient client = new CloudClient(HttpClient.newHttpClient(), cloud.url());
    client.login();
    return client;
  }

  JsonNode login() {
    JsonNode data = data(login(LOGIN));
    token = data.path("accessToken").asText();
    area = URI.create(data.path("areaDomain").asText());
    return data;
  }

  JsonNode login(String body) {
    return DeviceClient.json(
        exchange(request(login.resolve("/api/hccgw/platform/v1/token/get"), "POST", body)));
  }

  /** The {@code data} of a reply that must be a success. */
  JsonNode data(String path, String body) {
    return data(post(path, body));
  }

  /** The error code of a reply. */
  String error(String path, String body) {
    return post(path, body).path("errorCode").asText();
  }

  JsonNode post(String path, String body) {
    return DeviceClient.json(raw("POST", path, body));
  }

  HttpResponse<String> raw(String method, String path, String body) {
    return exchange(request(area.resolve(path), method, body));
  }

  HttpResponse<String> raw(HttpRequest.Builder request) {
    return exchange(request);
  }

  CompletableFuture<HttpResponse<String>> later(String path, String body) {
    return http.sendAsync(
        request(area.resolve(path), "POST", body).build(), HttpResponse.BodyHandlers.ofString());
  }

  void subscribe(HikConnectMq mq) {
    data(mq.subscribe(), "{\"subscribeType\":1,\"subscribeMode\":0}");
  }

  JsonNode pull(HikConnectMq mq) {
    return data(mq.messages(), "{}");
  }

  String complete(HikConnectMq mq, JsonNode batch) {
    return error(mq.complete(), "{\"batchId\":%s}".formatted(batch.path("batchId")));
  }

  /** The vendor's ids of the messages in a batch. */
  static List<String> ids(HikConnectMq mq, JsonNode batch) {
    List<String> ids = new ArrayList<>();
    batch.path(mq.listKey()).forEach(message -> ids.add(mq.idOf(message)));
    return ids;
  }

  HttpRequest.Builder request(URI uri, String method, String body) {
    return HttpRequest.newBuilder(uri)
        .header("Token", token)
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  private static JsonNode data(JsonNode reply) {
    if (!reply.path("errorCode").asText().equals("0")) {
      throw new AssertionError("failed: " + reply);
    }
    return reply.path("data");
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
