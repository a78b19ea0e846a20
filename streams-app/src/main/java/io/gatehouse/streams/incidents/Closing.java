package io.gatehouse.streams.incidents;

import io.gatehouse.streams.model.Acknowledgement;
import io.gatehouse.streams.model.Finding;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What closes an incident, and when. The same finding, acknowledgement and options always give the
 * same, in whatever order they were told and however late anybody noticed.
 *
 * @param at milliseconds UTC, never before the incident began
 */
record Closing(long at, By by) {

  /** What comes first here closes it if both were at the same moment. */
  enum By {
    ALARM_END,
    ACKNOWLEDGED,
    TIMEOUT
  }

  private static final Comparator<Closing> EARLIEST =
      Comparator.comparingLong(Closing::at).thenComparing(Closing::by);

  /** When an incident closes if nothing else closes it. */
  static Closing byItself(Finding finding, long closeAfter) {
    return new Closing(finding.getUpdatedAt() + closeAfter, By.TIMEOUT);
  }

  /**
   * The earliest of what closes it. An end or acknowledgement from before the beginning comes from
   * a clock that is behind: whoever told it knew of the incident.
   *
   * @param acknowledgement null if there is none
   * @param closeAfter how long after its last event it closes by itself, milliseconds
   * @param now the app's clock, milliseconds UTC
   * @return empty while it is open
   */
  static Optional<Closing> of(
      Finding finding, Acknowledgement acknowledgement, long closeAfter, long now) {
    Closing byItself = byItself(finding, closeAfter);
    Closing end = notBefore(finding, finding.getEndedAt(), By.ALARM_END);
    Closing noted =
        notBefore(
            finding,
            acknowledgement == null ? null : acknowledgement.getAcknowledgedAt(),
            By.ACKNOWLEDGED);
    return end == null && noted == null && now < byItself.at
        ? Optional.empty()
        : Stream.of(end, noted, byItself).filter(Objects::nonNull).min(EARLIEST);
  }

  private static Closing notBefore(Finding finding, Long at, By by) {
    return at == null ? null : new Closing(Math.max(at, finding.getStartedAt()), by);
  }
}
