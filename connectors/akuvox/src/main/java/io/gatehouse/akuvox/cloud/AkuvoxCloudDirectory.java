package io.gatehouse.akuvox.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.CommandRejected;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds one device in the lists of residences, by its MAC or by its name. */
final class AkuvoxCloudDirectory {

  /** What was called so an hour ago may be called otherwise now. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final String serial;
  private final List<AkuvoxCloudClient> residences;
  private final Clock clock;
  private AkuvoxCloudDoor found;
  private Instant foundAt = Instant.MIN;

  /**
   * A directory that has not asked yet.
   *
   * @param serial MAC or name of the device
   * @param residences where it may be; not empty
   */
  AkuvoxCloudDirectory(String serial, List<AkuvoxCloudClient> residences, Clock clock) {
    this.serial = serial;
    this.residences = residences;
    this.clock = clock;
  }

  /** The device, as it was found lately if it had this target then. */
  Future<AkuvoxCloudDoor> find(String target) {
    boolean isKnown =
        found != null
            && clock.instant().isBefore(foundAt.plus(KEPT))
            && found.targets().contains(target);
    return isKnown ? Future.succeededFuture(found) : find();
  }

  /**
   * The device, as the cloud lists it now.
   *
   * @return or a {@link CommandRejected} if it is in no list, or nobody knows which it is
   */
  Future<AkuvoxCloudDoor> find() {
    Instant asked = clock.instant();
    return find(0, new TreeMap<>())
        .onSuccess(
            door -> {
              found = door;
              foundAt = asked;
            });
  }

  /** Ask the cloud next time: it did not do as the list said. */
  void forget() {
    found = null;
  }

  /**
   * Asks one residence after the other.
   *
   * @param named devices of this name so far, by MAC: a device may be of several residences
   */
  private Future<AkuvoxCloudDoor> find(int index, Map<String, AkuvoxCloudDoor> named) {
    if (index == residences.size()) {
      return only(named);
    }
    AkuvoxCloudClient residence = residences.get(index);
    return residence
        .deviceList()
        .compose(
            reply -> {
              for (JsonNode listed : reply.answer().items()) {
                AkuvoxCloudDoor door = AkuvoxCloudDoor.of(residence, listed);
                if (AkuvoxCloudDoor.isMac(listed, serial)) {
                  return Future.succeededFuture(door);
                }
                if (AkuvoxCloudDoor.isName(listed, serial)) {
                  named.putIfAbsent(door.mac(), door);
                }
              }
              return find(index + 1, named);
            });
  }

  private Future<AkuvoxCloudDoor> only(Map<String, AkuvoxCloudDoor> named) {
    if (named.size() == 1) {
      return Future.succeededFuture(named.values().iterator().next());
    }
    return Future.failedFuture(
        new CommandRejected(
            CommandRejected.UNKNOWN_TARGET,
            named.isEmpty()
                ? "no residence lists a device '"
                    + serial
                    + "'; check the serial of the device, and the residences"
                : "several devices are called '"
                    + serial
                    + "': "
                    + String.join(", ", named.keySet())
                    + "; set the serial to the MAC of one"));
  }
}
