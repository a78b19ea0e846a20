package io.gatehouse.akuvox.cloud;

import io.gatehouse.engine.FeedTask;

/** Reads some residences of the Akuvox cloud. */
public final class AkuvoxCloudSourceTask extends FeedTask {

  public AkuvoxCloudSourceTask() {
    super(new AkuvoxCloud());
  }
}
