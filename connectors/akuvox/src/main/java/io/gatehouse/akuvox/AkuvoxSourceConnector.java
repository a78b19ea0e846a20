package io.gatehouse.akuvox;

import io.gatehouse.engine.FeedConnector;
import org.apache.kafka.connect.connector.Task;

/** Reads the door and call logs of Akuvox devices into Kafka. */
public final class AkuvoxSourceConnector extends FeedConnector {

  public AkuvoxSourceConnector() {
    super(new Akuvox());
  }

  @Override
  public Class<? extends Task> taskClass() {
    return AkuvoxSourceTask.class;
  }
}
