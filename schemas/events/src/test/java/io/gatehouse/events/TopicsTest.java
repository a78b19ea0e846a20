package io.gatehouse.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.events.Topics.Topic;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void everyRecordHasItsTopic() {
    Topics topics = Topics.of("doors.");

    assertThat(topics.topicFor(AccessEvent.class)).isEqualTo("doors.access");
    assertThat(topics.topicFor(CallEvent.class)).isEqualTo("doors.call");
    assertThat(topics.topicFor(Samples.alarm())).isEqualTo("doors.alarm");
    assertThat(topics.topicFor(DeviceEvent.class)).isEqualTo("doors.device");
    assertThat(topics.topicFor(Device.class)).isEqualTo("doors.devices");
    assertThat(topics.topicFor(Incident.class)).isEqualTo("doors.incident");
    assertThat(topics.topicFor(IncidentAcknowledgement.class))
        .isEqualTo("doors.incident.acknowledgement");
    assertThat(topics.topicFor(Passage.class)).isEqualTo("doors.passage");
    assertThat(topics.topicFor(DoorStatus.class)).isEqualTo("doors.status.door");
    assertThat(topics.topicFor(DeviceStatus.class)).isEqualTo("doors.status.device");
    assertThat(topics.topicFor(RelayCommand.class)).isEqualTo("doors.command");
    assertThat(topics.topicFor(RelayOutcome.class)).isEqualTo("doors.command.outcome");
    assertThat(topics.deadLetter()).isEqualTo("doors.dead-letter");
  }

  @Test
  void aPartOfARecordHasNoTopic() {
    Topics topics = Topics.of(Topics.DEFAULT_PREFIX);

    assertThatThrownBy(() -> topics.topicFor(Attachment.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Attachment");
  }

  @Test
  void keyedTopicsHaveTheSamePartitions() {
    assertThat(Topics.of("").all())
        .filteredOn(topic -> !topic.name().equals("dead-letter"))
        .extracting(Topic::partitions)
        .containsOnly(Topics.PARTITIONS);
  }

  @Test
  void threeReplicasOrMoreMustAgreeByTwo() {
    Topic access = Topics.of("").all().get(0);

    assertThat(access.settings(1)).containsEntry("min.insync.replicas", "1");
    assertThat(access.settings(3)).containsEntry("min.insync.replicas", "2");
  }

  @Test
  void refusesAPrefixThatKafkaWouldRefuse() {
    for (String prefix : new String[] {"with space", "gatehouse/", "t\u00fcr.", "x".repeat(201)}) {
      assertThatThrownBy(() -> Topics.of(prefix))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(prefix)
          .hasMessageContaining("use at most 200 letters");
    }
  }
}
