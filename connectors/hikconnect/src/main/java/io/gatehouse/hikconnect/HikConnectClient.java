package io.gatehouse.hikconnect;

import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.number;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.hikconnect.HikConnectBudget.Rank;
import io.gatehouse.hikconnect.events.HikConnectListed;
import io.gatehouse.hikconnect.events.HikConnectQueue;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is read of the OpenAPI of Hik-Connect for Teams; one method a function of manual 004. What
 * is moved by it is {@link HikConnectRelayClient}'s. Failures and threads are as {@link
 * HikConnectTransport} says.
 */
final class HikConnectClient {

  private static final int DEVICES_A_PAGE = 500;

  private final HikConnectTransport transport;

  HikConnectClient(HikConnectTransport transport) {
    this.transport = transport;
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
    transport.close();
  }

  /** Which host serves the account: manual 004, 5.1.1. */
  Future<URI> area() {
    return transport.token().map(HikConnectToken::area);
  }

  /**
   * Subscribes to a queue: manual 004, 5.3.1, 5.3.2, 5.4.1.
   *
   * @param types what to subscribe to; empty for all
   */
  Future<Void> subscribe(HikConnectQueue queue, List<String> types) {
    ObjectNode body = HikConnectTransport.body().put("subscribeType", 1);
    if (queue == HikConnectQueue.ALARM) {
      body.put("subscribeMode", types.isEmpty() ? 0 : 1);
    }
    String key = queue == HikConnectQueue.ALARM ? "eventType" : "msgType";
    types.forEach(type -> body.withArray(key).add(type));
    return transport.call(queue(queue, "subscribe"), queue.word(), body, Rank.READER).mapEmpty();
  }

  /**
   * Takes the next batch, or the same again while it is not completed.
   *
   * @param most 100 to 500 in hundreds; the rawmsg queue decides by itself
   */
  Future<Messages> messages(HikConnectQueue queue, int most) {
    String path = queue(queue, "messages");
    ObjectNode body = HikConnectTransport.body();
    if (queue != HikConnectQueue.RAWMSG) {
      body.put("maxNumberPerTime", most);
    }
    return transport
        .call(path, queue.word(), body, Rank.READER)
        .map(data -> messages(path, queue, data));
  }

  private static Messages messages(String path, HikConnectQueue queue, JsonNode data) {
    JsonNode list = at(data, queue.listKey(), "events", "event", "alarmMsg");
    String batchId = text(data, "batchId");
    if ((!list.isArray() && !list.isMissingNode()) || (batchId == null && !list.isEmpty())) {
      throw HikConnectTransport.notAnAnswer(
          path, "neither a batch of messages nor an empty queue", null);
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
    return transport
        .call(
            queue(queue, "messages/complete"),
            queue.word(),
            HikConnectTransport.body().put("batchId", batchId),
            Rank.READER)
        .mapEmpty();
  }

  /**
   * Searches access records, both ends included.
   *
   * @param page from 1
   * @param size 1 to 200
   */
  Future<RecordPage> records(Instant from, Instant to, int page, int size) {
    ObjectNode body = HikConnectTransport.body().put("pageIndex", page).put("pageSize", size);
    body.putObject("searchCriteria")
        .put("beginTime", from.toString())
        .put("endTime", to.toString());
    String path = HikConnectTransport.API + "/acs/v1/event/certificaterecords/search";
    return transport.call(path, "records", body, Rank.READER).map(data -> page(path, data));
  }

  private static RecordPage page(String path, JsonNode data) {
    JsonNode list = at(data, "recordList");
    Long total = number(data, "totalNum");
    if (total == null || (!list.isArray() && !list.isMissingNode())) {
      throw HikConnectTransport.notAnAnswer(path, "no page of records", null);
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
        HikConnectTransport.body().put("pageIndex", page).put("pageSize", DEVICES_A_PAGE);
    return transport
        .call(HikConnectTransport.API + "/resource/v1/devices/get", "devices", body, Rank.READER)
        .compose(
            data -> {
              List<HikConnectListed> all = new ArrayList<>(before);
              at(data, "device", "devices").forEach(one -> all.add(HikConnectListed.of(one)));
              boolean full = all.size() - before.size() >= DEVICES_A_PAGE;
              return full ? devices(page + 1, all) : Future.succeededFuture(all);
            });
  }

  private static String queue(HikConnectQueue queue, String function) {
    return HikConnectTransport.API + "/" + queue.word() + "/v1/mq/" + function;
  }
}
