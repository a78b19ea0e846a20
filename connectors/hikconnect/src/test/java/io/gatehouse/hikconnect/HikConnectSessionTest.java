package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.MovingClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class HikConnectSessionTest {

  private final MovingClock clock = new MovingClock();
  private final HikConnectSession session = new HikConnectSession(clock);
  private final Deque<Promise<HikConnectToken>> logins = new ArrayDeque<>();

  @Test
  void readersShareOneLogin() {
    Future<HikConnectToken> alarm = ask();
    Future<HikConnectToken> rawmsg = ask();
    assertThat(logins).hasSize(1);

    logins.poll().complete(token("t1"));

    assertThat(alarm.result().value()).isEqualTo("t1");
    assertThat(rawmsg.result().value()).isEqualTo("t1");
    assertThat(ask().result().value()).isEqualTo("t1");
  }

  @Test
  void aTokenIsRenewedADayBeforeItsEnd() {
    logInAs("t1");
    clock.advance(Duration.ofDays(6).minusSeconds(1));
    assertThat(ask().result().value()).isEqualTo("t1");

    clock.advance(Duration.ofSeconds(1));
    Future<HikConnectToken> renewed = ask();
    logins.poll().complete(token("t2"));

    assertThat(renewed.result().value()).isEqualTo("t2");
  }

  @Test
  void whileNoNewTokenCanBeHadTheOldOneServesToItsEnd() {
    logInAs("t1");
    clock.advance(Duration.ofDays(6));

    Future<HikConnectToken> renewing = ask();
    logins.poll().fail("out of reach");
    assertThat(renewing.result().value()).isEqualTo("t1");

    clock.advance(Duration.ofDays(1));
    Future<HikConnectToken> expired = ask();
    logins.poll().fail("out of reach");
    assertThat(expired.failed()).isTrue();
  }

  @Test
  void aRefusedTokenIsNotHandedOutAgain() {
    HikConnectToken first = logInAs("t1");

    session.refused(first);
    Future<HikConnectToken> second = ask();
    logins.poll().complete(token("t2"));

    assertThat(second.result().value()).isEqualTo("t2");
    session.refused(first);
    assertThat(ask().result().value()).isEqualTo("t2");
  }

  @Test
  void aLoginOfSomebodyWhoHasEndedHoldsNobodyUp() {
    ask();
    clock.advance(Duration.ofSeconds(31));

    Future<HikConnectToken> own = ask();
    assertThat(logins).hasSize(2);
    logins.pollLast().complete(token("t1"));

    assertThat(own.result().value()).isEqualTo("t1");
  }

  @Test
  void aTokenIsNeverPrinted() {
    assertThat(token("secret-token").toString()).doesNotContain("secret-token");
  }

  private HikConnectToken logInAs(String value) {
    Future<HikConnectToken> asked = ask();
    logins.poll().complete(token(value));
    return asked.result();
  }

  private Future<HikConnectToken> ask() {
    return session.token(
        () -> {
          Promise<HikConnectToken> login = Promise.promise();
          logins.add(login);
          return login.future();
        });
  }

  private HikConnectToken token(String value) {
    return new HikConnectToken(
        value, URI.create("https://area.example"), clock.instant().plus(Duration.ofDays(7)));
  }
}
