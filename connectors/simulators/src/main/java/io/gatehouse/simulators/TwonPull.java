package io.gatehouse.simulators;

import java.time.Duration;
import java.util.List;

/**
 * A log/pull (section 5.10.4): answered at once if there are events, else when one comes or its
 * time is over. Events leave the channel when their reply is made: if it is lost, so are they.
 */
final class TwonPull implements TwonLog.Waiter {

  private final TwonDevice device;
  private final TwonCall call;
  private final TwonLog.Channel channel;
  private final TwonGate gate;
  private Timers.Timer timer;

  TwonPull(TwonDevice device, TwonCall call, TwonLog.Channel channel, TwonGate gate) {
    this.device = device;
    this.call = call;
    this.channel = channel;
    this.gate = gate;
  }

  /** Call with the device's lock held. */
  void start(Duration timeout) {
    channel.extend(device.nanos());
    if (channel.waiter != null) {
      channel.waiter.overtaken();
    }
    if (timeout.isZero() || !channel.isEmpty()) {
      call.answer(nextBatch());
      return;
    }
    channel.waiter = this;
    timer = device.after(timeout, this::wake);
    call.onClose(() -> end(() -> call.drop("caller gone")));
  }

  @Override
  public void wake() {
    end(
        () -> {
          if (call.isClosed()) {
            call.drop("caller gone"); // the events stay
          } else {
            call.answer(nextBatch());
          }
        });
  }

  @Override
  public void channelClosed() {
    end(() -> call.answer(Reply.error(TwonError.invalid("id"))));
  }

  @Override
  public void noncesRotated() {
    if (device.options.security(TwonService.LOGGING).authentication() == Authentication.DIGEST) {
      end(
          () ->
              call.answer(
                  Reply.error(
                      gate.unauthorized(TwonService.LOGGING, true, "stale nonce while waiting"))));
    }
  }

  /** Another pull of this channel has come: this one ends without events. */
  @Override
  public void overtaken() {
    channel.waiter = null;
    timer.cancel();
    call.onEventLoop(() -> call.answer(Reply.ok(TwonLog.batch(List.of()))));
  }

  /** Ends the wait, if it has not ended yet. */
  private void end(Runnable lastWord) {
    call.onEventLoop(
        () -> {
          synchronized (device) {
            if (channel.waiter == this) {
              channel.waiter = null;
              timer.cancel();
              channel.extend(device.nanos());
              lastWord.run();
            }
          }
        });
  }

  private Reply nextBatch() {
    boolean oversized = call.hasFault(Fault.Kind.BATCH);
    List<TwonLog.Entry> entries =
        channel.take(oversized ? (int) call.fault().value() : TwonLog.BATCH);
    if (call.hasFault(Fault.Kind.DUPLICATE)) {
      channel.putBack(entries);
      if (entries.isEmpty()) {
        device.faults.add(TwonApi.PULL, 1, call.fault()); // there was nothing to send twice
      }
    }
    device.journal.delivered(entries.size());
    return Reply.ok(TwonLog.batch(entries));
  }
}
