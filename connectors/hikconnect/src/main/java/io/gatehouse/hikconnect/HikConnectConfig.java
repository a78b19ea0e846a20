package io.gatehouse.hikconnect;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.gatehouse.engine.OptionGroup;
import io.gatehouse.hikconnect.events.HikConnectQueue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The options that only Hik-Connect has. */
final class HikConnectConfig {

  static final String NAME = "account.name";
  static final String QUEUES = "queues";
  static final String POLL_INTERVAL = "queue.poll.interval.ms";
  static final String BATCH = "queue.batch.size";
  static final String RECONCILE = "reconcile";
  static final String RECONCILE_DELAY = "reconcile.delay.s";

  private final AbstractConfig config;
  private final HikConnectAccountOptions account;

  HikConnectConfig(AbstractConfig config) {
    this.config = config;
    this.account = new HikConnectAccountOptions(config);
  }

  static void define(ConfigDef def) {
    int order = HikConnectAccountOptions.define(def);
    def.define(
        NAME,
        ConfigDef.Type.STRING,
        "hikconnect",
        ConfigDef.LambdaValidator.with(
            (option, value) -> checkName((String) value),
            () -> "1 to 80 letters, digits, dots, dashes or underscores"),
        Importance.MEDIUM,
        "What the account is called: its queues are the source partitions and devices <name>.alarm,"
            + " <name>.combine and <name>.rawmsg.",
        HikConnectAccountOptions.GROUP,
        ++order,
        Width.MEDIUM,
        "Account name");
    def.define(
        QUEUES,
        ConfigDef.Type.LIST,
        List.of("alarm", "combine", "rawmsg"),
        ValidList.in(false, "alarm", "combine", "rawmsg"),
        Importance.HIGH,
        "Which queues are read, each in a task of its own if tasks.max allows. Nobody else may read"
            + " the same queue of the account: the cloud would deal the messages out.",
        HikConnectAccountOptions.GROUP,
        ++order,
        Width.MEDIUM,
        "Queues");
    OptionGroup group = new OptionGroup(def, "Queues");
    for (HikConnectQueue queue : HikConnectQueue.values()) {
      group.option(
          types(queue),
          ConfigDef.Type.LIST,
          List.of(),
          ValidList.anyNonDuplicateValues(true, false),
          "Types of messages that the "
              + queue.word()
              + " queue is subscribed to, as the cloud's manual numbers them; empty for all.");
    }
    group.option(
        HikConnectAccountOptions.PER_SECOND,
        ConfigDef.Type.INT,
        5,
        between(HikConnectBudget.UNLIMITED, 1_000),
        "Requests a second that the account allows, over all that Gatehouse does there; 0 for no"
            + " limit. A worker that runs some of the queues' tasks takes that share, rounded down.");
    group.option(
        POLL_INTERVAL,
        ConfigDef.Type.LONG,
        500,
        between(1, 60_000),
        "How often a queue is asked while nothing waits in it, in milliseconds. While something"
            + " does, it is asked as fast as the budget allows.");
    group.option(
        BATCH,
        ConfigDef.Type.INT,
        500,
        ConfigDef.LambdaValidator.with(
            (option, value) -> checkBatch((Integer) value), () -> "100, 200, 300, 400 or 500"),
        "Messages that one request may bring; the rawmsg queue decides by itself.");
    OptionGroup reconciling = new OptionGroup(def, "Reconciliation");
    reconciling.option(
        RECONCILE,
        ConfigDef.Type.BOOLEAN,
        true,
        null,
        "Whether the account's access records are compared with what the queue delivered: missing"
            + " ones are added, missing persons are told. Takes at most a request every 2 s, one"
            + " every 30 s when all is compared, and rests where the account does not allow it.");
    reconciling.option(
        RECONCILE_DELAY,
        ConfigDef.Type.INT,
        120,
        between(10, 86_400),
        "How old a record must be, in seconds, before the queue is taken not to deliver it any"
            + " more.");
  }

  private static void checkName(String name) {
    if (name == null || !name.matches("[A-Za-z0-9._-]{1,80}")) {
      throw new org.apache.kafka.common.config.ConfigException(
          NAME, name, "must be 1 to 80 letters, digits, dots, dashes or underscores");
    }
  }

  private static void checkBatch(int size) {
    if (size < 100 || size > 500 || size % 100 != 0) {
      throw new org.apache.kafka.common.config.ConfigException(
          BATCH, size, "must be 100, 200, 300, 400 or 500");
    }
  }

  private static String types(HikConnectQueue queue) {
    return "queue." + queue.word() + ".types";
  }

  List<HikConnectQueue> queues() {
    return config.getList(QUEUES).stream()
        .map(word -> HikConnectQueue.valueOf(word.toUpperCase(Locale.ROOT)))
        .toList();
  }

  /** What a queue's feed is called. */
  String feedId(HikConnectQueue queue) {
    return config.getString(NAME) + "." + queue.word();
  }

  /** The queue of a feed. */
  HikConnectQueue queueOf(String feedId) {
    return queues().stream()
        .filter(queue -> feedId(queue).equals(feedId))
        .findFirst()
        .orElseThrow();
  }

  /** Types that a queue is subscribed to; empty for all. */
  List<String> typesOf(HikConnectQueue queue) {
    return config.getList(types(queue));
  }

  /** What a position says of a queue's subscription. */
  String subscription(HikConnectQueue queue) {
    return typesOf(queue).isEmpty()
        ? HikConnectState.ALL
        : String.join(",", typesOf(queue).stream().sorted().toList());
  }

  /**
   * The queue whose accesses and calls count, because it tells most of them; another queue's are
   * the second report of the same.
   */
  HikConnectQueue accessQueue() {
    return queues().contains(HikConnectQueue.RAWMSG)
        ? HikConnectQueue.RAWMSG
        : HikConnectQueue.COMBINE;
  }

  HikConnectAccountOptions account() {
    return account;
  }

  HikConnectAccount.Share share() {
    return new HikConnectAccount.Share(account.perSecond(), queues().size());
  }

  Duration pollInterval() {
    return Duration.ofMillis(config.getLong(POLL_INTERVAL));
  }

  int batchSize() {
    return config.getInt(BATCH);
  }

  boolean reconciles() {
    return config.getBoolean(RECONCILE);
  }

  Duration reconcileDelay() {
    return Duration.ofSeconds(config.getInt(RECONCILE_DELAY));
  }
}
