package io.gatehouse.streams;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code topology.txt} says what instances that run already have on disk and in topics. */
class TopologyTest {

  private static final String MEANING =
      """
      # The topology of the default configuration, generated: mvn verify -Dupdate writes it anew.
      #
      # What a change of this file means for an application that runs already under its application.id:
      # - A processor without stores is added, renamed or removed: nothing.
      # - A store is added: it begins empty, and knows nothing of what happened before.
      # - A store or a repartition topic is renamed or removed: what it held is lost, since both are
      #   found by their names; the old topic stays until somebody deletes it.
      # - A sub-topology gets another number: tasks and their directories are known by it, so that an old
      #   instance beside a new one would take one task for another.
      # - A repartition topic gets another number of partitions: keys move away from their state.
      # After any of the last three, stop all instances, and either give a new application.id, or reset
      # the old one with kafka-streams-application-reset.sh and empty the state directories. The topics
      # are then read from their beginning, and incidents get the ids that they had.

      """;

  @Test
  void theCommittedTopologyIsTheOneThatIsBuilt() throws IOException {
    Baseline.check(
        "src/test/resources/topology.txt",
        MEANING + GatehouseTopology.build(new AppConfig(Map.of()), StreamsRig::serde).describe(),
        "Read at its head what that means for applications that run already.");
  }
}
