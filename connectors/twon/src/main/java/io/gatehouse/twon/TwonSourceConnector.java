package io.gatehouse.twon;

import io.gatehouse.engine.FeedConnector;
import org.apache.kafka.connect.connector.Task;

/** Reads the events of 2N intercoms into Kafka. */
public final class TwonSourceConnector extends FeedConnector {

  public TwonSourceConnector() {
    super(new Twon());
  }

  @Override
  public Class<? extends Task> taskClass() {
    return TwonSourceTask.class;
  }
}
