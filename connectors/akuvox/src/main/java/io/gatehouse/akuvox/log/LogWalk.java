package io.gatehouse.akuvox.log;

import java.util.ArrayList;
import java.util.List;

/**
 * How far back a log must be read: its newest page; if that does not reach back to what is
 * remembered, the log without paging, which on most firmware is all of it, in one moment; and if
 * that is a page too, page by page.
 *
 * <p>While pages are read, new records push others on to the next page. So the newest page is
 * looked at again after each, for how many there are: what looks the same in two pages may be
 * twins, and a page that repeats nothing may follow after a gap.
 */
public final class LogWalk {

  /** What {@link #page()} is for the log without paging. */
  public static final int UNPAGED = 0;

  /** Records in a page; the vendor's devices know no other size. */
  public static final int PAGE = 10;

  private static final int NEWEST = 1;

  /** How often a page is read again because records came meanwhile; more, and they could win. */
  private static final int MOST_TRIES = 4;

  private int page = NEWEST;

  /** The newest page when it was looked at last. */
  private List<LogRecord> head = List.of();

  /** All pages so far. */
  private List<LogRecord> pages = List.of();

  /** The page behind those, until it is known what came meanwhile. */
  private List<LogRecord> next = List.of();

  private boolean looksAtHead;

  /**
   * How many records came between the reading of the last of {@link #pages} and the last look at
   * the newest page; negative if that look is the older one.
   */
  private int pushed;

  private int tries;

  /** The page to ask for, from 1, or {@link #UNPAGED}. */
  public int page() {
    return looksAtHead ? NEWEST : page;
  }

  /** Whether the next request begins anew. */
  public boolean isAtStart() {
    return page == NEWEST;
  }

  /** What was read so far is forgotten; the next request is one for the newest page. */
  public void startOver() {
    page = NEWEST;
    pages = List.of();
    head = List.of();
    next = List.of();
    looksAtHead = false;
    pushed = 0;
    tries = 0;
  }

  /**
   * Takes the reply to a request for {@link #page()}.
   *
   * @return what the log says, or null if more of it must be read
   */
  public LogReading take(LogMemory memory, List<LogRecord> reply) {
    LogReading reading;
    if (page == NEWEST) {
      reading = memory.compare(reply, reply.size() != PAGE);
      reading = reading.isConnected() ? reading : null;
      page = UNPAGED;
    } else if (page == UNPAGED) {
      // It may be a page again, or the log has just so many.
      reading = memory.compare(reply, reply.size() != PAGE);
      reading = reading.isConnected() || reply.size() != PAGE ? reading : null;
      pages = new ArrayList<>(reply);
      head = reply;
      page = NEWEST + 1;
    } else if (looksAtHead) {
      reading = lookedAtHead(memory, reply);
    } else {
      reading = turned(memory, reply);
    }
    if (reading != null) {
      startOver();
    }
    return reading;
  }

  private LogReading turned(LogMemory memory, List<LogRecord> reply) {
    if (reply.size() > PAGE || same(head, reply)) {
      // This firmware does not know pages after all.
      return memory.compare(reply, true);
    }
    if (tries == MOST_TRIES) {
      return append(memory, reply, overlap(reply));
    }
    next = reply;
    looksAtHead = true;
    return null;
  }

  private LogReading lookedAtHead(LogMemory memory, List<LogRecord> reply) {
    int came = 0;
    while (came < reply.size() && !startsWith(head, reply.subList(came, reply.size()))) {
      came++;
    }
    pushed += came;
    if (pushed >= PAGE || reply.size() != PAGE) {
      startOver();
      return null;
    }
    head = reply;
    looksAtHead = false;
    if (came == 0) {
      return append(memory, next, Math.max(0, Math.min(pushed, next.size())));
    }
    tries++;
    return null;
  }

  private LogReading append(LogMemory memory, List<LogRecord> reply, int known) {
    pages.addAll(reply.subList(known, reply.size()));
    page++;
    pushed -= known;
    tries = 0;
    boolean isWhole = reply.size() < PAGE;
    LogReading reading = memory.compare(pages, isWhole);
    return reading.isConnected() || isWhole ? reading : null;
  }

  /** How many records a page begins with that those before ended with. */
  private int overlap(List<LogRecord> reply) {
    for (int length = Math.min(pages.size(), reply.size()); length > 0; length--) {
      if (startsWith(reply, pages.subList(pages.size() - length, pages.size()))) {
        return length;
      }
    }
    return 0;
  }

  private static boolean same(List<LogRecord> some, List<LogRecord> others) {
    return some.size() == others.size() && startsWith(some, others);
  }

  private static boolean startsWith(List<LogRecord> some, List<LogRecord> start) {
    if (start.size() > some.size()) {
      return false;
    }
    for (int i = 0; i < start.size(); i++) {
      if (some.get(i).mark() != start.get(i).mark()
          || some.get(i).detail() != start.get(i).detail()) {
        return false;
      }
    }
    return true;
  }
}
