package io.gatehouse.akuvox;

import io.gatehouse.engine.FeedTask;

/** Reads some Akuvox devices. */
public final class AkuvoxSourceTask extends FeedTask {

  public AkuvoxSourceTask() {
    super(new Akuvox());
  }
}
