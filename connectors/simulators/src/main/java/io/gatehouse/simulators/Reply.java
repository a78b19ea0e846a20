package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * What a device answers.
 *
 * @param challenges values of {@code WWW-Authenticate}
 * @param outcome for the journal
 */
record Reply(int status, String contentType, Buffer body, List<String> challenges, String outcome) {

  static final JsonMapper JSON = new JsonMapper();
  private static final String APPLICATION_JSON = "application/json";

  static Reply ok(Buffer json) {
    return new Reply(200, APPLICATION_JSON, json, List.of(), "ok");
  }

  static Reply success() {
    return ok(Buffer.buffer("{\"success\":true}"));
  }

  static Reply success(JsonNode result) {
    ObjectNode reply = JSON.createObjectNode().put("success", true);
    reply.set("result", result);
    return ok(Buffer.buffer(reply.toString()));
  }

  static Reply text(String text) {
    return new Reply(200, "text/plain", Buffer.buffer(text), List.of(), "ok");
  }

  static Reply html(int status, String page) {
    return html(status, page, "fault");
  }

  static Reply html(int status, String page, String outcome) {
    return new Reply(status, "text/html", Buffer.buffer(page), List.of(), outcome);
  }

  static Reply error(TwonError error) {
    ObjectNode reply = JSON.createObjectNode().put("success", false);
    ObjectNode details = reply.putObject("error").put("code", error.code());
    if (error.param() != null) {
      details.put("param", error.param());
    }
    details.put("description", error.getMessage());
    return new Reply(
        error.code() == TwonError.UNAUTHORIZED ? 401 : 200,
        APPLICATION_JSON,
        Buffer.buffer(reply.toString()),
        error.challenges(),
        error.outcome());
  }
}
