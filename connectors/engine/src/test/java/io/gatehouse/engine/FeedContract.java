package io.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every vendor's feed must do, shown at the vendor's simulator. */
public abstract class FeedContract {

  /** A simulated device, as far as the contract needs one. */
  protected interface SimulatedDevice extends AutoCloseable {

    URI url();

    /** Lets {@code count} ordinary events happen, each of which becomes one record. */
    void emit(int count);

    /** The vendor's ids of all events so far, in the order in which they happened. */
    List<String> emitted();

    /** The next replies that carry events do not arrive, though the device believes so. */
    void loseReplies(int count);

    /** The device does not answer at all until {@link #answerAgain()}. */
    void goAway();

    void answerAgain();

    /** Makes readable again what reading took away; nothing where reading takes nothing. */
    default void giveAgain() {}

    /** Open subscriptions and the like, that a reader should not leave behind. */
    int traces();

    @Override
    void close();
  }

  private SimulatedDevice device;
  private TaskRig rig;

  protected abstract SimulatedDevice start();

  protected abstract Vendor vendor();

  /** Account and time-outs that suit the simulator. */
  protected abstract Map<String, String> options();

  /** What {@link SimulatedDevice#emitted()} calls an event; to be told where there is no id. */
  protected String vendorId(Struct event) {
    return event.getString("vendorEventId");
  }

  @BeforeEach
  void startDevice() {
    device = start();
    rig = new TaskRig(vendor(), device.url(), options());
  }

  @AfterEach
  void stopAll() {
    rig.close();
    device.close();
  }

  @Test
  void whatHappensArrivesOnceInOrderAndAsNews() throws Exception {
    rig.start().until(written -> !rig.notices("ONLINE").isEmpty());
    rig.untilQuiet();
    int before = rig.deviceEvents().size();

    device.emit(5);

    rig.until(written -> rig.deviceEvents().size() >= before + 5);
    assertThat(arrived()).isEqualTo(device.emitted());
    assertThat(rig.deviceEvents().subList(before, before + 5))
        .allSatisfy(event -> assertThat(event.getBoolean("recovered")).isFalse());
  }

  @Test
  void whatHappenedBeforeIsRecovered() throws Exception {
    device.emit(5);

    rig.start().until(written -> rig.deviceEvents().size() >= device.emitted().size());

    assertThat(arrived()).isEqualTo(device.emitted());
    assertThat(rig.deviceEvents())
        .allSatisfy(event -> assertThat(event.getBoolean("recovered")).isTrue());
  }

  @Test
  void aStopLosesAndDoublesNothing() throws Exception {
    device.emit(5);
    rig.start().until(written -> rig.deviceEvents().size() >= device.emitted().size());
    rig.stop();
    device.emit(300);

    rig.start().until(written -> rig.deviceEvents().size() >= device.emitted().size());
    rig.untilQuiet();

    assertThat(arrived()).isEqualTo(device.emitted());
    assertThat(rig.notices("GAP")).isEmpty();
  }

  @Test
  void aCrashLosesAndDoublesNothing() throws Exception {
    rig.start().until(written -> !rig.notices("ONLINE").isEmpty());
    for (int crash = 0; crash < 3; crash++) {
      device.emit(150);
      rig.crash();
      device.emit(20);
      rig.start();
    }

    rig.until(written -> rig.deviceEvents().size() >= device.emitted().size());
    rig.untilQuiet();

    assertThat(arrived()).isEqualTo(device.emitted());
    assertThat(rig.notices("GAP")).isEmpty();
  }

  @Test
  void lostRepliesLoseAndDoubleNothing() throws Exception {
    rig.start().until(written -> !rig.notices("ONLINE").isEmpty());
    rig.untilQuiet();
    for (int i = 0; i < 3; i++) {
      // The reading under way is not touched any more: it brings the first event, the next one
      // fails.
      device.loseReplies(1);
      device.emit(1);
      rig.until(written -> rig.deviceEvents().size() >= device.emitted().size());
      device.emit(7);
      rig.until(written -> rig.deviceEvents().size() >= device.emitted().size());
    }
    rig.untilQuiet();

    assertThat(arrived()).isEqualTo(device.emitted());
    assertThat(rig.notices("GAP")).isEmpty();
  }

  @Test
  void aDeviceThatGoesAndComesIsSaidToAndMissesNothing() throws Exception {
    rig.start().until(written -> !rig.notices("ONLINE").isEmpty());
    device.goAway();
    rig.until(written -> !rig.notices("OFFLINE").isEmpty());
    assertThat(rig.inventory().get(rig.inventory().size() - 1).getBoolean("online")).isFalse();
    device.emit(5);
    device.answerAgain();

    rig.until(
        written ->
            rig.notices("ONLINE").size() == 2
                && rig.deviceEvents().size() >= device.emitted().size());

    assertThat(arrived()).isEqualTo(device.emitted());
    assertThat(rig.inventory().get(rig.inventory().size() - 1).getBoolean("online")).isTrue();
  }

  @Test
  void anEventReadAnewHasTheSameId() throws Exception {
    device.emit(5);
    rig.start().until(written -> rig.deviceEvents().size() >= device.emitted().size());
    List<String> ids = ids(rig.deviceEvents());
    rig.stop().alter(null);
    device.giveAgain();

    rig.start().until(written -> rig.deviceEvents().size() >= 2 * device.emitted().size());

    assertThat(ids(rig.deviceEvents()).subList(ids.size(), 2 * ids.size())).isEqualTo(ids);
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void theWrittenOffsetIsOneThatAnOperatorMaySet() throws Exception {
    device.emit(1);
    rig.start().until(written -> rig.deviceEvents().size() >= device.emitted().size());

    vendor().checkOffset(rig.offset());
  }

  @Test
  void stoppingLeavesNoTraceAtTheDevice() throws Exception {
    rig.start().until(written -> !rig.notices("ONLINE").isEmpty());
    rig.untilQuiet();

    rig.stop();

    assertThat(device.traces()).isZero();
  }

  private List<String> arrived() {
    return rig.deviceEvents().stream().map(this::vendorId).toList();
  }

  private static List<String> ids(List<Struct> events) {
    return events.stream().map(event -> event.getString("eventId")).toList();
  }
}
