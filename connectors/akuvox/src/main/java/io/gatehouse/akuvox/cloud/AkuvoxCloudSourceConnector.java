package io.gatehouse.akuvox.cloud;

import io.gatehouse.engine.FeedConnector;
import org.apache.kafka.connect.connector.Task;

/** Reads the histories of residences in the Akuvox cloud into Kafka. */
public final class AkuvoxCloudSourceConnector extends FeedConnector {

  public AkuvoxCloudSourceConnector() {
    super(new AkuvoxCloud());
  }

  @Override
  public Class<? extends Task> taskClass() {
    return AkuvoxCloudSourceTask.class;
  }
}
