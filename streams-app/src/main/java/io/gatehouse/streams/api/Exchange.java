package io.gatehouse.streams.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request and its answer.
 *
 * @param path what stands in the path's variable parts, by their names
 */
record Exchange(HttpServerRequest request, Map<String, String> path) {

  /** Marks a request of another instance: it is answered by what is here, and goes no further. */
  static final String FORWARDED = "Gatehouse-Forwarded";

  boolean forwarded() {
    return request.getHeader(FORWARDED) != null;
  }

  String path(String variable) {
    return path.get(variable);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(request.getParam(name));
  }

  /** Refuses parameters that would have no effect. */
  void allow(Set<String> parameters) {
    for (String name : request.params().names()) {
      if (!parameters.contains(name)) {
        throw new Refusal(
            400,
            "There is no parameter "
                + name
                + (parameters.isEmpty()
                    ? " here."
                    : "; there are " + String.join(", ", parameters.stream().sorted().toList()))
                + ".");
      }
    }
  }

  Future<Void> answer(JsonObject json) {
    return answer("application/json", json.toBuffer());
  }

  Future<Void> answer(String type, Buffer body) {
    return request.response().putHeader("Content-Type", type).end(body);
  }

  static void refuse(HttpServerResponse response, int status, String sentence) {
    if (response.headWritten() || response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("error", sentence).toBuffer());
  }
}
