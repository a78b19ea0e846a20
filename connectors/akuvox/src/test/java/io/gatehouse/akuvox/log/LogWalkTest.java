package io.gatehouse.akuvox.log;

import static io.gatehouse.akuvox.log.Written.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.akuvox.log.LogReading.News;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log is read while it is written, by every kind of firmware. */
class LogWalkTest {

  private static final int MOST = 64;

  private final List<LogRecord> log = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private final List<String> read = new ArrayList<>();
  private final List<Integer> asked = new ArrayList<>();
  private final LogWalk walk = new LogWalk();
  private LogMemory memory = LogMemory.empty(MOST);
  private Runnable betweenRequests = () -> {};
  private int second;

  /** What firmware makes of a request. */
  enum Firmware {
    PAGED,
    IGNORES_PAGES,
    ALWAYS_PAGED
  }

  @Test
  void aShortLogTakesOneRequest() {
    write(3);

    read(Firmware.PAGED);

    assertThat(asked).containsExactly(1);
    assertThat(read).isEqualTo(written);
  }

  @Test
  void aPageThatReachesBackIsEnough() {
    write(30);
    read(Firmware.PAGED);
    asked.clear();
    write(7);

    read(Firmware.PAGED);

    assertThat(asked).containsExactly(1);
    assertThat(read).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource
  void aLongLogIsReadWhole(Firmware firmware) {
    write(95);
    read(firmware);
    write(40);
    read(firmware);

    assertThat(read).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource
  void aLogOfExactlyOnePageIsWhole(Firmware firmware) {
    write(LogWalk.PAGE);

    read(firmware);

    assertThat(read).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource
  void recordsThatPushOthersToTheNextPageDoubleNothing(Firmware firmware) {
    write(60);
    // A device is asked four times a second at most: this is a record a second.
    betweenRequests = () -> write(asked.size() % 4 == 0 ? 1 : 0);
    read(firmware);
    betweenRequests = () -> {};
    read(firmware);

    assertThat(read).isEqualTo(written);
  }

  /** For a while, no look at the newest page finds it as the one before left it. */
  @ParameterizedTest
  @EnumSource
  void recordsWithEveryRequestLoseAndDoubleNothing(Firmware firmware) {
    for (int requests = 1; requests <= 40; requests++) {
      forget();
      write(60);
      int last = requests;
      betweenRequests = () -> write(asked.size() <= last ? 1 : 0);
      read(firmware);
      betweenRequests = () -> {};
      read(firmware);

      assertThat(read).as("for %d requests", requests).isEqualTo(written);
    }
  }

  /** More than a page at once: no page shows that any more by what it begins with. */
  @ParameterizedTest
  @EnumSource
  void aCrowdBetweenTwoPagesLosesAndDoublesNothing(Firmware firmware) {
    for (int request = 1; request <= 8; request++) {
      forget();
      write(30);
      int when = request;
      betweenRequests = () -> write(asked.size() == when ? 36 : 0);
      read(firmware);
      betweenRequests = () -> {};
      read(firmware);

      assertThat(read).as("after request %d", request).isEqualTo(written);
    }
  }

  @ParameterizedTest
  @EnumSource
  void twinsAtTheEdgeOfAPageAreTwo(Firmware firmware) {
    write(20);
    LogRecord twin = at(21, "twin");
    for (int i = 0; i < 2; i++) {
      log.add(0, twin);
      written.add("twin");
    }
    second = 21;
    write(LogWalk.PAGE - 1);

    read(firmware);

    assertThat(read).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource
  void afterAFailureTheWalkBeginsAnew(Firmware firmware) {
    write(35);
    walk.take(memory, reply(firmware, walk.page()));
    walk.startOver();

    read(firmware);

    assertThat(read).isEqualTo(written);
  }

  /** Against a plain model: whatever is written is read once, in order, from a log that forgets. */
  @ParameterizedTest
  @EnumSource
  void whateverHappensEveryRecordIsReadOnce(Firmware firmware) {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      forget();
      for (int round = 0; round < 12; round++) {
        int crowd = random.nextInt(10) == 0 ? 60 : 6;
        IntStream.range(0, random.nextInt(crowd)).forEach(i -> writeAny(random));
        while (log.size() > 100) {
          log.remove(log.size() - 1);
        }
        betweenRequests =
            () -> {
              int peak = random.nextInt(60) == 0 ? 15 : 1;
              if (random.nextInt(10) == 0) {
                IntStream.range(0, peak).forEach(i -> writeAny(random));
              }
            };
        read(firmware);
      }
      betweenRequests = () -> {};
      read(firmware);
      assertThat(read).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(written);
    }
  }

  private void forget() {
    log.clear();
    written.clear();
    read.clear();
    asked.clear();
    memory = LogMemory.empty(MOST);
    second = 0;
  }

  /** Several in one second, some of them twins. */
  private void writeAny(Random random) {
    second += random.nextInt(2);
    String name = "p" + random.nextInt(3) + "@" + second;
    ObjectNode json = at(second, name).json().deepCopy();
    json.put("Code", random.nextBoolean() ? name : "4711");
    log.add(0, LogRecord.of(json, LogShape.DEVICE));
    written.add(name);
  }

  private void write(int count) {
    for (int i = 0; i < count; i++) {
      second++;
      log.add(0, at(second, "r" + second));
      written.add("r" + second);
    }
  }

  private void read(Firmware firmware) {
    LogReading reading = null;
    while (reading == null) {
      asked.add(walk.page());
      reading = walk.take(memory, reply(firmware, walk.page()));
      betweenRequests.run();
    }
    reading.news().stream().map(News::record).map(Written::name).forEach(read::add);
    memory = reading.remember(reading.news().size(), null);
  }

  private List<LogRecord> reply(Firmware firmware, int page) {
    if (firmware == Firmware.IGNORES_PAGES
        || (page == LogWalk.UNPAGED && firmware == Firmware.PAGED)) {
      return List.copyOf(log);
    }
    int from = Math.min((Math.max(page, 1) - 1) * LogWalk.PAGE, log.size());
    return List.copyOf(log.subList(from, Math.min(from + LogWalk.PAGE, log.size())));
  }
}
