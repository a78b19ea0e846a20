package io.gatehouse.engine;

import io.gatehouse.engine.Acknowledgements.Pending;
import io.gatehouse.engine.Acknowledgements.Tracked;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.events.ConnectSchemas;
import io.gatehouse.events.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Turns events into Connect's records: keyed by device, with the position as source offset.
 *
 * <p>Records carry no timestamp of their own, so that Kafka counts their retention from their
 * writing. A device whose clock says 1970 would otherwise have its events deleted at once.
 */
final class Records {

  private final Topics topics;
  private final FeedMeters meters;

  Records(String topicPrefix, FeedMeters meters) {
    this.topics = Topics.of(topicPrefix);
    this.meters = meters;
  }

  List<SourceRecord> from(List<Pending> batches) {
    List<SourceRecord> records = new ArrayList<>();
    for (Pending batch : batches) {
      for (Entry entry : batch.batch().entries()) {
        records.add(record(batch, entry));
      }
    }
    return records;
  }

  private SourceRecord record(Pending batch, Entry entry) {
    SpecificRecord event = entry.event();
    Struct value = ConnectSchemas.toStruct(event);
    String topic = topics.topicFor(event);
    String deviceId = value.getString("deviceId");
    meters.handedOver(topic, value);
    return new Tracked(
        batch,
        batch.partition(),
        entry.position().toOffset(),
        topic,
        deviceId,
        value.schema(),
        value);
  }
}
