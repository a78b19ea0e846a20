package io.gatehouse.hikconnect;

import static io.gatehouse.hikconnect.HikConnectRelayRig.failure;
import static io.gatehouse.hikconnect.HikConnectRelayRig.result;
import static io.gatehouse.hikconnect.SimulatedHikConnect.CONTROL;
import static io.gatehouse.hikconnect.SimulatedHikConnect.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.hikconnect.HikConnectAccount.Share;
import io.gatehouse.hikconnect.HikConnectBudget.Rank;
import io.gatehouse.hikconnect.HikConnectBudget.Turn;
import io.gatehouse.http.HttpFailure;
import io.gatehouse.simulators.Fault;
import io.gatehouse.simulators.HikConnectDoor;
import io.gatehouse.simulators.HikConnectSimulator;
import io.gatehouse.simulators.HikConnectSimulator.Moment;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an order leaves, and how often: tokens, the account's budget, its time, lost replies. */
class HikConnectOrderTest {

  private static final String DOOR = "door/" + HikConnectDoor.of("FR1000001").id();
  private static final List<String> OPENED_ONCE = List.of(DOOR + " 1");
  private static final Duration SPENT_IS_BACK =
      Duration.ofMillis(HikConnectBudget.ON_ITS_WAY_MS + HikConnectBudget.WINDOW_MS);

  private HikConnectSimulator cloud;
  private HikConnectRelayRig rig;
  private PreparedCommand command;

  @BeforeEach
  void prepare() {
    cloud = HikConnectSimulator.start(SimulatedHikConnect.options());
    rig = new HikConnectRelayRig(SimulatedHikConnect.sink(cloud, "lobby", "FR1000001"));
    command = rig.prepare("UNLOCK", DOOR);
  }

  @AfterEach
  void close() {
    rig.close();
    cloud.close();
  }

  @Test
  void anOrderWhoseTokenHasExpiredWasNotCarriedOutAndGoesAgainWithANewOne() {
    cloud.expireToken();

    rig.await(() -> command.send(rig.soon()));

    assertThat(orders()).isEqualTo(2);
    assertThat(moved()).isEqualTo(OPENED_ONCE);
    assertThat(SimulatedHikConnect.requests(cloud, TOKEN)).isEqualTo(2);
  }

  @Test
  void aTokenThatIsRefusedAgainIsToldAndNotTriedAThirdTime() {
    cloud.faults().add(CONTROL, 2, Fault.code("OPEN000007"));

    DeviceRefusal refusal = (DeviceRefusal) rig.failure(() -> command.send(rig.soon()));

    assertThat(refusal.code()).isEqualTo("OPEN000007");
    assertThat(orders()).isEqualTo(2);
    assertThat(moved()).isEmpty();
  }

