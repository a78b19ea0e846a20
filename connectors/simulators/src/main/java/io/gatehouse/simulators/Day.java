package io.gatehouse.simulators;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Plays the scenes of a day, one after the other, as quickly as one likes. It has a clock of its
 * own; the devices go on by theirs, so that a quick day is short for them, too. Safe for any
 * thread.
 */
final class Day {

  /**
   * A scene of the script.
   *
   * @param story one sentence
   * @param seconds from its beginning to that of the next, unless the day is hurried
   */
  record Scene(String name, String story, int seconds, List<Act> acts) {
    Scene {
      acts = List.copyOf(acts);
    }
  }

  /**
   * What happens at one device.
   *
   * @param after seconds since the beginning of the scene
   * @param device its serial number, address or residence
   * @param moments what the device writes, in order; asked for when the act begins
   */
  record Act(double after, String device, Supplier<List<Moment>> moments) {}

  /**
   * A part of an act.
   *
   * @param after seconds since the part before
   * @param write writes records and returns how many
   */
  record Moment(double after, IntSupplier write) {}

  /**
   * How far a scene is.
   *
   * @param records that it wrote so far
   */
  record Progress(Scene scene, boolean begun, boolean over, int records) {}

  /** What comes at a second of the day, in order of numbers if at the same. */
  private record Due(double second, int number, int scene, Runnable task) {}

  private static final double NANOS = 1e9;

  private final List<Scene> scenes;
  private final DeviceClock clock = new DeviceClock(Instant.now(), this::clockMoved);
  private final Timers timers;

  /** All below is guarded by this day. */
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingDouble(Due::second).thenComparingInt(Due::number));

  private int[] records;
  private int begun;
  private int numbers;
  private long begunAt;
  private double pace;

  Day(Vertx vertx, List<Scene> scenes) {
    this.scenes = List.copyOf(scenes);
    this.records = new int[scenes.size()];
    this.timers = new Timers(vertx, clock::nanos);
  }

  /** The clock that the day is played by. */
  DeviceClock clock() {
    return clock;
  }

  /** How long it is if nobody hurries. */
  Duration length() {
    return Duration.ofSeconds(scenes.stream().mapToInt(Scene::seconds).sum());
  }

  /**
   * Begins the day.
   *
   * @param duration how long it is to be; zero for all at once
   * @throws IllegalStateException while the day before is not over
   */
  synchronized void play(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a day cannot last " + duration);
    }
    if (!due.isEmpty()) {
      throw new IllegalStateException("the day is being played");
    }
    records = new int[scenes.size()];
    begun = 0;
    begunAt = clock.nanos();
    pace = (double) duration.toNanos() / length().toNanos();
    int begin = 0;
    for (int scene = 0; scene < scenes.size(); scene++) {
      for (Act act : scenes.get(scene).acts()) {
        double second = begin + act.after();
        int its = scene;
        add(second, its, () -> follow(act.moments().get(), second, its));
      }
      begin += scenes.get(scene).seconds();
    }
    playDue();
  }

  /** All scenes of the day that is played, or was played last, in order. */
  synchronized List<Progress> progress() {
    List<Progress> progress = new ArrayList<>();
    for (int i = 0; i < scenes.size(); i++) {
      int scene = i;
      boolean isBegun = scene < begun;
      boolean isOver = isBegun && due.stream().noneMatch(next -> next.scene() == scene);
      progress.add(new Progress(scenes.get(scene), isBegun, isOver, records[scene]));
    }
    return progress;
  }

  private void follow(List<Moment> moments, double begin, int scene) {
    begun = scene + 1;
    double second = begin;
    for (Moment moment : moments) {
      second += moment.after();
      add(second, scene, () -> records[scene] += moment.write().getAsInt());
    }
  }

  private void add(double second, int scene, Runnable task) {
    due.add(new Due(second, numbers++, scene, task));
  }

  private synchronized void playDue() {
    while (!due.isEmpty() && nanosUntil(due.peek()) <= 0) {
      due.poll().task().run();
    }
    if (!due.isEmpty()) {
      timers.after(Duration.ofNanos(nanosUntil(due.peek())), this::playDue);
    }
  }

  private long nanosUntil(Due next) {
    return begunAt + (long) (next.second() * NANOS * pace) - clock.nanos();
  }

  private void clockMoved() {
    timers.runDue();
  }
}
