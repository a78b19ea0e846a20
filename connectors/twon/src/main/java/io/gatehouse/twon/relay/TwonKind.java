package io.gatehouse.twon.relay;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.PreparedCommand;
import io.vertx.core.Future;

/** A kind of target. */
interface TwonKind {

  /** Which of them the device has. */
  TwonTargets targets();

  /**
   * Makes ready, see {@link io.gatehouse.engine.RelayDriver#prepare}.
   *
   * @throws CommandRejected where it can be told without asking the device
   */
  Future<PreparedCommand> prepare(TwonCommand command);
}
