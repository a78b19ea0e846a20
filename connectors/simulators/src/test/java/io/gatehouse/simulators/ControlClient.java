package io.gatehouse.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Asks a control over HTTP. */
final class ControlClient {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI control;

  ControlClient(URI control) {
    this.control = control;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return ok(send("GET", path, ""));
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return ok(send("POST", path, body));
  }

  JsonNode delete(String path) throws IOException, InterruptedException {
    return ok(send("DELETE", path, ""));
  }

  List<String> lines(String path) throws IOException, InterruptedException {
    return send("GET", path, "").body().lines().toList();
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(control.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return DeviceClient.json(response);
  }
}
