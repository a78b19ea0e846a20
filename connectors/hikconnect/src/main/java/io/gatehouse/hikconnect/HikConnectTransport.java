package io.gatehouse.hikconnect;

import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.number;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.hikconnect.HikConnectBudget.Rank;
import io.gatehouse.hikconnect.HikConnectBudget.Turn;
import io.gatehouse.http.Call;
import io.gatehouse.http.Endpoint;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.http.HttpFailure.Kind;
import io.gatehouse.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How Gatehouse talks to an account of Hik-Connect for Teams: the login, the token, the envelope of
 * requests and answers. Every request waits for its turn in the account's budget; a token that the
 * cloud does not take any more is renewed once. Failures are {@link HttpFailure} where no answer
 * came, {@link HikConnectError} where the cloud refused, and {@link FeedFailure} where the answer
 * was none.
 *
 * <p>Futures complete on the endpoint's event loop.
 */
final class HikConnectTransport {

  /** What all paths begin with. */
  static final String API = "/api/hccgw";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration USUAL_LIFE = Duration.ofDays(7);
  private static final int HTTP_UNAUTHORIZED = 401;

  private final Endpoint login;
  private final Function<URI, Endpoint> elsewhere;
  private final HikConnectAccount account;
  private final HikConnectAccountOptions options;
  private final Clock clock;
  private final Map<URI, Endpoint> areas = new HashMap<>();

  /**
   * Talks for one reader or commander.
   *
   * @param login where to log in
   * @param elsewhere makes an endpoint of the host that a login names
   * @param account which is joined
   * @param options its keys
   */
  HikConnectTransport(
      Endpoint login,
      Function<URI, Endpoint> elsewhere,
      HikConnectAccount account,
      HikConnectAccountOptions options,
      Clock clock) {
    this.login = login;
    this.elsewhere = elsewhere;
    this.account = account;
    this.options = options;
    this.clock = clock;
  }

  /** The body of a request, to be filled. */
  static ObjectNode body() {
    return JSON.createObjectNode();
  }

  /** Asks for nothing more: what waits for its turn fails. */
  void close() {
    account.budget().leave(login.context());
  }

  /**
   * Asks for something that moves nothing.
   *
   * @param service tag of the meters
   * @return the {@code data} of the answer
   */
  Future<JsonNode> call(String path, String service, ObjectNode body, Rank rank) {
    Call call = post(path, body).service(service);
    return token()
        .compose(
            token ->
                attempt(call, token, rank)
                    .recover(
                        cause ->
                            isOfToken(cause)
                                ? renewed(token).compose(fresh -> attempt(call, fresh, rank))
                                : Future.failedFuture(cause)));
  }

  /**
   * Sends what moves something, before all that readers want. It leaves once, over a new
   * connection, whose opening proves that the cloud is there. Only an order of which the cloud says
   * in the manual's words that it does not take the token, and which it thus did not carry out,
   * goes again, with a new token.
   *
   * @param token that {@link #token} gave, so that no login comes in between
   * @param notAfter the moment after which it does not leave, however long it waits for its turn
   * @return the {@code data} of the answer
   */
  Future<JsonNode> order(String path, ObjectNode body, HikConnectToken token, Instant notAfter) {
    Call order = post(path, body).service("relay").once().notAfter(notAfter);
    return attempt(order, token, Rank.FIRST)
        .recover(
            cause -> {
              if (!isOfToken(cause)) {
                return Future.failedFuture(cause);
              }
              account.session().refused(token);
              return cause instanceof HikConnectError error && error.isTokenRefused()
                  ? orderAnew(order, error)
                  : Future.failedFuture(cause);
            });
  }

  /** Where no new token can be had, it stays refused. */
  private Future<JsonNode> orderAnew(Call order, HikConnectError refused) {
    return token()
        .transform(
            fresh -> {
              if (fresh.succeeded()) {
                return attempt(order, fresh.result(), Rank.FIRST);
              }
              refused.addSuppressed(fresh.cause());
              return Future.failedFuture(refused);
            });
  }

  private Future<HikConnectToken> renewed(HikConnectToken refused) {
    account.session().refused(refused);
    return token();
  }

  private static boolean isOfToken(Throwable cause) {
    if (cause instanceof HikConnectError error) {
      return error.isOfToken();
    }
    return cause instanceof HttpFailure http
        && http.reply().filter(reply -> reply.status() == HTTP_UNAUTHORIZED).isPresent();
  }

