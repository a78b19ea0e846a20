package io.gatehouse.engine;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** How events are gathered for Kafka, and how long to wait after failures. */
final class PollOptions {

  private static final String GROUP = "Polling";
  static final String GATHER = "poll.gather.ms";
  static final String MOST_RECORDS = "poll.records.max";
  static final String HANDOVER_RECORDS = "handover.records.max";
  static final String RETRY_FIRST = "retry.backoff.ms";
  static final String RETRY_MOST = "retry.backoff.max.ms";
  static final String OFFLINE_AFTER = "offline.after.ms";
  static final String EVENT_LOOPS = "event.loops";

  private PollOptions() {}

  static void define(ConfigDef def) {
    OptionGroup group = new OptionGroup(def, GROUP);
    group.option(
        GATHER,
        ConfigDef.Type.LONG,
        5,
        between(0, 1_000),
        "How long a poll goes on gathering after its first event. Under exactly-once every poll is"
            + " a transaction: longer costs delay and saves work.");
    group.option(
        MOST_RECORDS,
        ConfigDef.Type.INT,
        5_000,
        between(1, 100_000),
        "Records after which a poll stops gathering. A batch of a device is never split.");
    group.option(
        HANDOVER_RECORDS,
        ConfigDef.Type.INT,
        10_000,
        between(1, 1_000_000),
        "Records that may wait for Kafka before devices are no longer asked for more.");
    group.option(
        RETRY_FIRST,
        ConfigDef.Type.LONG,
        1_000,
        between(1, 3_600_000),
        "Wait after the first failure of a device; doubled after each further one.");
    group.option(
        RETRY_MOST,
        ConfigDef.Type.LONG,
        60_000,
        between(1, 3_600_000),
        "Longest wait after failures. A refused password waits this long at once, because devices"
            + " lock out those who guess.");
    group.option(
        OFFLINE_AFTER,
        ConfigDef.Type.LONG,
        15_000,
        between(0, 86_400_000),
        "How long a device must be out of reach before an OFFLINE event says so. A device that refuses"
            + " us is said to be OFFLINE at once.");
    defineEventLoops(group);
  }

  static void defineEventLoops(OptionGroup group) {
    group.option(
        EVENT_LOOPS,
        ConfigDef.Type.INT,
        2,
        between(1, 64),
        "Threads of a task that talk to devices. Two serve thousands of devices.");
  }

  static void check(AbstractConfig config, Problems problems) {
    if (config.getLong(RETRY_MOST) < config.getLong(RETRY_FIRST)) {
      problems.add(
          RETRY_MOST,
          config.getLong(RETRY_MOST)
              + " is shorter than "
              + RETRY_FIRST
              + "="
              + config.getLong(RETRY_FIRST)
              + "; raise it to that at least");
    }
  }

  static Handover handover(AbstractConfig config) {
    return new Handover(
        config.getInt(HANDOVER_RECORDS), config.getInt(MOST_RECORDS), millis(config, GATHER));
  }

  static Backoff backoff(AbstractConfig config) {
    return new Backoff(millis(config, RETRY_FIRST), millis(config, RETRY_MOST));
  }

  static Duration offlineAfter(AbstractConfig config) {
    return millis(config, OFFLINE_AFTER);
  }

  static int eventLoops(AbstractConfig config) {
    return config.getInt(EVENT_LOOPS);
  }

  private static Duration millis(AbstractConfig config, String option) {
    return Duration.ofMillis(config.getLong(option));
  }
}
