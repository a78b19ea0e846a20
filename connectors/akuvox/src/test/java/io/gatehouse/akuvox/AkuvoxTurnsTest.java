package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;

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
            () -> {
              throw new IllegalStateException("event executor terminated");
            });
    take("10.0.0.8:80", "next", Promise.<String>promise().future());

    assertThat(failed.cause()).hasMessageContaining("terminated");
    assertThat(sent).containsExactly("next");
  }

  private void take(String authority, String name, Future<String> answer) {
    AkuvoxTurns.take(
        authority,
        vertx,
        () -> {
          sent.add(name);
          return answer;
        });
  }
}
