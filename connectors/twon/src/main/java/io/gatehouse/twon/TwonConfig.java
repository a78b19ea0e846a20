package io.gatehouse.twon;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.gatehouse.engine.OptionGroup;
import io.gatehouse.engine.Problems;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The options that only 2N devices have.
 *
 * @param pullTimeout how long a pull waits at the device
 * @param channelDuration how long a channel outlives its last pull
 * @param requestTimeout of all other calls
 */
record TwonConfig(Duration pullTimeout, Duration channelDuration, Duration requestTimeout) {

  static final String PULL_TIMEOUT = "twon.pull.timeout.s";
  static final String CHANNEL_DURATION = "twon.channel.duration.s";
  private static final String REQUEST_TIMEOUT = "http.request.timeout.ms";

  static void define(ConfigDef def) {
    OptionGroup group = new OptionGroup(def, "2N");
    group.option(
        PULL_TIMEOUT,
        ConfigDef.Type.INT,
        60,
        between(1, 3_600),
        "How long a device waits for an event before it answers a pull with none. Longer means"
            + " fewer requests while nothing happens, and no later events.");
    group.option(
        CHANNEL_DURATION,
        ConfigDef.Type.INT,
        180,
        between(2, 3_600),
        "How long a device keeps our channel after the last pull. Longer than a pull, best three"
            + " times as long.");
  }

  static void check(AbstractConfig config, Problems problems) {
    int pull = config.getInt(PULL_TIMEOUT);
    int duration = config.getInt(CHANNEL_DURATION);
    if (duration <= pull) {
      problems.add(
          CHANNEL_DURATION,
          duration
              + " must be more than "
              + PULL_TIMEOUT
              + "="
              + pull
              + ", or a channel lapses while it is pulled; set it to "
              + Math.min(3 * pull, 3_600));
    }
  }

  static TwonConfig of(AbstractConfig config) {
    return new TwonConfig(
        Duration.ofSeconds(config.getInt(PULL_TIMEOUT)),
        Duration.ofSeconds(config.getInt(CHANNEL_DURATION)),
        Duration.ofMillis(config.getLong(REQUEST_TIMEOUT)));
  }
}
