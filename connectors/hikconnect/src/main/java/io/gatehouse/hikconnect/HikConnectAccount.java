package io.gatehouse.hikconnect;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * An account of the cloud as this process knows it: one session and one request budget for all that
 * Gatehouse does there, in whichever tasks and connectors. That is why it is found by its key
 * instead of being handed around; it lives as long as somebody holds it, and a moment longer, so
 * that a restart does not spend the budget twice.
 */
final class HikConnectAccount {

  private static final Map<Key, HikConnectAccount> SHARED = new HashMap<>();

  /** Which account: the address of its login and its AK. */
  record Key(URI url, String appKey) {
    @Override
    public String toString() {
      return "account at " + url;
    }
  }

  private final Clock clock;
  private final HikConnectBudget budget;
  private HikConnectSession session;
  private int readersHere;
  private int commandersHere;
  private Share share = new Share(HikConnectBudget.UNLIMITED, 1);
  private int commandsPerSecond;

  /**
   * How much of the account's budget is whose.
   *
   * @param perSecond requests a second of the whole account; {@link HikConnectBudget#UNLIMITED}
   * @param readers readers of the account, wherever they run
   */
  record Share(int perSecond, int readers) {

    /** What a process may do that has so many of the readers: its part, rounded down. */
    int of(int readersHere) {
      return perSecond == HikConnectBudget.UNLIMITED
          ? HikConnectBudget.UNLIMITED
          : Math.max(1, perSecond * Math.min(readersHere, readers) / readers);
    }
  }

  private HikConnectAccount(Clock clock) {
    this.clock = clock;
    session = new HikConnectSession(clock);
    budget = new HikConnectBudget(this::limit, clock);
  }

  /** One reader more of an account; {@link #leave} it when done. */
  static HikConnectAccount join(Key key, Share share, Clock clock) {
    synchronized (SHARED) {
      HikConnectAccount account = find(key, clock);
      account.read(share, 1);
      return account;
    }
  }

  static void leave(Key key) {
    synchronized (SHARED) {
      HikConnectAccount account = SHARED.get(key);
      account.read(account.share, -1);
    }
  }

  /**
   * One more who commands; {@link #leaveAsCommander} when done. While readers are here, commands go
   * before them in their share, which stays as it is.
   *
   * @param perSecond requests a second of all commanders here while no reader is; {@link
   *     HikConnectBudget#UNLIMITED}
   */
  static HikConnectAccount joinAsCommander(Key key, int perSecond, Clock clock) {
    synchronized (SHARED) {
      HikConnectAccount account = find(key, clock);
      account.command(perSecond, 1);
      return account;
    }
  }

  static void leaveAsCommander(Key key) {
    synchronized (SHARED) {
      HikConnectAccount account = SHARED.get(key);
      account.command(account.commandsPerSecond, -1);
    }
  }

  /** Call with the lock of all accounts. */
  private static HikConnectAccount find(Key key, Clock clock) {
    SHARED.values().removeIf(HikConnectAccount::isIdle);
    return SHARED.computeIfAbsent(key, missing -> new HikConnectAccount(clock));
  }

  synchronized HikConnectSession session() {
    return session;
  }

  HikConnectBudget budget() {
    return budget;
  }

  private synchronized void read(Share share, int more) {
    this.share = share;
    readersHere += more;
    forgetTokenOfNobody();
  }

  private synchronized void command(int perSecond, int more) {
    commandsPerSecond = perSecond;
    commandersHere += more;
    forgetTokenOfNobody();
  }

  /** The last who leaves takes the token along: who comes next may have another SK. */
  private void forgetTokenOfNobody() {
    if (isLeft()) {
      session = new HikConnectSession(clock);
    }
  }

  private boolean isLeft() {
    return readersHere == 0 && commandersHere == 0;
  }

  /** Nobody holds it, and nothing of its budget is spent that who comes next must respect. */
  private synchronized boolean isIdle() {
    return isLeft() && budget.isUnspent();
  }

  /** Requests a second that this process may make now. */
  synchronized int limit() {
    return readersHere == 0 && commandersHere > 0 ? commandsPerSecond : share.of(readersHere);
  }
}
