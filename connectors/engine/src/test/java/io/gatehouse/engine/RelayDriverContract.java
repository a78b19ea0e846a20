package io.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.http.HttpFailure;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every vendor's driver must do, shown at the vendor's simulator. */
public abstract class RelayDriverContract {

  /** The device's id in every test. */
  protected static final String DEVICE = "lobby";

  /** A simulated device, as far as the contract needs one. */
  protected interface SimulatedDoor extends AutoCloseable {

    /** What moved, in order, as the journal of the simulator tells it. */
    List<String> actuations();

    /** Requests that asked to move something and got past authentication or were refused there. */
    int orders();

    /** The next order takes effect, and its reply does not arrive. */
    void loseNextReply();

    /**
     * The next order is refused in the vendor's own words and moves nothing.
     *
     * @return the code that the refusal tells
     */
    String refuseNext();

    /** The next order moves nothing and is answered with a web page. */
    void babbleNext();

    /** Connections are closed, and no new ones accepted. */
    void goAway();

    void comeBack();

    /** What it gave out for authentication is not valid any more; nothing where there is none. */
    default void forgetNonces() {}

    @Override
    void close();
  }

  /**
   * Something that can be commanded.
   *
   * @param actuation what {@link SimulatedDoor#actuations} tells of it
   * @param confirmable whether its effect can be seen
   */
  protected record Example(
      String action,
      String target,
      Map<String, String> params,
      String actuation,
      boolean confirmable) {

    /** Public, so that vendors' tests reach it. */
    public Example {
      params = Map.copyOf(params);
    }

    /** Without parameters, and with an effect that can be seen. */
    public static Example of(String action, String target, String actuation) {
      return new Example(action, target, Map.of(), actuation, true);
    }
  }

  private SimulatedDoor door;
  private RelayDevices devices;
  private RelayDevice device;

  protected abstract SimulatedDoor start();

  /**
   * How the sink is told of the device and its accounts: {@code devices.lobby.vendor}, {@code
   * devices.lobby.url} or {@code .serial}, and so on, without {@code devices}.
   */
  protected abstract Map<String, String> options(SimulatedDoor door);

  /** Each action on each kind of target; the first is used for everything that needs only one. */
  protected abstract List<Example> examples();

  /** A target of a kind that the vendor knows, which this device does not have. */
  protected abstract String unknownTarget();

  @BeforeEach
  void startDevice() {
    door = start();
    Map<String, String> props = new HashMap<>(options(door));
    props.put("devices", DEVICE);
    Problems problems = new Problems();
    List<DeviceSpec> specs = RelayDevices.read(props, problems);
    assertThat(problems).hasToString("");
    devices = RelayDevices.of(specs, props, Tags.of("task", "0"), Clock.systemUTC());
    device = devices.device(DEVICE);
  }

  @AfterEach
  void stopAll() {
    devices.close();
    door.close();
  }

  @Test
  void everythingThatCanBeCommandedMovesOnce() {
    List<String> expected = new ArrayList<>();
    for (Example example : examples()) {
      PreparedCommand prepared = prepared(example);
      expected.add(example.actuation());

      await(() -> prepared.send(Instant.now().plusSeconds(10)));

      assertThat(door.actuations()).as("after %s", example).isEqualTo(expected);
      assertThat(door.orders()).as("after %s", example).isEqualTo(expected.size());
      assertThat(prepared.isConfirmable()).as("%s", example).isEqualTo(example.confirmable());
      if (example.confirmable()) {
        assertThat(await(prepared::evidence)).as("evidence of %s", example).isPresent();
      }
    }
  }

  @Test
  void targetsAreTold() {
    List<String> targets = await(device.driver()::targets);

    assertThat(targets)
        .containsAll(examples().stream().map(Example::target).toList())
        .doesNotContain(unknownTarget())
        .doesNotHaveDuplicates();
    assertThat(door.actuations()).isEmpty();
  }

  @Test
  void preparingMovesNothing() {
    examples().forEach(this::prepared);

    assertThat(door.actuations()).isEmpty();
    assertThat(door.orders()).isZero();
  }

  @Test
  void anUnknownTargetIsRejectedAndKnownOnesAreNamed() {
    CommandRejected rejected =
        (CommandRejected) failure(preparing(first().action(), unknownTarget(), Map.of()));

    assertThat(rejected.rule()).isEqualTo(CommandRejected.UNKNOWN_TARGET);
    assertThat(rejected)
        .hasMessageContaining(unknownTarget())
        .hasMessageContaining(first().target());
  }

  @Test
  void targetsOfNoKnownFormAreRejected() {
    for (String target : List.of("", "door", "door/", "/1", "elevator/1", "door/ ")) {
      CommandRejected rejected =
          (CommandRejected) failure(preparing(first().action(), target, Map.of()));

      assertThat(rejected.rule()).as(target).isEqualTo(CommandRejected.UNKNOWN_TARGET);
    }
    assertThat(door.orders()).isZero();
  }

  @Test
  void anActionThatTheTargetDoesNotKnowIsRejected() {
    CommandRejected rejected =
        (CommandRejected) failure(preparing("DANCE", first().target(), Map.of()));

    assertThat(rejected.rule()).isEqualTo(CommandRejected.UNSUPPORTED_ACTION);
    assertThat(rejected).hasMessageContaining("DANCE").hasMessageContaining(first().action());
  }

