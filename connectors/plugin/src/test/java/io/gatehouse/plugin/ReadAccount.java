package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.plugin.CommittedEvents.Event;
import io.gatehouse.simulators.HikConnectMessage;
import io.gatehouse.simulators.HikConnectMessage.State;
import io.gatehouse.simulators.HikConnectMq;
import io.gatehouse.simulators.HikConnectOptions;
import io.gatehouse.simulators.HikConnectSimulator;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A simulated Hik-Connect account, the connector that reads it, and the topics it fills. */
final class ReadAccount implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<State> NEVER_IN_A_QUEUE =
      EnumSet.of(State.UNHEARD, State.EXPIRED, State.DROPPED);

  /** Fields that redaction changes. */
  private static final List<String> SECRET = List.of("cardNumber", "licensePlate");

  private final PluginStack stack;
  private final String name;
  private final HikConnectSimulator cloud;
  private final CommittedEvents topics;
  private final Map<String, String> told = new ConcurrentHashMap<>();

  /**
   * An account that nobody reads yet.
   *
   * @param name of the connector, and before a dot of its topics
   */
  ReadAccount(PluginStack stack, String name, HikConnectOptions options) throws Exception {
    this.stack = stack;
    this.name = name;
    this.topics = stack.createTopics(name + ".");
    this.cloud = HikConnectSimulator.start(options);
  }

  HikConnectSimulator cloud() {
    return cloud;
  }

  CommittedEvents topics() {
    return topics;
  }

  /** The keys come from the worker's environment. */
  Map<String, String> config() {
    Map<String, String> config =
        new HashMap<>(
            stack.settings("io.gatehouse.hikconnect.HikConnectSourceConnector", name + "."));
    config.put("tasks.max", "3");
    config.put("account.url", cloud.url().toString());
    config.put("tls", "insecure");
    config.put("account.app.key", "${env:HIK_APP_KEY}");
    config.put("account.secret.key", "${env:HIK_SECRET_KEY}");
    return config;
  }

  /** Creates the connector, and waits until it has subscribed to all queues. */
  void read() {
    stack.connect().create(name, config());
    stack.connect().await(name, "RUNNING");
    topics.until(events -> Arrays.stream(HikConnectMq.values()).allMatch(cloud::isSubscribed));
  }

  /** Subscribes the account to all queues, as somebody may have done long ago. */
  void subscribe() {
    Arrays.stream(HikConnectMq.values()).forEach(cloud::subscribe);
  }

  /** Has so many messages for every queue. */
  void burst(int messages, long seed) {
    for (HikConnectMq mq : HikConnectMq.values()) {
      cloud.burst(mq, messages, seed);
    }
  }

  /**
   * Waits until every message is in the topics and completed, and checks that each is there once
   * and no task has failed.
   */
  List<Event> settle() {
    topics.until(this::isSettled);
    List<Event> events = topics.all();
    Exactness.check(events, this::message, told());
    assertThat(heard()).as("completed at the cloud").allMatch(HikConnectMessage::completed);
    assertThat(isCompleted()).as("nothing waits at the cloud").isTrue();
    assertThat(stack.connect().status(name).findValuesAsText("state"))
        .as("states of connector and tasks")
        .containsOnly("RUNNING");
    return events;
  }

  /** Whether every message is in the topics and completed. */
  boolean isSettled(List<Event> events) {
    return isCompleted() && holdEverything(events);
  }

  /** Whether every message that came into a queue is in the topics. */
  boolean holdEverything(List<Event> events) {
    return Exactness.ids(events, this::message).containsAll(told());
  }

  /** The attributes of what Gatehouse itself said so far, of one type. */
  List<Map<String, String>> notices(String type) {
    return topics.notices(type).stream().map(DeviceEvent::getAttributes).toList();
  }

  /** By what it says, a message of the cloud or the record that tells of it; null if none does. */
  String message(Event event) {
    return event.raw() == null ? null : message(event.raw());
  }

  /** The messages that came into a queue, in the words of {@link #message(Event)}. */
  Set<String> told() {
    return heard().stream().map(heard -> message(heard.text())).collect(Collectors.toSet());
  }

  /** The messages that came into a queue. */
  private List<HikConnectMessage> heard() {
    return Arrays.stream(HikConnectMq.values())
        .flatMap(mq -> cloud.journal().emitted(mq).stream())
        .filter(message -> !NEVER_IN_A_QUEUE.contains(message.state()))
        .toList();
  }

  private boolean isCompleted() {
    return cloud.uncompleted() == 0
        && Arrays.stream(HikConnectMq.values()).allMatch(mq -> cloud.waiting(mq) == 0);
  }

  private String message(String json) {
    return told.computeIfAbsent(json, ReadAccount::withoutSecrets);
  }

  private static String withoutSecrets(String json) {
    try {
      JsonNode message = JSON.readTree(json);
      for (String secret : SECRET) {
        message.findParents(secret).forEach(parent -> ((ObjectNode) parent).remove(secret));
      }
      return message.toString();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (stack.connect().connectors().toString().contains('"' + name + '"')) {
      stack.connect().delete(name);
    }
    cloud.close();
    topics.close();
  }
}
