package io.gatehouse.streams;

/**
 * The time by which the app waits and closes: that of the newest record's reception, going on while
 * nothing arrives. So a replay of a day waits as the day did, and a quiet night passes too. Times
 * are milliseconds.
 */
public final class EventClock {

  private long newest;
  private long arrived;

  /** A record that was received at {@code receivedAt} arrives here, at {@code wallClock}. */
  public void saw(long receivedAt, long wallClock) {
    newest = Math.max(newest, receivedAt);
    arrived = wallClock;
  }

  /** What time it is; 0 before the first record. */
  public long now(long wallClock) {
    return newest == 0 ? 0 : newest + Math.max(0, wallClock - arrived);
  }
}
