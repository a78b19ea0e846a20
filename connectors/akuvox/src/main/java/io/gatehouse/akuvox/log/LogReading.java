package io.gatehouse.akuvox.log;

import io.gatehouse.engine.GapReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a reply says beyond what is remembered of its log. */
public final class LogReading {

  private final LogMemory memory;
  private final List<LogRecord> reply;
  private final boolean isWhole;
  private final Alignment alignment;
  private final List<News> news;

  /**
   * A record that was not known, or not with its picture.
   *
   * @param index of the record in the reply
   * @param pictured it was known, but not its picture
   * @param occurrence how many older records the log has with the same mark and detail: the three
   *     are an id
   */
  public record News(LogRecord record, int index, boolean pictured, int occurrence) {}

  LogReading(LogMemory memory, List<LogRecord> reply, boolean isWhole, Alignment alignment) {
    this.memory = memory;
    this.reply = reply;
    this.isWhole = isWhole;
    this.alignment = alignment;
    this.news = findNews();
  }

  /**
   * Whether nothing can lie between this reply and what is remembered. A page that ends within the
   * latest second that is remembered does not tell: the records in it may be twins of known ones
   * that are on the next page.
   */
  public boolean isConnected() {
    if (isWhole) {
      return alignment.matched() > 0 || !memory.held;
    }
    int oldest = alignment.lastRemembered();
    if (oldest < 0) {
      return false;
    }
    boolean reachesBack = alignment.last() == reply.size() - 1 || oldest == memory.count() - 1;
    return reachesBack && reply.get(reply.size() - 1).mark() != memory.marks[0];
  }

  /** Why none of the remembered records is in the log any more. */
  public GapReason gap() {
    return memory.wouldBeWrapped(reply.size()) ? GapReason.RING_OVERFLOW : GapReason.LOG_CLEARED;
  }

  /**
   * How many remembered records were taken out of the log from among others, which no full log does
   * by itself.
   */
  public int removed() {
    return alignment.lastRemembered() + 1 - alignment.matched();
  }

  /** Oldest first. */
  public List<News> news() {
    return news;
  }

  /** How many records the reply has. */
  public int size() {
    return reply.size();
  }

  /**
   * What is to be remembered.
   *
   * @param done how many of the news are settled
   * @param newestAt when the last of them was written, or null if that is not known
   */
  public LogMemory remember(int done, Instant newestAt) {
    boolean[] settled = new boolean[reply.size()];
    for (News settledNews : news.subList(0, done)) {
      settled[settledNews.index()] = true;
    }
    int room = reply.size() + memory.count();
    long[] marks = new long[room];
    int[] details = new int[room];
    boolean[] pictured = new boolean[room];
    int count = 0;
    for (int i = 0; i < reply.size(); i++) {
      int known = alignment.memoryOf(i);
      if (known != Alignment.NEW || settled[i]) {
        marks[count] = reply.get(i).mark();
        details[count] = reply.get(i).detail();
        boolean asItCame = known == Alignment.NEW || settled[i];
        pictured[count] = asItCame ? reply.get(i).pictured() : memory.pictured[known];
        count++;
      }
    }
    for (int j = alignment.lastRemembered() + 1; j < memory.count(); j++) {
      marks[count] = memory.marks[j];
      details[count] = memory.details[j];
      pictured[count] = memory.pictured[j];
      count++;
    }
    boolean all = done == news.size();
    int added = (int) news.subList(0, done).stream().filter(n -> !n.pictured()).count();
    return memory.of(
        marks,
        details,
        pictured,
        count,
        !(isWhole && reply.isEmpty()) && (memory.held || alignment.matched() > 0 || done > 0),
        isWhole && all ? reply.size() : memory.whole,
        isWhole && all ? reply.size() : memory.size + added,
        newestAt == null ? memory.newestAt() : newestAt);
  }

  private List<News> findNews() {
    List<News> found = new ArrayList<>();
    // Behind the oldest one that is remembered are those that were forgotten long ago.
    int oldest = memory.isComplete() ? reply.size() - 1 : alignment.last();
    if (alignment.matched() == 0) {
      oldest = reply.size() - 1;
    }
    for (int i = oldest; i >= 0; i--) {
      LogRecord candidate = reply.get(i);
      int known = alignment.memoryOf(i);
      if (known == Alignment.NEW) {
        found.add(new News(candidate, i, false, occurrence(i)));
      } else if (candidate.pictured() && !memory.pictured[known]) {
        found.add(new News(candidate, i, true, occurrence(i)));
      }
    }
    return List.copyOf(found);
  }

  private int occurrence(int index) {
    LogRecord record = reply.get(index);
    int older = 0;
    for (int i = index + 1; i < reply.size(); i++) {
      boolean same =
          reply.get(i).mark() == record.mark() && reply.get(i).detail() == record.detail();
      older += same ? 1 : 0;
    }
    for (int j = alignment.lastRemembered() + 1; !isWhole && j < memory.count(); j++) {
      older += memory.isAt(j, record, true) ? 1 : 0;
    }
    return older;
  }
}
