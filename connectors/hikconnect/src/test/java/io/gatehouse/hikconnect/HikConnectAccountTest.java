package io.gatehouse.hikconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.MovingClock;
import io.gatehouse.hikconnect.HikConnectAccount.Share;
import io.gatehouse.hikconnect.HikConnectBudget.Rank;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HikConnectAccountTest {

  private final MovingClock clock = new MovingClock();
  private final Vertx vertx = Vertx.vertx();
  private final HikConnectAccount.Key key =
      new HikConnectAccount.Key(URI.create("https://cloud.example"), UUID.randomUUID().toString());

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void readersOfOneAccountShareItAndOthersDoNot() {
    HikConnectAccount alarm = join(key);
    HikConnectAccount rawmsg = join(key);
    HikConnectAccount other = join(new HikConnectAccount.Key(key.url(), "another"));

    assertThat(rawmsg).isSameAs(alarm).isNotSameAs(other);
    assertThat(rawmsg.session()).isSameAs(alarm.session());
  }

  @Test
  void aRestartFindsTheBudgetAsItWasAndLogsInAnew() {
    HikConnectAccount before = join(key);
    HikConnectSession session = before.session();
    assertThat(before.budget().turn(vertx.getOrCreateContext(), Rank.READER)).isNotNull();
    HikConnectAccount.leave(key);

    HikConnectAccount after = join(key);

    assertThat(after.budget()).isSameAs(before.budget());
    assertThat(after.session()).isNotSameAs(session);
  }

  @Test
  void anAccountThatNobodyHoldsIsForgottenWhenItsBudgetIsWholeAgain() {
    HikConnectAccount before = join(key);
    assertThat(before.budget().turn(vertx.getOrCreateContext(), Rank.READER)).isNotNull();
    HikConnectAccount.leave(key);
    clock.advance(Duration.ofMillis(HikConnectBudget.ON_ITS_WAY_MS + HikConnectBudget.WINDOW_MS));

    assertThat(join(key)).isNotSameAs(before);
  }

  @Test
  void aCommanderChangesNeitherTheShareOfReadersNorTheirSession() {
    HikConnectAccount reader = join(key);
    join(key);
    HikConnectSession session = reader.session();

    HikConnectAccount commander = HikConnectAccount.joinAsCommander(key, 50, clock);
    int limit = commander.limit();
    HikConnectAccount.leaveAsCommander(key);

    assertThat(commander).isSameAs(reader);
    assertThat(limit).isEqualTo(new Share(5, 3).of(2)).isEqualTo(reader.limit());
    assertThat(reader.session()).isSameAs(session);
  }

  @Test
  void aCommanderWhereNobodyReadsHasAShareOfItsOwn() {
    HikConnectAccount commander = HikConnectAccount.joinAsCommander(key, 2, clock);
    HikConnectAccount.joinAsCommander(key, 2, clock);
    HikConnectSession session = commander.session();
    assertThat(commander.limit()).isEqualTo(2);

    join(key);
    assertThat(commander.limit()).isEqualTo(new Share(5, 3).of(1));
    HikConnectAccount.leave(key);

    assertThat(commander.limit()).isEqualTo(2);
    assertThat(commander.session()).isSameAs(session);
  }

  @Test
  void theLastCommanderTakesTheTokenAlong() {
    HikConnectAccount commander = HikConnectAccount.joinAsCommander(key, 2, clock);
    HikConnectSession session = commander.session();

    HikConnectAccount.leaveAsCommander(key);

    assertThat(commander.session()).isNotSameAs(session);
  }

  @Test
  void anAccountDoesNotTellItsKeys() {
    assertThat(key.toString()).doesNotContain(key.appKey());
  }

  private HikConnectAccount join(HikConnectAccount.Key key) {
    return HikConnectAccount.join(key, new Share(5, 3), clock);
  }
}
