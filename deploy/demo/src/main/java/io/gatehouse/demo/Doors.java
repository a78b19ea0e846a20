package io.gatehouse.demo;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Where the demo's events come from: simulated doors, or real ones. */
interface Doors extends AutoCloseable {

  /** What there is to read, a connector each. */
  List<Site> sites();

  /** Begins the day, if that is in our hand. */
  void begin();

  /** Lets happen what it is time for beside the day, if that is in our hand. */
  void live(Instant now);

  /** Whether the day is over. */
  boolean isOver();

  /** Whether their journals tell everything, so that it can be judged. */
  boolean isJudged();

  /** Every event so far, as far as the doors' own journals tell. */
  List<Emitted> emitted();

  /** The device of everything that was moved by command so far, as far as the doors tell. */
  List<String> moved();

  /** Kinds of all incidents that the day must give, and no other at its devices. */
  Set<IncidentTally.Kind> incidents();

  @Override
  void close();

  /**
   * An event in the journal of a device or cloud.
   *
   * @param device its id in the records
   * @param id what the device or cloud calls the event, as {@link Tally#vendorId} has it
   * @param open whether a cloud still holds it, since nobody has completed it
   */
  record Emitted(String device, String id, boolean open) {}
}