  @Test
  void aParameterThatTheActionDoesNotKnowIsRejected() {
    CommandRejected rejected =
        (CommandRejected)
            failure(preparing(first().action(), first().target(), Map.of("tempo", "allegro")));

    assertThat(rejected.rule()).isEqualTo(CommandRejected.BAD_PARAMETER);
    assertThat(rejected).hasMessageContaining("tempo");
  }

  @Test
  void aRefusalTellsTheDevicesCode() {
    PreparedCommand prepared = prepared(first());
    String code = door.refuseNext();

    DeviceRefusal refusal = (DeviceRefusal) failure(() -> prepared.send(soon()));

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(door.actuations()).isEmpty();
  }

  @Test
  void aLostReplyLeavesOneActuationAndAFailureThatSaysSo() {
    PreparedCommand prepared = prepared(first());
    door.loseNextReply();

    HttpFailure failure = (HttpFailure) failure(() -> prepared.send(soon()));

    assertThat(failure.maybeSent()).isTrue();
    assertThat(door.actuations()).containsExactly(first().actuation());
    assertThat(door.orders()).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsNoneDoesNotClaimThatNothingHappened() {
    PreparedCommand prepared = prepared(first());
    door.babbleNext();

    Throwable failure = failure(() -> prepared.send(soon()));

    assertThat(failure).isNotInstanceOfAny(DeviceRefusal.class, CommandRejected.class);
    assertThat(failure instanceof HttpFailure http && !http.maybeSent()).isFalse();
    assertThat(door.orders()).isEqualTo(1);
  }

  @Test
  void whatIsTooLateDoesNotLeave() {
    PreparedCommand prepared = prepared(first());

    HttpFailure failure = (HttpFailure) failure(() -> prepared.send(Instant.now().minusMillis(1)));

    assertThat(failure.maybeSent()).isFalse();
    assertThat(door.orders()).isZero();
  }

  @Test
  void aDeviceThatIsAwayIsToldBeforeAnythingIsSent() {
    door.goAway();

    HttpFailure failure =
        (HttpFailure) failure(preparing(first().action(), first().target(), first().params()));

    assertThat(failure.maybeSent()).isFalse();
    assertThat(door.actuations()).isEmpty();
  }

  @Test
  void aDeviceThatWasAwayForLongIsCommandedAsSoonAsItIsBack() {
    door.goAway();
    for (int i = 0; i < 10; i++) {
      failure(preparing(first().action(), first().target(), first().params()));
    }
    door.comeBack();

    PreparedCommand prepared = prepared(first());
    await(() -> prepared.send(soon()));

    assertThat(door.actuations()).containsExactly(first().actuation());
  }

  @Test
  void aNonceThatAgesMeanwhileIsNotAnsweredByASecondOrder() {
    PreparedCommand prepared = prepared(first());
    door.forgetNonces();

    try {
      await(() -> prepared.send(soon()));
    } catch (AssertionError refused) {
      assertThat(refused.getCause()).isInstanceOf(RuntimeException.class);
    }

    assertThat(door.orders()).isEqualTo(1);
    assertThat(door.actuations().size()).isLessThanOrEqualTo(1);
  }

  @Test
  void commandsGoOnAfterAllThat() {
    PreparedCommand babbled = prepared(first());
    door.babbleNext();
    failure(() -> babbled.send(soon()));
    PreparedCommand refused = prepared(first());
    door.refuseNext();
    failure(() -> refused.send(soon()));

    PreparedCommand prepared = prepared(first());
    await(() -> prepared.send(soon()));

    assertThat(door.actuations()).containsExactly(first().actuation());
  }

  private Example first() {
    return examples().get(0);
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(10);
  }

  private PreparedCommand prepared(Example example) {
    return await(preparing(example.action(), example.target(), example.params()));
  }

  private Supplier<Future<PreparedCommand>> preparing(
      String action, String target, Map<String, String> params) {
    RelayCommand command =
        RelayCommand.newBuilder()
            .setCommandId("c1")
            .setDeviceId(DEVICE)
            .setAction(action)
            .setTarget(target)
            .setParams(params)
            .setIssuedAt(Instant.now())
            .setExpiresAt(Instant.now().plusSeconds(30))
            .setRequestedBy("contract")
            .build();
    return () -> device.driver().prepare(command);
  }

  private <T> T await(Supplier<Future<T>> asked) {
    try {
      return onItsLoop(asked).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("failed: " + e.getCause(), e.getCause());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Throwable failure(Supplier<? extends Future<?>> asked) {
    Promise<Throwable> failure = Promise.promise();
    onItsLoop(() -> asked.get().<Object>map(x -> x))
        .onComplete(
            done ->
                failure.complete(
                    done.failed()
                        ? done.cause()
                        : new AssertionError("succeeded: " + done.result())));
    return await(failure::future);
  }

  private <T> Future<T> onItsLoop(Supplier<Future<T>> asked) {
    Promise<T> promise = Promise.promise();
    device
        .context()
        .runOnContext(
            now -> {
              try {
                asked.get().onComplete(promise);
              } catch (RuntimeException e) {
                promise.fail(e);
              }
            });
    return promise.future();
  }
}
