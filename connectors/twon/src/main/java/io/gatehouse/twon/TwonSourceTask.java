package io.gatehouse.twon;

import io.gatehouse.engine.FeedTask;

/** Reads a share of the 2N intercoms. */
public final class TwonSourceTask extends FeedTask {

  public TwonSourceTask() {
    super(new Twon());
  }
}