  private Future<JsonNode> send(Endpoint endpoint, Call call, Rank rank) {
    return account
        .budget()
        .turn(login.context(), rank)
        .compose(turn -> endpoint.send(call).onComplete(answer -> end(turn, answer.cause())))
        .map(reply -> data(call.path(), reply))
        .recover(failure -> Future.failedFuture(inTheCloudsWords(call.path(), failure)));
  }

  private static void end(Turn turn, Throwable failure) {
    boolean left =
        !(failure instanceof HttpFailure http) || http.maybeSent() || http.reply().isPresent();
    if (left) {
      turn.answered();
    } else {
      turn.unspent();
    }
  }

  /** What refuses a request may say why, which says more than its status. */
  private static Throwable inTheCloudsWords(String path, Throwable failure) {
    if (failure instanceof HttpFailure http
        && http.kind() != Kind.TRANSIENT
        && http.reply().isPresent()) {
      try {
        data(path, http.reply().get());
      } catch (HikConnectError error) {
        error.addSuppressed(failure);
        return error;
      } catch (FeedFailure noError) {
        return failure;
      }
    }
    return failure;
  }

  private Future<JsonNode> attempt(Call call, HikConnectToken token, Rank rank) {
    Endpoint area = areas.computeIfAbsent(token.area(), elsewhere);
    return send(area, call.header("Token", token.value()), rank);
  }

  /** A token that serves now; nothing is sent where one is at hand. */
  Future<HikConnectToken> token() {
    Promise<HikConnectToken> own = Promise.promise();
    account
        .session()
        .token(this::logIn)
        .onComplete(token -> login.context().runOnContext(here -> own.handle(token)));
    return own.future();
  }

  /** Get Token: manual 004, 5.1.1. */
  private Future<HikConnectToken> logIn() {
    String path = API + "/platform/v1/token/get";
    ObjectNode body = body().put("appKey", options.appKey()).put("secretKey", options.secretKey());
    return send(login, post(path, body).service("token"), Rank.FIRST)
        .map(data -> tokenOf(path, data));
  }

  private HikConnectToken tokenOf(String path, JsonNode data) {
    String token = text(data, "accessToken");
    if (token == null) {
      throw notAnAnswer(path, "no token", null);
    }
    Instant now = clock.instant();
    Long expires = number(data, "expireTime");
    boolean credible = expires != null && expires > now.getEpochSecond();
    return new HikConnectToken(
        token,
        areaOf(path, text(data, "areaDomain")),
        credible ? Instant.ofEpochSecond(expires) : now.plus(USUAL_LIFE));
  }

  /** The keys went out over TLS: what they opened must not come back in clear. */
  private URI areaOf(String path, String areaDomain) {
    if (areaDomain == null) {
      return login.url();
    }
    String address =
        areaDomain.contains("://") ? areaDomain : login.url().getScheme() + "://" + areaDomain;
    try {
      URI area = URI.create(address);
      if (area.getHost() != null
          && (area.getScheme().equals("https")
              || area.getScheme().equals(login.url().getScheme()))) {
        return area;
      }
    } catch (IllegalArgumentException e) {
      throw notAnAnswer(path, "'" + areaDomain + "' for areaDomain, which is no address", e);
    }
    throw notAnAnswer(path, "'" + areaDomain + "' for areaDomain, which is not https", null);
  }

  private static Call post(String path, ObjectNode body) {
    try {
      return Call.post(path).body("application/json", Buffer.buffer(JSON.writeValueAsBytes(body)));
    } catch (IOException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  private static JsonNode data(String path, Reply reply) {
    JsonNode answer;
    try {
      answer = JSON.readTree(reply.body().getBytes());
    } catch (IOException e) {
      throw notAnAnswer(path, "no JSON but " + reply.contentType().orElse("something"), e);
    }
    String code = answer == null ? null : text(answer, "errorCode");
    if (code == null) {
      throw notAnAnswer(path, "no errorCode", null);
    }
    if (!code.equals("0")) {
      String message = text(answer, "message", "errorMsg");
      throw new HikConnectError(path, code, message == null ? "no message" : message);
    }
    return at(answer, "data");
  }

  /** An answer that is none: nobody can tell what became of the request. */
  static FeedFailure notAnAnswer(String path, String what, Throwable cause) {
    return new FeedFailure(
        Kind.TRANSIENT,
        path + " was answered with " + what + "; is this the address of Hik-Connect for Teams?",
        cause);
  }
}
