package io.gatehouse.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The REST API of a Connect worker. A call that a rebalance refuses (409) is repeated until it is
 * over; any other refusal is a {@link Refused}.
 */
public final class ConnectRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String url;

  ConnectRest(String url) {
    this.url = url;
  }

  /** The worker answered a request with an error. */
  public static final class Refused extends RuntimeException {

    private final int status;

    Refused(String request, int status, String body) {
      super("%s was answered with %d: %s".formatted(request, status, body));
      this.status = status;
    }

    /** The HTTP status, such as 400 or 404. */
    public int status() {
      return status;
    }
  }

  /** The address of the API, without a slash at the end. */
  public String url() {
    return url;
  }

  /** What the worker can run: class, type and version of each plugin. */
  public JsonNode plugins() {
    return call("GET", "/connector-plugins?connectorsOnly=false", "");
  }

  /** Checks a configuration ({@code connector.class} included) without creating anything. */
  public JsonNode validate(Map<String, String> config) {
    String type = config.get("connector.class");
    return call("PUT", "/connector-plugins/" + encoded(type) + "/config/validate", json(config));
  }

  /** Creates a connector; a second one of that name is refused. */
  public JsonNode create(String name, Map<String, String> config) {
    return call("POST", "/connectors", json(Map.of("name", name, "config", config)));
  }

  /** Creates a connector or gives it another configuration. */
  public JsonNode configure(String name, Map<String, String> config) {
    return call("PUT", connector(name) + "/config", json(config));
  }

  /** The names of all connectors. */
  public JsonNode connectors() {
    return call("GET", "/connectors", "");
  }

  /** The configuration, with its placeholders unresolved. */
  public JsonNode config(String name) {
    return call("GET", connector(name) + "/config", "");
  }

  /** The states of connector and tasks. */
  public JsonNode status(String name) {
    return call("GET", connector(name) + "/status", "");
  }

  /** Stops the tasks' work and keeps the tasks. */
  public void pause(String name) {
    call("PUT", connector(name) + "/pause", "");
  }

  /** Undoes {@link #pause} and {@link #stop}. */
  public void resume(String name) {
    call("PUT", connector(name) + "/resume", "");
  }

  /** Starts connector and tasks anew. */
  public void restart(String name) {
    call("POST", connector(name) + "/restart?includeTasks=true&onlyFailed=false", "");
  }

  /** Shuts the tasks down and keeps configuration and offsets. */
  public void stop(String name) {
    call("PUT", connector(name) + "/stop", "");
  }

  /** The source offsets: an array of partition and offset under {@code offsets}. */
  public JsonNode offsets(String name) {
    return call("GET", connector(name) + "/offsets", "");
  }

  /**
   * Sets source offsets of a stopped connector.
   *
   * @param offsets in the form that {@link #offsets} answers
   */
  public JsonNode alterOffsets(String name, JsonNode offsets) {
    return call("PATCH", connector(name) + "/offsets", offsets.toString());
  }

  /** Forgets all offsets of a stopped connector. */
  public JsonNode resetOffsets(String name) {
    return call("DELETE", connector(name) + "/offsets", "");
  }

  /** Deletes the connector; its offsets stay. */
  public void delete(String name) {
    call("DELETE", connector(name), "");
  }

  /**
   * Waits until the connector and all its tasks are in {@code state}, with at least one task unless
   * the state is {@code STOPPED}.
   *
   * @param state such as {@code RUNNING}, {@code PAUSED}, {@code STOPPED}
   * @throws IllegalStateException if that takes longer than 90 seconds or something has failed
   */
  public void await(String name, String state) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hasReached(name, state)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s is not %s after %d s: %s"
                .formatted(name, state, PATIENCE.toSeconds(), status(name)));
      }
      pauseBetweenLooks();
    }
  }

  private boolean hasReached(String name, String state) {
    JsonNode status;
    try {
      status = status(name);
    } catch (Refused e) {
      if (e.status() == 404) {
        return false; // just created: no status yet
      }
      throw e;
    }
    if (!state.equals("FAILED") && status.findValuesAsText("state").contains("FAILED")) {
      throw new IllegalStateException(name + " has failed: " + status.toPrettyString());
    }
    JsonNode tasks = status.path("tasks");
    boolean enough = !tasks.isEmpty() || state.equals("STOPPED");
    return enough && status.findValuesAsText("state").stream().allMatch(state::equals);
  }

  private JsonNode call(String method, String path, String body) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpResponse<String> reply = send(method, path, body);
      if (reply.statusCode() < 300) {
        return reply.body().isEmpty() ? MissingNode.getInstance() : parsed(reply.body());
      }
      boolean rebalancing = reply.statusCode() == 409 && !reply.body().contains("already exists");
      if (!rebalancing || System.nanoTime() > deadline) {
        throw new Refused(method + " " + path, reply.statusCode(), reply.body());
      }
      pauseBetweenLooks();
    }
  }

  private HttpResponse<String> send(String method, String path, String body) {
    try {
      return Http.send(method, url + path, body, PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + url + path + " was not answered", e);
    }
  }

  private static void pauseBetweenLooks() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the Connect worker", e);
    }
  }

  private static String connector(String name) {
    return "/connectors/" + encoded(name);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the Connect worker answered with other than JSON", e);
    }
  }

  private static String json(Object value) {
    return JSON.valueToTree(value).toString();
  }
}
