package io.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.Acknowledgements.Pending;
import io.gatehouse.engine.Acknowledgements.Tracked;
import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.engine.Handover.Delivery;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

  private final Acknowledgements acknowledgements = new Acknowledgements();

  @Test
  void twoRecordsThatTellTheSameAreConfirmedEach() {
    AtomicInteger durable = new AtomicInteger();
    Entry entry = new Entry(null, Map::of);
    Batch batch = Batch.of(List.of(entry, entry));
    Pending pending =
        acknowledgements
            .expect(
                List.of(new Delivery(Map.of("device", "door"), batch, durable::incrementAndGet)))
            .get(0);

    Set<SourceRecord> confirmedByConnect = new HashSet<>(List.of(record(pending), record(pending)));
    confirmedByConnect.forEach(acknowledgements::durable);

    assertThat(durable).hasValue(1);
  }

  private static Tracked record(Pending batch) {
    return new Tracked(
        batch,
        Map.of("device", "door"),
        Map.of("id", 1),
        "t",
        "door",
        Schema.STRING_SCHEMA,
        "same");
  }
}
