package io.gatehouse.relay;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.DeviceRefusal;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.http.HttpFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One command on its way through the protocol: prepare, write the intent, send, write the outcome,
 * look for the effect. Runs in the lane of its device, on that event loop.
 */
final class Order {

  /** Between two looks for the effect. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(150);

  private final RelayCommand command;
  private final Lane lane;
  private final Page page;
  private final Clock clock;
  private final Duration window;
  private final Duration confirmTimeout;

  /** What the ledger takes of one command. Any thread. */
  interface Page {

    /** Whether nothing can be written there any more: somebody else sees to the command. */
    boolean isClosed();

    /**
     * Completes when it is durable; fails if it is not, or nobody knows. Behind an intent that is
     * durable a final verdict must follow.
     */
    Future<Void> write(Verdict verdict);
  }

  Order(
      RelayCommand command,
      Lane lane,
      Page page,
      Clock clock,
      Duration window,
      Duration confirmTimeout) {
    this.command = command;
    this.lane = lane;
    this.page = page;
    this.clock = clock;
    this.window = window;
    this.confirmTimeout = confirmTimeout;
  }

  /** Never fails; completes when the device is free for its next command. */
  Future<Void> run() {
    if (page.isClosed()) {
      return Future.succeededFuture();
    }
    if (isExpired()) {
      return conclude(Verdict.expired(command, "while the device was busy"));
    }
    return Future.succeededFuture()
        .compose(now -> lane.device().driver().prepare(command))
        .transform(
            prepared ->
                prepared.succeeded()
                    ? intend(prepared.result())
                    : conclude(notPrepared(prepared.cause())));
  }

  private Future<Void> intend(PreparedCommand prepared) {
    if (isExpired()) {
      return conclude(Verdict.expired(command, "before it could leave"));
    }
    // Counted from before the writing: a worker may stand still just after it.
    Instant windowEnd = clock.instant().plus(window);
    return here(page.write(Verdict.of(Status.INTENT)))
        .transform(
            written -> {
              if (written.failed()) {
                // Somebody else sees to the command, or the next tenure does.
                return Future.<Void>succeededFuture();
              }
              // Kafka took long, or we stood still: only another writing shows who owns it now.
              return clock.instant().isAfter(windowEnd)
                  ? intend(prepared)
                  : send(prepared, windowEnd);
            });
  }

  private Future<Void> send(PreparedCommand prepared, Instant windowEnd) {
    Instant notAfter =
        windowEnd.isBefore(command.getExpiresAt()) ? windowEnd : command.getExpiresAt();
    return Future.succeededFuture()
        .compose(now -> prepared.send(notAfter))
        .transform(
            sent ->
                sent.succeeded()
                    ? conclude(Verdict.of(Status.ACCEPTED)).compose(said -> confirm(prepared))
                    : conclude(notAccepted(sent.cause())));
  }

  /** The device need not wait until the outcome is durable: the ledger keeps the order. */
  private Future<Void> conclude(Verdict verdict) {
    page.write(verdict);
    return Future.succeededFuture();
  }

  /** Nothing was sent that moves anything. */
  private static Verdict notPrepared(Throwable cause) {
    if (cause instanceof CommandRejected rejected) {
      return Verdict.rejected(rejected.rule(), rejected.getMessage());
    }
    return refused(cause).orElseGet(() -> Verdict.of(Status.FAILED, words(cause)));
  }

  private Verdict notAccepted(Throwable cause) {
    if (!(cause instanceof HttpFailure http) || !http.maybeSent()) {
      Optional<Verdict> refused = refused(cause);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    if (cause instanceof HttpFailure http && !http.maybeSent()) {
      return isExpired()
          ? Verdict.expired(command, "before it could leave")
          : Verdict.of(Status.FAILED, words(cause));
    }
    return Verdict.of(
        Status.UNKNOWN, "it may have been carried out: " + words(cause) + "; look at the door");
  }

  /** The device itself said no. */
  private static Optional<Verdict> refused(Throwable cause) {
    if (cause instanceof DeviceRefusal refusal) {
      return Optional.of(new Verdict(Status.REFUSED, refusal.code(), words(cause)));
    }
    return cause instanceof HttpFailure http && http.reply().isPresent()
        ? Optional.of(
            new Verdict(Status.REFUSED, "HTTP " + http.reply().get().status(), words(cause)))
        : Optional.empty();
  }

  private static String words(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private Future<Void> confirm(PreparedCommand prepared) {
    if (!prepared.isConfirmable() || confirmTimeout.isZero()) {
      return Future.succeededFuture();
    }
    return look(prepared, clock.instant().plus(confirmTimeout), FIRST_LOOK).compose(this::conclude);
  }

  private Future<Verdict> look(PreparedCommand prepared, Instant end, Duration pause) {
    return Future.succeededFuture()
        .compose(now -> prepared.evidence())
        .transform(
            looked -> {
              if (looked.succeeded() && looked.result().isPresent()) {
                return Future.succeededFuture(
                    new Verdict(Status.CONFIRMED, looked.result().get(), null));
              }
              boolean last =
                  lane.isWanted() || page.isClosed() || clock.instant().plus(pause).isAfter(end);
              return last
                  ? Future.succeededFuture(Verdict.of(Status.NOT_CONFIRMED, unseen(looked.cause())))
                  : later(pause).compose(now -> look(prepared, end, pause.multipliedBy(2)));
            });
  }

  private String unseen(Throwable trouble) {
    if (trouble != null) {
      return "its effect could not be looked for: " + words(trouble);
    }
    return lane.isWanted()
        ? "its effect was not seen before the device's next command"
        : "its effect was not seen within " + confirmTimeout.toMillis() + " ms; look at the door";
  }

  private Future<Void> later(Duration pause) {
    Promise<Void> passed = Promise.promise();
    lane.device().context().owner().setTimer(pause.toMillis(), timer -> passed.complete());
    return here(passed.future());
  }

  private boolean isExpired() {
    return clock.instant().isAfter(command.getExpiresAt());
  }

  /** Brings a future that others complete back to the device's event loop. */
  private <T> Future<T> here(Future<T> elsewhere) {
    Promise<T> own = Promise.promise();
    elsewhere.onComplete(done -> lane.device().context().runOnContext(now -> own.handle(done)));
    return own.future();
  }
}
