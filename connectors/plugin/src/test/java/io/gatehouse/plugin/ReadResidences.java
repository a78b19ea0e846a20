package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.simulators.AkuvoxCloudDevice;
import io.gatehouse.simulators.AkuvoxCloudOptions;
import io.gatehouse.simulators.AkuvoxCloudRecord;
import io.gatehouse.simulators.AkuvoxCloudSimulator;
import io.gatehouse.simulators.AkuvoxResidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Two residences of a simulated Akuvox cloud, the connector that reads them, and its topics. */
final class ReadResidences extends ReadLogs {

  private static final String FRONT = "0C1105000011";
  private static final String BACK = "0C1105000012";

  /** The only device of each residence. */
  private static final Map<String, String> DEVICES = Map.of("r1", FRONT, "r2", BACK);

  private final AkuvoxCloudSimulator cloud;

  /** Residences that nobody reads yet. */
  ReadResidences(PluginStack stack, String name, AkuvoxCloudOptions options) throws Exception {
    super(stack, name, "io.gatehouse.akuvox.cloud.AkuvoxCloudSourceConnector");
    cloud =
        AkuvoxCloudSimulator.start(
            options.withResidences(residence("r1", "Front Door"), residence("r2", "Back Door")));
  }

  private static AkuvoxResidence residence(String id, String device) {
    return new AkuvoxResidence(
        id,
        List.of(AkuvoxCloudDevice.doorphone(DEVICES.get(id), device)),
        List.of("tom", "Zoë Müller"));
  }

  AkuvoxCloudSimulator cloud() {
    return cloud;
  }

  @Override
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    options.put("account.url", cloud.url().toString());
    options.put("account.token", "${env:AKUVOX_TOKEN}");
    options.put("tls", "insecure");
    options.put("residences", String.join(",", cloud.residences()));
    options.put("history.poll.interval.ms", "200");
    options.put("history.request.pause.ms", "10");
    options.put("history.time.zone", "UTC");
    return options;
  }

  @Override
  int count() {
    return DEVICES.size();
  }

  @Override
  void burst(int records, long seed) {
    DEVICES.keySet().forEach(residence -> cloud.burst(residence, records, seed));
  }

  @Override
  List<String> written() {
    return cloud.journal().emitted().stream()
        .map(it -> AkuvoxContent.of(DEVICES.get(it.residence()), it))
        .toList();
  }

  /** Also waits for the pictures, of which each is told once: with its record, or after it. */
  @Override
  void settle() {
    List<String> pictures =
        cloud.journal().emitted().stream()
            .filter(it -> it.history() == AkuvoxCloudRecord.History.OPEN_DOOR)
            .map(AkuvoxContent::picture)
            .toList();
    topics().until(events -> pictures().size() >= pictures.size());
    super.settle();
    assertThat(pictures()).containsExactlyInAnyOrderElementsOf(pictures);
    assertThat(second().map(it -> it.getAttributes().get("eventId")))
        .as("records that are told again")
        .containsExactlyInAnyOrderElementsOf(
            first().filter(it -> picture(it) == null).map(AccessEvent::getEventId).toList());
  }

  /** Records of doors that were told before they had a picture, once more. */
  Stream<AccessEvent> second() {
    return accesses().filter(it -> it.getType().equals("SECOND_REPORT"));
  }

  private Stream<AccessEvent> first() {
    return accesses().filter(it -> !it.getType().equals("SECOND_REPORT"));
  }

  private Stream<AccessEvent> accesses() {
    return records().stream().filter(AccessEvent.class::isInstance).map(AccessEvent.class::cast);
  }

  private List<String> pictures() {
    return accesses().map(ReadResidences::picture).filter(Objects::nonNull).toList();
  }

  private static String picture(AccessEvent event) {
    return event.getAttributes().get("picture");
  }

  @Override
  public void close() {
    super.close();
    cloud.close();
  }
}
