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
  private Share share = new Share(HikConnectBudget.UNLIMITED, 1);

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
      SHARED.values().removeIf(HikConnectAccount::isIdle);
      HikConnectAccount account =
          SHARED.computeIfAbsent(key, missing -> new HikConnectAccount(clock));
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

  synchronized HikConnectSession session() {
    return session;
  }

  HikConnectBudget budget() {
    return budget;
  }

  /** The last who leaves takes the token along: who comes next may have another SK. */
  private synchronized void read(Share share, int more) {
    this.share = share;
    readersHere += more;
    if (readersHere == 0) {
      session = new HikConnectSession(clock);
    }
  }

  /** Nobody holds it, and nothing of its budget is spent that who comes next must respect. */
  private synchronized boolean isIdle() {
    return readersHere == 0 && budget.isUnspent();
  }

  private synchronized int limit() {
    return share.of(readersHere);
  }
}
