package io.gatehouse.streams.incidents;

import io.gatehouse.events.Incident;
import io.gatehouse.events.IncidentAcknowledgement;
import io.gatehouse.streams.AppConfig;
import io.gatehouse.streams.EventSerdes;
import io.gatehouse.streams.RecordSerde;
import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.model.IncidentState;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Which incidents are there, what is known of each, and is it still open? */
public final class Incidents {

  /** Name of the store of all incidents, open and lately closed, by incidentId. */
  public static final String STORE = "incidents";

  static final String TIMERS = "incident-timers";

  private Incidents() {}

  /**
   * Writes incidents, and the commands that are configured to follow them.
   *
   * @param partitions of the topic of acknowledgements
   */
  public static void build(
      StreamsBuilder builder,
      KStream<String, Finding> findings,
      int partitions,
      AppConfig config,
      EventSerdes serdes) {
    KStream<String, Change> changes =
        found(findings, partitions)
            .merge(acknowledged(builder, config, serdes), Named.as("with-acknowledgements"))
            .process(new Lives(Terms.of(config)), Named.as("incidents"));
    changes
        .mapValues(Change::incident, Named.as("incident-records"))
        .to(
            config.topics().topicFor(Incident.class),
            Produced.with(Serdes.String(), serdes.of(Incident.class)).withName("to-incident"));
    Commands.build(changes, config, serdes);
  }

  /** Partitioned as the topic of acknowledgements is, so that both meet. */
  private static KStream<String, SpecificRecord> found(
      KStream<String, Finding> findings, int partitions) {
    return findings
        .repartition(
            Repartitioned.with(Serdes.String(), new RecordSerde<>(Finding.class))
                .withName("findings")
                .withNumberOfPartitions(partitions))
        .mapValues(finding -> finding, Named.as("found"));
  }

  private static KStream<String, SpecificRecord> acknowledged(
      StreamsBuilder builder, AppConfig config, EventSerdes serdes) {
    return builder.stream(
            config.topics().topicFor(IncidentAcknowledgement.class),
            Consumed.with(Serdes.String(), serdes.of(IncidentAcknowledgement.class))
                .withName("IncidentAcknowledgement"))
        .mapValues(acknowledgement -> acknowledgement, Named.as("acknowledged"));
  }

  private record Lives(Terms terms)
      implements ProcessorSupplier<String, SpecificRecord, String, Change> {

    @Override
    public Processor<String, SpecificRecord, String, Change> get() {
      return new IncidentProcessor(terms);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(STORE),
              Serdes.String(),
              new RecordSerde<>(IncidentState.class)),
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(TIMERS), Serdes.String(), Serdes.String()));
    }
  }
}
