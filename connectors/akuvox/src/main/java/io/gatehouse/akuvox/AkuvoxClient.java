package io.gatehouse.akuvox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.akuvox.AkuvoxTurns.Rank;
import io.gatehouse.akuvox.events.AkuvoxLog;
import io.gatehouse.akuvox.log.LogWalk;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.http.Endpoint;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import io.gatehouse.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The HTTP API of an Akuvox device, as far as reading needs it; one method a function of the
 * manual. Failures are {@link HttpFailure} where no answer came, {@link AkuvoxError} where the
 * device refused, and {@link FeedFailure} where the answer was none.
 */
final class AkuvoxClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** All functions have one account and one nonce (manual 002, HTTP API Authentication Method). */
  static final String SERVICE = "api";

  static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final Endpoint endpoint;
  private final boolean byPost;

  /** What paths end with: some firmware insists on a slash. Null until a path was found. */
  private String ending;

  AkuvoxClient(Endpoint endpoint, boolean byPost) {
    this.endpoint = endpoint;
    this.byPost = byPost;
  }

  /** Model, MAC, firmware: manual 002, Api system info. */
  Future<JsonNode> info() {
    return data("system", "info");
  }

  /** Clock and time since restart, in seconds: manual 002, Api system status. */
  Future<JsonNode> status() {
    return data("system", "status");
  }

  /** Levels of the inputs: manual 002, Api input status. */
  Future<JsonNode> inputs() {
    return data("input", "status");
  }

  /** States of the relays: manual 002, Api relay status. */
  Future<JsonNode> relays() {
    return data("relay", "status");
  }

  /**
   * A log, newest record first: manual 002, Api doorlog get, Api calllog get.
   *
   * @param page from 1, or {@link LogWalk#UNPAGED}
   */
  Future<Buffer> log(AkuvoxLog log, int page) {
    Map<String, String> params =
        page == LogWalk.UNPAGED ? Map.of() : Map.of("page", Integer.toString(page));
    return send(log.word(), "get", params).map(Reply::body);
  }

  /**
   * The records of a log's reply, as they came. An empty log is told in many ways: without data,
   * without item, with a text for item. One record may stand alone.
   *
   * @throws FeedFailure for a reply that says neither records nor that there are none
   */
  static List<JsonNode> records(AkuvoxLog log, Buffer reply) {
    String path = "/api/" + log.word() + "/get";
    JsonNode data = data(path, reply);
    JsonNode item = data.path("item");
    List<JsonNode> records = new ArrayList<>();
    if (item.isArray()) {
      for (JsonNode element : item) {
        if (!element.isObject()) {
          throw notAnAnswer(path, "something that is no record", null);
        }
        records.add(element);
      }
    } else if (item.isObject()) {
      records.add(item);
    } else if (!saysNone(data)) {
      throw notAnAnswer(path, "neither records nor none", null);
    }
    return records;
  }

  private static boolean saysNone(JsonNode data) {
    if (data.isMissingNode() || data.isNull()) {
      return true;
    }
    JsonNode item = data.path("item");
    boolean noItem = item.isMissingNode() || item.isNull() || item.isTextual();
    return data.isObject() && noItem && data.path("num").asText("0").equals("0");
  }

  private Future<JsonNode> data(String target, String action) {
    return send(target, action, Map.of())
        .map(reply -> data("/api/" + target + "/" + action, reply.body()));
  }

  private Future<Reply> send(String target, String action, Map<String, String> params) {
    Future<Reply> answer =
        ending != null
            ? send(target, action, params, ending)
            : send(target, action, params, "")
                .recover(
                    failure ->
                        status(failure) == NOT_FOUND
                            ? send(target, action, params, "/")
                            : Future.failedFuture(failure));
    return answer.recover(
        failure -> Future.failedFuture(explained("/api/" + target + "/" + action, failure)));
  }

  private Future<Reply> send(
      String target, String action, Map<String, String> params, String tried) {
    return AkuvoxTurns.take(
            endpoint.url().getAuthority(),
            endpoint.context().owner(),
            Rank.READING,
            () -> endpoint.send(new AkuvoxForm(byPost, tried).call(target, action, params)))
        .onSuccess(found -> ending = tried);
  }

  /**
   * A device that asks for a password says so; one that forbids without asking means our address.
   */
  static Throwable explained(String path, Throwable failure) {
    boolean asked =
        failure instanceof HttpFailure http
            && http.reply().isPresent()
            && http.reply().get().headers().contains("WWW-Authenticate");
    if (status(failure) != FORBIDDEN || asked) {
      return failure;
    }
    return new FeedFailure(
        Kind.UNAUTHORIZED,
        path
            + " is forbidden, though the device did not ask for a password: put this worker's address"
            + " on its white list, or switch its HTTP API on (Intercom / HTTP API on its web page)",
        failure);
  }

  /** What the device answered with, or 0 if it did not. */
  static int status(Throwable failure) {
    return failure instanceof HttpFailure http ? http.reply().map(Reply::status).orElse(0) : 0;
  }

  /**
   * What a function brought, whatever type the reply says it is of: JSON comes as text/html too.
   *
   * @throws AkuvoxError if the device refused
   * @throws FeedFailure for a reply that is none
   */
  static JsonNode data(String path, Buffer reply) {
    JsonNode answer;
    try {
      answer = JSON.readTree(reply.getBytes());
    } catch (IOException e) {
      throw notAnAnswer(path, "no JSON", e);
    }
    if (answer == null || !answer.path("retcode").isValueNode()) {
      throw notAnAnswer(path, "no \"retcode\" in it", null);
    }
    String retcode = answer.path("retcode").asText();
    if (!retcode.equals("0")) {
      throw new AkuvoxError(path, retcode, answer.path("message").asText("no message"));
    }
    return answer.path("data");
  }

  private static FeedFailure notAnAnswer(String path, String what, Throwable cause) {
    return new FeedFailure(
        Kind.TRANSIENT,
        path + " was answered with " + what + "; is this the address of an Akuvox device?",
        cause);
  }
}
