package io.gatehouse.http;

import static io.gatehouse.http.TestGateway.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Five thousand devices, each with one long poll that nothing answers, on two event loops. */
class CapacityTest {

  private static final int DEVICES = 5000;
  private static final int WAVE = 250;

  @Test
  void fiveThousandIdleLongPollsOnTwoEventLoops() throws InterruptedException {
    assumeTrue(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            && system.getMaxFileDescriptorCount() > 2 * DEVICES + 1000,
        "too few file descriptors: raise ulimit -n above " + (2 * DEVICES + 1000));
    Promise<Void> event = Promise.promise();
    CountDownLatch arrived = new CountDownLatch(DEVICES);
    try (TestServer devices =
            new TestServer(
                new DigestGuard(
                    "user",
                    "secret",
                    request -> {
                      event.future().onSuccess(now -> request.response().end("{}"));
                      arrived.countDown();
                    }));
        TestGateway gateway = new TestGateway()) {
      Set<String> threadsBefore = threads();
      long heapBefore = usedHeap();
      List<Future<Reply>> polls = new ArrayList<>();

      for (int i = 0; i < DEVICES; i++) {
        Endpoint endpoint =
            gateway.endpoint(
                devices.url() + "/" + i, Credentials.digest("user", "secret"), Tls.system());
        polls.add(
            endpoint.send(Call.get("/api/log/pull").service("log").timeout(Duration.ofMinutes(5))));
        while (polls.size() % WAVE == 0 && arrived.getCount() > DEVICES - polls.size()) {
          Thread.onSpinWait();
        }
      }
      assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
      long bytes = (usedHeap() - heapBefore) / DEVICES;
      Set<String> threadsAdded = threads();
      threadsAdded.removeAll(threadsBefore);
      event.complete();
      await(Future.all(polls));

      System.out.printf(
          "%d idle long polls: %d bytes of heap each, client and server together; threads added %s%n",
          DEVICES, bytes, threadsAdded);
      assertThat(bytes).isLessThan(40_000);
      assertThat(devices.connections()).isEqualTo(DEVICES);
      assertThat(threadsAdded).hasSizeLessThan(10);
    }
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  private static long usedHeap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
