package io.gatehouse.hikconnect;

import io.gatehouse.engine.FeedConnector;
import org.apache.kafka.connect.connector.Task;

/** Reads the message queues of a Hik-Connect for Teams account into Kafka. */
public final class HikConnectSourceConnector extends FeedConnector {

  public HikConnectSourceConnector() {
    super(new HikConnect());
  }

  @Override
  public Class<? extends Task> taskClass() {
    return HikConnectSourceTask.class;
  }
}
