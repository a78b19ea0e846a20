package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.akuvox.AkuvoxTurns.Rank;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One request at a time, whoever asks. */
class AkuvoxTurnsTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<String> sent = new ArrayList<>();

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void aRequestWaitsForTheAnswerOfTheOneBefore() {
    Promise<String> first = Promise.promise();
    Promise<String> second = Promise.promise();

    take("10.0.0.5:80", "first", first.future());
    take("10.0.0.5:80", "second", second.future());
    take("10.0.0.5:80", "third", Promise.<String>promise().future());
    assertThat(sent).containsExactly("first");

    first.fail("no route");
    assertThat(sent).containsExactly("first", "second");
    second.complete("yes");
    assertThat(sent).containsExactly("first", "second", "third");
  }

  @Test
  void devicesDoNotWaitForEachOther() {
    take("10.0.0.6:80", "one", Promise.<String>promise().future());
    take("10.0.0.7:80", "other", Promise.<String>promise().future());

    assertThat(sent).containsExactly("one", "other");
  }

  /** As when the event loop of its task has ended. */
  @Test
  void aRequestThatCannotBeSentEndsItsTurn() {
    Future<String> failed =
        AkuvoxTurns.take(
            "10.0.0.8:80",
            vertx,
            Rank.READING,
            () -> {
              throw new IllegalStateException("event executor terminated");
            });
    take("10.0.0.8:80", "next", Promise.<String>promise().future());

    assertThat(failed.cause()).hasMessageContaining("terminated");
    assertThat(sent).containsExactly("next");
  }

  @Test
  void aCommandWaitsForTheRequestUnderWayButNotForReadingsThatWait() {
    Promise<String> underWay = Promise.promise();
    Promise<String> firstOrder = Promise.promise();
    Promise<String> secondOrder = Promise.promise();

    take("10.0.0.9:80", "under way", underWay.future());
    take("10.0.0.9:80", "reading", Promise.<String>promise().future());
    take("10.0.0.9:80", Rank.COMMAND, "first order", firstOrder.future());
    take("10.0.0.9:80", Rank.COMMAND, "second order", secondOrder.future());
    assertThat(sent).containsExactly("under way");

    underWay.complete("yes");
    assertThat(sent).containsExactly("under way", "first order");
    firstOrder.complete("yes");
    assertThat(sent).containsExactly("under way", "first order", "second order");
    secondOrder.complete("yes");
    assertThat(sent).containsExactly("under way", "first order", "second order", "reading");
  }

  private void take(String authority, String name, Future<String> answer) {
    take(authority, Rank.READING, name, answer);
  }

  private void take(String authority, Rank rank, String name, Future<String> answer) {
    AkuvoxTurns.take(
        authority,
        vertx,
        rank,
        () -> {
          sent.add(name);
          return answer;
        });
  }
}
