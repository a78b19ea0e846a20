package io.gatehouse.plugin;

import static io.gatehouse.plugin.CommandedDoors.CONTROL;
import static io.gatehouse.plugin.CommandedDoors.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.simulators.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands flow to twenty doors, some slow, some that lose replies, while workers are killed and
 * frozen and the broker is killed at random moments: 20 times in a build, 200 times with {@code
 * -Drelay.disturbances=200}.
 */
class RelayChanceIT {

  private static final int DOORS = 20;
  private static final int SLOW = 5;
  private static final int LOSING = 10;
  private static final int DISTURBANCES = Integer.getInteger("relay.disturbances", 20);

  @TempDir static Path plugins;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private volatile boolean flowing = true;

  @Test
  void noDoorOpensTwiceOrLateWhateverIsDisturbed() throws Exception {
    System.out.println("random moments, again with -Dseed=" + seed);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (RelaySite site = RelaySite.start(plugins, Duration.ofSeconds(1));
        CommandedDoors doors = new CommandedDoors(site.stack(), "chance", DOORS);
        Disturbances disturbances = new Disturbances(site, doors, new Random(seed))) {
      var config = doors.config(site.stack());
      config.put("tasks.max", "2");
      site.connect().create("chance", config);
      site.connect().await("chance", "RUNNING");
      Future<Void> traffic = threads.submit(traffic(doors, new Random(seed)));

      for (int i = 0; i < DISTURBANCES; i++) {
        disturbances.next();
      }
      flowing = false;
      traffic.get();
      disturbances.awaitEnd();

      Reckoning reckoning = doors.awaitAllOutcomes();
      System.out.println(reckoning + " " + disturbances);
      reckoning.mustBeRight();
      assertThat(reckoning.moved()).isGreaterThan(DISTURBANCES);
      assertThat(reckoning.count("ACCEPTED")).isPositive();
    } finally {
      flowing = false;
      threads.shutdown();
    }
  }

  private Callable<Void> traffic(CommandedDoors doors, Random random) {
    return () -> {
      while (flowing) {
        int door = random.nextInt(DOORS);
        befall(doors, door, random);
        RelayCommand command =
            doors.command(door, Duration.ofMillis(1_000 + random.nextInt(59_000)));
        if (random.nextInt(30) == 0) {
          command.setTarget(command.getTarget().replace("switch", "door"));
        }
        doors.send(command);
        if (random.nextInt(30) == 0) {
          doors.send(command);
        }
        RelaySite.pass(Duration.ofMillis(random.nextInt(500)));
      }
      return null;
    };
  }

  private static void befall(CommandedDoors doors, int door, Random random) {
    var faults = doors.door(door).faults();
    if (door < SLOW) {
      Fault delay = Fault.delay(Duration.ofMillis(random.nextInt(1_500)));
      faults.add(random.nextBoolean() ? STATUS : CONTROL, 1, delay);
    } else if (door < LOSING && random.nextInt(5) == 0) {
      faults.add(CONTROL, 1, random.nextBoolean() ? Fault.cut(0) : Fault.reset());
    } else if (random.nextInt(30) == 0) {
      faults.add(CONTROL, 1, Fault.error(14));
    }
  }
}
