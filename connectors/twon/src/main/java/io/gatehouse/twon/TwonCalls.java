package io.gatehouse.twon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.http.Call;
import io.gatehouse.http.Endpoint;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import io.gatehouse.http.Reply;
import io.vertx.core.Future;
import java.io.IOException;

/**
 * Sends calls to a 2N device and reads its replies (manual 000, 2.3). Failures are {@link
 * HttpFailure} where no answer came, {@link TwonError} where the device refused, and {@link
 * FeedFailure} where the answer was none.
 */
public final class TwonCalls {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Endpoint endpoint;

  public TwonCalls(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Sends a call.
   *
   * @return the reply's {@code result}; a missing node where it has none
   */
  public Future<JsonNode> send(Call call) {
    return endpoint
        .send(call)
        .recover(failure -> Future.failedFuture(inTheDevicesWords(call, failure)))
        .map(reply -> result(call, reply));
  }

  /** A 401 may carry the device's own error, which says more. */
  private static Throwable inTheDevicesWords(Call call, Throwable failure) {
    if (failure instanceof HttpFailure http && http.reply().isPresent()) {
      try {
        result(call, http.reply().get());
      } catch (TwonError error) {
        error.addSuppressed(failure);
        return error.kind() == http.kind() ? error : failure;
      } catch (FeedFailure noError) {
        return failure;
      }
    }
    return failure;
  }

  private static JsonNode result(Call call, Reply reply) {
    JsonNode answer;
    try {
      answer = JSON.readTree(reply.body().getBytes());
    } catch (IOException e) {
      throw notAnAnswer(call, "no JSON but " + reply.contentType().orElse("something"), e);
    }
    if (answer == null || !answer.isObject()) {
      throw notAnAnswer(call, "no JSON object", null);
    }
    return switch (answer.path("success").asText()) {
      case "true" -> answer.path("result");
      case "false" -> throw refusal(call, answer.path("error"));
      default -> throw notAnAnswer(call, "no \"success\" in it", null);
    };
  }

  private static TwonError refusal(Call call, JsonNode error) {
    return new TwonError(
        call.path(),
        error.path("code").asInt(),
        error.path("param").asText(null),
        error.path("description").asText("no description"));
  }

  /**
   * What to fail with where a reply is not what the function replies.
   *
   * @param what continues "was answered with"
   * @param cause or null
   */
  public static FeedFailure notAnAnswer(Call call, String what, Throwable cause) {
    return new FeedFailure(
        Kind.TRANSIENT,
        call.path() + " was answered with " + what + "; is this the address of a 2N device?",
        cause);
  }
}
