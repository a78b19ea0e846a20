package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.CommonFields;
import io.gatehouse.plugin.CommittedEvents.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Nothing lost, nothing doubled, nothing made up, and no gap said. */
final class Exactness {

  private Exactness() {}

  /**
   * Compares what a vendor told with what is in the topics.
   *
   * @param events all of the topics
   * @param idOf by which an event is known at the vendor; null for what Gatehouse itself observed
   * @param told ids of all that the vendor told
   */
  static void check(List<Event> events, Function<Event, String> idOf, Set<String> told) {
    assertThat(events).as("gaps").noneMatch(event -> event.type().equals("GAP"));
    Set<String> read = ids(events, idOf);
    assertThat(without(told, read)).as("lost").isEmpty();
    assertThat(without(read, told)).as("made up").isEmpty();
    assertThat(events.stream().map(event -> event.topic() + " " + event.eventId()))
        .as("written twice")
        .doesNotHaveDuplicates();
    assertThat(
            events.stream()
                .filter(event -> idOf.apply(event) != null)
                .map(event -> event.topic() + " " + idOf.apply(event)))
        .as("written twice under another id")
        .doesNotHaveDuplicates();
  }

  /**
   * Compares what a vendor without ids told with what is in the topics.
   *
   * @param events all of the topics, without what is told a second time
   * @param contentOf what an event says; null for what Gatehouse itself observed
   * @param told what the vendor told, each content as often as it did
   */
  static void check(
      List<SpecificRecord> events, Function<SpecificRecord, String> contentOf, List<String> told) {
    assertThat(events).as("gaps").noneMatch(event -> event.get(CommonFields.TYPE).equals("GAP"));
    assertThat(events.stream().map(contentOf).filter(Objects::nonNull))
        .as("lost, made up, or written twice")
        .containsExactlyInAnyOrderElementsOf(told);
    assertThat(events.stream().map(Exactness::eventId))
        .as("written under one id")
        .doesNotHaveDuplicates();
  }

  /** The id of an event, which is one within its topic. */
  static String eventId(SpecificRecord event) {
    return event.getSchema().getName() + " " + event.get(CommonFields.EVENT_ID);
  }

  /** The ids of what the vendor told and the topics hold. */
  static Set<String> ids(List<Event> events, Function<Event, String> idOf) {
    return events.stream().map(idOf).filter(Objects::nonNull).collect(Collectors.toSet());
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
