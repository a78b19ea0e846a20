package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.MovingClock;
import io.gatehouse.hikconnect.HikConnectBudget.Rank;
import io.gatehouse.hikconnect.HikConnectBudget.Turn;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HikConnectBudgetTest {

  private static final Duration WINDOW = Duration.ofMillis(HikConnectBudget.WINDOW_MS);
  private static final Duration ON_ITS_WAY = Duration.ofMillis(HikConnectBudget.ON_ITS_WAY_MS);

  private final MovingClock clock = new MovingClock();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final AtomicInteger limit = new AtomicInteger(2);
  private final HikConnectBudget budget = new HikConnectBudget(limit::get, clock);
  private final List<String> served = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void noMoreThanTheLimitGoInOneWindow() throws Exception {
    ask("a", Rank.READER);
    ask("b", Rank.READER);
    ask("c", Rank.READER);

    settle();
    assertThat(served).containsExactly("a", "b");

    clock.advance(WINDOW);
    ask("d", Rank.READER);
    settle();
    assertThat(served).containsExactly("a", "b", "c", "d");
  }

  /**
   * A feed that is closed may ask for one more turn, and its event loop end before it is served.
   */
  @Test
  void whoseEventLoopHasEndedKeepsNobodyWaiting() throws Exception {
    Vertx gone = Vertx.vertx();
    Context ended = gone.getOrCreateContext();
    ask("a", Rank.READER);
    ask("b", Rank.READER);
    Future<Turn> nobody = budget.turn(ended, Rank.READER);
    gone.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    ask("c", Rank.READER);
    Future<Turn> late = budget.turn(ended, Rank.READER);

    clock.advance(WINDOW);
    ask("d", Rank.READER);

    settle();
    assertThat(served).containsExactly("a", "b", "c", "d");
    assertThat(nobody.failed()).isTrue();
    assertThat(late.failed()).isTrue();
  }

  @Test
  void aCommandGoesBeforeReadersThatCameEarlier() throws Exception {
    ask("a", Rank.READER);
    ask("b", Rank.READER);
    ask("late reader", Rank.READER);
    ask("command", Rank.FIRST);
    limit.set(3);

    ask("last", Rank.READER);

    settle();
    assertThat(served).containsExactly("a", "b", "command");
  }

  @Test
  void turnsAreTakenAsTheyWereAskedFor() throws Exception {
    limit.set(1);
    ask("alarm", Rank.READER);
    ask("combine", Rank.READER);
    ask("rawmsg", Rank.READER);
    ask("alarm again", Rank.READER);

    settle();
    for (int i = 0; i < 3; i++) {
      clock.advance(WINDOW);
      ask("later " + i, Rank.READER);
      settle();
    }

    assertThat(served).containsExactly("alarm", "combine", "rawmsg", "alarm again");
  }

  @Test
  void withoutALimitNobodyWaits() throws Exception {
    limit.set(HikConnectBudget.UNLIMITED);
    for (int i = 0; i < 100; i++) {
      ask("" + i, Rank.READER);
    }

    settle();
    assertThat(served).hasSize(100);
  }

  @Test
  void aClockThatIsSetBackHoldsNobodyUp() throws Exception {
    ask("a", Rank.READER);
    ask("b", Rank.READER);
    clock.advance(Duration.ofDays(-1));

    ask("c", Rank.READER);

    settle();
    assertThat(served).containsExactly("a", "b", "c");
  }

  @Test
  void whoeverWaitsIsServedWhenTimeHasPassedThoughNobodyAsksAnew() throws Exception {
    CountDownLatch done = new CountDownLatch(3);
    ask("a", Rank.READER).onSuccess(turn -> done.countDown());
    ask("b", Rank.READER).onSuccess(turn -> done.countDown());
    ask("c", Rank.READER).onSuccess(turn -> done.countDown());
    settle();
    clock.advance(WINDOW);

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aProcessWithSomeOfTheReadersTakesItsPartRoundedDown() {
    HikConnectAccount.Share share = new HikConnectAccount.Share(5, 3);

    assertThat(share.of(1)).isEqualTo(1);
    assertThat(share.of(2)).isEqualTo(3);
    assertThat(share.of(3)).isEqualTo(5);
    assertThat(new HikConnectAccount.Share(1, 3).of(1)).isEqualTo(1);
    assertThat(new HikConnectAccount.Share(HikConnectBudget.UNLIMITED, 3).of(1))
        .isEqualTo(HikConnectBudget.UNLIMITED);
  }

  @Test
  void aRequestCountsFromItsAnswerOn() throws Exception {
    limit.set(1);
    Future<Turn> slow = budget.turn(context, Rank.READER);
    settle();
    clock.advance(Duration.ofMillis(900));
    slow.result().answered();
    clock.advance(WINDOW.minusMillis(1));
    ask("too early", Rank.READER);
    settle();
    assertThat(served).isEmpty();

    clock.advance(Duration.ofMillis(1));
    ask("later", Rank.READER);
    settle();
    assertThat(served).containsExactly("too early");
  }

  @Test
  void aRequestThatHasNotLeftSpendsNothing() throws Exception {
    limit.set(1);
    Future<Turn> unsent = budget.turn(context, Rank.FIRST);
    ask("next", Rank.READER);
    settle();
    assertThat(served).isEmpty();

    unsent.result().unspent();

    settle();
    assertThat(served).containsExactly("next");
  }

  @Test
  void aRequestThatIsNotAnsweredHoldsItsPlaceForASecondOnly() throws Exception {
    limit.set(1);
    assertThat(budget.turn(context, Rank.READER)).isNotNull();
    clock.advance(ON_ITS_WAY.plus(WINDOW));

    ask("next", Rank.READER);

    settle();
    assertThat(served).containsExactly("next");
  }

  @Test
  void whoEndsWhileWaitingHoldsNobodyUpAndSpendsNothing() throws Exception {
    limit.set(1);
    ask("a", Rank.READER);
    settle();
    Vertx ending = Vertx.vertx();
    Context gone = ending.getOrCreateContext();
    Future<Turn> waiting = budget.turn(gone, Rank.READER);

    budget.leave(gone);
    ending.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    clock.advance(WINDOW);
    ask("b", Rank.READER);

    settle();
    assertThat(waiting.failed()).isTrue();
    assertThat(served).containsExactly("a", "b");
  }

  /** Asks, and is answered at once. */
  private Future<Turn> ask(String who, Rank rank) {
    return budget
        .turn(context, rank)
        .onSuccess(
            turn -> {
              served.add(who);
              turn.answered();
            });
  }

  /** All that was let go has run on the context by then. */
  private void settle() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    context.runOnContext(now -> ran.countDown());
    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
