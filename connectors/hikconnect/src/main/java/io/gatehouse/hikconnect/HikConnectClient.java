package io.gatehouse.hikconnect;

import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.number;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.hikconnect.HikConnectBudget.Rank;
import io.gatehouse.hikconnect.events.HikConnectListed;
import io.gatehouse.hikconnect.events.HikConnectQueue;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The OpenAPI of Hik-Connect for Teams, as far as Gatehouse uses it; one method a function of
 * manual 004. Every request waits for its turn in the account's budget; a token that the cloud does
 * not take any more is renewed once. Failures are {@link HttpFailure} where no answer came, {@link
 * HikConnectError} where the cloud refused, and {@link FeedFailure} where the answer was none.
 *
 * <p>Futures complete on the endpoint's event loop.
 */
final class HikConnectClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/hccgw";
  private static final Duration USUAL_LIFE = Duration.ofDays(7);
  private static final int HTTP_UNAUTHORIZED = 401;
  private static final int DEVICES_A_PAGE = 500;

  private final Endpoint login;
  private final Function<URI, Endpoint> elsewhere;
  private final HikConnectAccount account;
  private final String appKey;
  private final String secretKey;
  private final Clock clock;
  private final Map<URI, Endpoint> areas = new HashMap<>();

  /**
   * Talks for one reader.
   *
   * @param login where to log in
   * @param elsewhere makes an endpoint of the host that a login names
   */
  HikConnectClient(
      Endpoint login,
      Function<URI, Endpoint> elsewhere,
      HikConnectAccount account,
      String appKey,
      String secretKey,
      Clock clock) {
    this.login = login;
    this.elsewhere = elsewhere;
    this.account = account;
    this.appKey = appKey;
    this.secretKey = secretKey;
    this.clock = clock;
  }

  /**
   * What a queue gave: manual 004, 5.3.1, 5.3.2, 5.4.1.
   *
   * @param batchId what to complete; null for an empty queue, which answers "0"
   * @param remaining messages that the cloud says remain; null where it does not say
   */
  record Messages(String batchId, Long remaining, List<JsonNode> messages) {

    /** Whether nothing waits behind this batch, as far as the cloud says. */
    boolean isLast() {
      return remaining == null ? messages.isEmpty() : remaining == 0;
    }
  }

  /**
   * A page of access records: manual 004, 5.7.3.
   *
   * @param total records of all pages
   */
  record RecordPage(long total, List<JsonNode> records) {}

  /** Asks for nothing more: what waits for its turn fails. */
  void close() {
    account.budget().leave(login.context());
  }

  /** Which host serves the account: manual 004, 5.1.1. */
  Future<URI> area() {
    return token().map(HikConnectToken::area);
  }

  /**
   * Subscribes to a queue: manual 004, 5.3.1, 5.3.2, 5.4.1.
   *
   * @param types what to subscribe to; empty for all
   */
  Future<Void> subscribe(HikConnectQueue queue, List<String> types) {
    ObjectNode body = JSON.createObjectNode().put("subscribeType", 1);
    if (queue == HikConnectQueue.ALARM) {
      body.put("subscribeMode", types.isEmpty() ? 0 : 1);
    }
    String key = queue == HikConnectQueue.ALARM ? "eventType" : "msgType";
    types.forEach(type -> body.withArray(key).add(type));
    return call(queue(queue, "subscribe"), queue.word(), body).mapEmpty();
  }

  /**
   * Takes the next batch, or the same again while it is not completed.
   *
   * @param most 100 to 500 in hundreds; the rawmsg queue decides by itself
   */
  Future<Messages> messages(HikConnectQueue queue, int most) {
    String path = queue(queue, "messages");
    ObjectNode body = JSON.createObjectNode();
    if (queue != HikConnectQueue.RAWMSG) {
      body.put("maxNumberPerTime", most);
    }
    return call(path, queue.word(), body).map(data -> messages(path, queue, data));
  }

  private static Messages messages(String path, HikConnectQueue queue, JsonNode data) {
    JsonNode list = at(data, queue.listKey(), "events", "event", "alarmMsg");
    String batchId = text(data, "batchId");
    if ((!list.isArray() && !list.isMissingNode()) || (batchId == null && !list.isEmpty())) {
      throw notAnAnswer(path, "neither a batch of messages nor an empty queue", null);
    }
    List<JsonNode> messages = new ArrayList<>(list.size());
    list.forEach(messages::add);
    return new Messages(
        batchId == null || batchId.equals("0") ? null : batchId,
        number(data, "remainingNumber"),
        messages);
  }

  /** Tells the queue that a batch need not come again. */
  Future<Void> complete(HikConnectQueue queue, String batchId) {
    return call(
            queue(queue, "messages/complete"),
            queue.word(),
            JSON.createObjectNode().put("batchId", batchId))
        .mapEmpty();
  }

  /**
   * Searches access records, both ends included.
   *
   * @param page from 1
   * @param size 1 to 200
   */
  Future<RecordPage> records(Instant from, Instant to, int page, int size) {
    ObjectNode body = JSON.createObjectNode().put("pageIndex", page).put("pageSize", size);
    body.putObject("searchCriteria")
        .put("beginTime", from.toString())
        .put("endTime", to.toString());
    String path = API + "/acs/v1/event/certificaterecords/search";
    return call(path, "records", body).map(data -> page(path, data));
  }

  private static RecordPage page(String path, JsonNode data) {
    JsonNode list = at(data, "recordList");
    Long total = number(data, "totalNum");
    if (total == null || (!list.isArray() && !list.isMissingNode())) {
      throw notAnAnswer(path, "no page of records", null);
    }
    List<JsonNode> records = new ArrayList<>(list.size());
    list.forEach(records::add);
    return new RecordPage(total, records);
  }

  /** All devices of the account: manual 004, 5.2.1. */
  Future<List<HikConnectListed>> devices() {
    return devices(1, List.of());
  }

  /** Whether totalCount counts devices or pages is not documented: the last page is not full. */
  private Future<List<HikConnectListed>> devices(int page, List<HikConnectListed> before) {
    ObjectNode body =
        JSON.createObjectNode().put("pageIndex", page).put("pageSize", DEVICES_A_PAGE);
    return call(API + "/resource/v1/devices/get", "devices", body)
        .compose(
            data -> {
              List<HikConnectListed> all = new ArrayList<>(before);
              at(data, "device", "devices").forEach(one -> all.add(HikConnectListed.of(one)));
              boolean full = all.size() - before.size() >= DEVICES_A_PAGE;
              return full ? devices(page + 1, all) : Future.succeededFuture(all);
            });
  }

  private static String queue(HikConnectQueue queue, String function) {
    return API + "/" + queue.word() + "/v1/mq/" + function;
  }

  private Future<JsonNode> call(String path, String service, ObjectNode body) {
    return token()
        .compose(
            token ->
                attempt(path, service, body, token)
                    .recover(
                        cause ->
                            isOfToken(cause)
                                ? renewed(token)
                                    .compose(fresh -> attempt(path, service, body, fresh))
                                : Future.failedFuture(cause)));
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
        .compose(turn -> endpoint.send(call).onComplete(answer -> turn.answered()))
        .map(reply -> data(call.path(), reply))
        .recover(failure -> Future.failedFuture(inTheCloudsWords(call.path(), failure)));
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

  private Future<JsonNode> attempt(
      String path, String service, ObjectNode body, HikConnectToken token) {
    Endpoint area = areas.computeIfAbsent(token.area(), elsewhere);
    Call call = post(path, body).service(service).header("Token", token.value());
    return send(area, call, Rank.READER);
  }

  private Future<HikConnectToken> token() {
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
    ObjectNode body = JSON.createObjectNode().put("appKey", appKey).put("secretKey", secretKey);
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

  private static FeedFailure notAnAnswer(String path, String what, Throwable cause) {
    return new FeedFailure(
        Kind.TRANSIENT,
        path + " was answered with " + what + "; is this the address of Hik-Connect for Teams?",
        cause);
  }
}