  @Test
  void withoutANewTokenTheOrderStaysRefused() {
    cloud.expireToken();
    cloud.faults().add(TOKEN, 1, Fault.cut(0));

    DeviceRefusal refusal = (DeviceRefusal) rig.failure(() -> command.send(rig.soon()));

    assertThat(refusal.code()).isEqualTo("OPEN000006");
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void anOrderIsNotSentAgainWhenItsTimeEndsDuringTheLogin() {
    cloud.expireToken();
    cloud.hold(TOKEN, Moment.BEFORE);
    Future<Void> sending = rig.ask(() -> command.send(rig.soon()));
    cloud.awaitHeld(TOKEN);
    rig.clock.advance(Duration.ofSeconds(11));
    cloud.release(TOKEN);

    HttpFailure failure = (HttpFailure) failure(sending);

    assertThat(failure.maybeSent()).isFalse();
    assertThat(orders()).isEqualTo(1);
    assertThat(moved()).isEmpty();
  }

  /** Only the manual's words for it promise that nothing was done. */
  @ParameterizedTest
  @ValueSource(strings = {"500004", "TOKEN_NOT_FOUND"})
  void otherWordsForABadTokenRenewItButDoNotSendTheOrderAgain(String code) {
    cloud.faults().add(CONTROL, 1, Fault.code(code));

    DeviceRefusal refusal = (DeviceRefusal) rig.failure(() -> command.send(rig.soon()));
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(orders()).isEqualTo(1);

    PreparedCommand next = rig.prepare("UNLOCK", DOOR);
    rig.await(() -> next.send(rig.soon()));
    assertThat(SimulatedHikConnect.requests(cloud, TOKEN)).isEqualTo(2);
    assertThat(moved()).isEqualTo(OPENED_ONCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429})
  void aRefusalByStatusIsToldAndNotSentAgain(int status) {
    cloud.faults().add(CONTROL, 1, Fault.status(status));

    HttpFailure failure = (HttpFailure) rig.failure(() -> command.send(rig.soon()));

    assertThat(failure.maybeSent()).isFalse();
    assertThat(orders()).isEqualTo(1);
    assertThat(moved()).isEmpty();
  }

  @Test
  void aLimitThatIsACodeIsARefusal() {
    cloud.faults().add(CONTROL, 1, Fault.code("OPEN000429"));

    DeviceRefusal refusal = (DeviceRefusal) rig.failure(() -> command.send(rig.soon()));

    assertThat(refusal.code()).isEqualTo("OPEN000429");
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void anErrorOfTheServerOrNoReplyMayHaveOpenedAndIsNotSentAgain() {
    for (Fault fault : List.of(Fault.status(503), Fault.cut(0), Fault.reset())) {
      PreparedCommand next = rig.prepare("UNLOCK", DOOR);
      int before = orders();
      cloud.faults().add(CONTROL, 1, fault);

      HttpFailure failure = (HttpFailure) rig.failure(() -> next.send(rig.soon()));

      assertThat(failure.maybeSent()).as("%s", fault).isTrue();
      assertThat(orders()).as("%s", fault).isEqualTo(before + 1);
    }
    assertThat(moved()).as("by the one that was cut").isEqualTo(OPENED_ONCE);
  }

  @Test
  void aCloudThatIsGoneByThenHasNotGotIt() {
    cloud.stopListening();

    HttpFailure failure = (HttpFailure) rig.failure(() -> command.send(rig.soon()));

    assertThat(failure.maybeSent()).isFalse();
    assertThat(orders()).isZero();
  }

  /** Kept connections may have died unnoticed, and then nobody knows what has left. */
  @Test
  void anOrderTakesANewConnection() {
    cloud.dropConnections();

    rig.await(() -> command.send(rig.soon()));

    assertThat(moved()).isEqualTo(OPENED_ONCE);
  }

  @Test
  void anOrderGoesBeforeReadersThatCameEarlier() {
    try (Queue queue = new Queue()) {
      Future<Turn> reader = queue.turn();
      Future<Void> sending = rig.ask(() -> command.send(rig.soon()));
      assertThat(orders()).isZero();

      rig.clock.advance(SPENT_IS_BACK);
      queue.turn();

      result(sending);
      assertThat(reader.isComplete()).isFalse();
      assertThat(moved()).isEqualTo(OPENED_ONCE);
    }
  }

  @Test
  void anOrderWhoseTimeEndsWhileItWaitsForItsTurnDoesNotLeaveAndSpendsNothing() {
    try (Queue queue = new Queue()) {
      Future<Turn> reader = queue.turn();
      Future<Void> sending =
          rig.ask(() -> command.send(rig.clock.instant().plus(Duration.ofSeconds(1))));

      rig.clock.advance(SPENT_IS_BACK);
      queue.turn();

      HttpFailure failure = (HttpFailure) failure(sending);
      assertThat(failure.maybeSent()).isFalse();
      assertThat(orders()).isZero();
      assertThat(result(reader)).isNotNull();
    }
  }

  @Test
  void aReaderOfTheProcessAndTheSinkShareOneLogin() {
    try (Queue queue = new Queue()) {
      rig.clock.advance(SPENT_IS_BACK);
      Future<HikConnectToken> token =
          queue.account.session().token(() -> Future.failedFuture("logs in again"));

      assertThat(result(token)).isNotNull();
      assertThat(SimulatedHikConnect.requests(cloud, TOKEN)).isEqualTo(1);
    }
  }

  private int orders() {
    return SimulatedHikConnect.orders(cloud);
  }

  private List<String> moved() {
    return SimulatedHikConnect.actuations(cloud);
  }

  /** A reader of the same account in this process, which allows one request a second, spent. */
  private final class Queue implements AutoCloseable {

    private final HikConnectAccount.Key key =
        new HikConnectAccount.Key(cloud.url(), cloud.appKey());
    private final HikConnectAccount account =
        HikConnectAccount.join(key, new Share(1, 1), rig.clock);

    Queue() {
      rig.clock.advance(SPENT_IS_BACK);
      result(turn());
    }

    Future<Turn> turn() {
      return account.budget().turn(rig.device().context(), Rank.READER);
    }

    @Override
    public void close() {
      HikConnectAccount.leave(key);
    }
  }
}
