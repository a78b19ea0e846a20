package io.gatehouse.streams.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path is answered by whom. A path's variable parts stand in braces. */
final class Routes implements Handler<HttpServerRequest> {

  private static final Logger log = LoggerFactory.getLogger(Routes.class);

  private final Map<String, Function<Exchange, Future<Void>>> routes = new LinkedHashMap<>();

  Routes get(String path, Function<Exchange, Future<Void>> answerer) {
    routes.put(path, answerer);
    return this;
  }

  @Override
  public void handle(HttpServerRequest request) {
    answer(request).onFailure(e -> refuse(request, e));
  }

  private Future<Void> answer(HttpServerRequest request) {
    try {
      List<String> path = parts(request.path());
      for (Map.Entry<String, Function<Exchange, Future<Void>>> route : routes.entrySet()) {
        Optional<Map<String, String>> variables = match(parts(route.getKey()), path);
        if (variables.isPresent()) {
          if (!request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("Allow", "GET");
            throw new Refusal(405, "Here one can only read: use GET.");
          }
          return route.getValue().apply(new Exchange(request, variables.get()));
        }
      }
      throw new Refusal(
          404, "There is no such path; there are " + String.join(" ", routes.keySet()));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static void refuse(HttpServerRequest request, Throwable e) {
    if (e instanceof Refusal refusal) {
      Exchange.refuse(request.response(), refusal.status(), refusal.getMessage());
    } else {
      log.error("request failed path={}", request.path(), e);
      Exchange.refuse(request.response(), 500, "This failed; the log says why.");
    }
  }

  private static Optional<Map<String, String>> match(List<String> route, List<String> path) {
    if (route.size() != path.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < route.size(); i++) {
      String part = route.get(i);
      if (part.startsWith("{")) {
        variables.put(part.substring(1, part.length() - 1), path.get(i));
      } else if (!part.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  /** Decoded one by one, since a name can contain a slash. */
  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.substring(1).split("/", -1)) {
      try {
        parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw new Refusal(400, "\"" + part + "\" in the path is not encoded as a URL must be.");
      }
    }
    return parts;
  }
}
