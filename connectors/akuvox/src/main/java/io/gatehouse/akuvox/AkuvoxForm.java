package io.gatehouse.akuvox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.http.Call;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * How a firmware wants to be asked: manual 002, HTTP API Method.
 *
 * @param post whether by POST with a JSON body, else by GET
 * @param ending what paths end with: nothing, or the slash that some firmware insists on
 */
record AkuvoxForm(boolean post, String ending) {

  /** All that are known, the manual's first. */
  static final List<AkuvoxForm> ALL =
      List.of(
          new AkuvoxForm(false, ""),
          new AkuvoxForm(false, "/"),
          new AkuvoxForm(true, ""),
          new AkuvoxForm(true, "/"));

  private static final ObjectMapper JSON = new ObjectMapper();

  String path(String target, String action) {
    return "/api/" + target + "/" + action + ending;
  }

  /**
   * A request.
   *
   * @param params of the function; numbers stay numbers in JSON
   */
  Call call(String target, String action, Map<String, ?> params) {
    String path = path(target, action);
    if (!post) {
      Call call = Call.get(path).service(AkuvoxClient.SERVICE);
      for (Map.Entry<String, ?> param : params.entrySet()) {
        call = call.query(param.getKey(), param.getValue());
      }
      return call;
    }
    var body = JsonNodeFactory.instance.objectNode().put("target", target).put("action", action);
    if (!params.isEmpty()) {
      body.set("data", JSON.valueToTree(params));
    }
    return Call.post(path)
        .body("application/json", Buffer.buffer(body.toString()))
        .service(AkuvoxClient.SERVICE);
  }
}
