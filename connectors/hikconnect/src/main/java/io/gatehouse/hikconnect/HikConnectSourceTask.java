package io.gatehouse.hikconnect;

import io.gatehouse.engine.FeedTask;

/** Reads some queues of an account. */
public final class HikConnectSourceTask extends FeedTask {

  public HikConnectSourceTask() {
    super(new HikConnect());
  }
}
