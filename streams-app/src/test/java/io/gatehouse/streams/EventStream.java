package io.gatehouse.streams;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Follows incidents as a browser does. */
final class EventStream implements AutoCloseable {

  private final HttpURLConnection connection;
  private final BufferedReader lines;
  private String lastId;

  /** Goes on after an event; from now on if {@code lastId} is null. */
  EventStream(ApiClient api, String lastId) {
    this.lastId = lastId;
    try {
      connection = (HttpURLConnection) api.uri("/events").toURL().openConnection();
      connection.setReadTimeout(60_000);
      if (lastId != null) {
        connection.setRequestProperty("Last-Event-ID", lastId);
      }
      lines =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String contentType() {
    return connection.getContentType();
  }

  /** Id of the last event that was read. */
  String lastId() {
    return lastId;
  }

  /** The next so many incidents. */
  List<JsonObject> next(int count) {
    List<JsonObject> incidents = new ArrayList<>();
    try {
      while (incidents.size() < count) {
        String line = lines.readLine();
        if (line == null) {
          throw new IllegalStateException("the stream has ended after " + incidents);
        }
        if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("data: ")) {
          incidents.add(new JsonObject(line.substring(6)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return incidents;
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
