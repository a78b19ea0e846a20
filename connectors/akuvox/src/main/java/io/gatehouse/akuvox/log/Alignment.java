package io.gatehouse.akuvox.log;

import java.util.Arrays;
import java.util.List;

/**
 * Which records of a reply are which remembered ones: the longest list that both have in common, in
 * order. Of several such lists the one with fewest interruptions, since a log grows at its end;
 * then, if nothing was ever forgotten, the one that leaves the newest records over. Within that
 * list records that differ are the same if they are of the same second: it is the list that
 * decides.
 */
final class Alignment {

  /** In place of the index of a remembered record, where there is none. */
  static final int NEW = -1;

  /** What a remembered record counts for, and if it is next to another one in both lists. */
  private static final int FOUND = 1_000;

  private static final int ADJACENT = 1;

  private final int[] memoryOf;
  private int matched;
  private int last = -1;

  private Alignment(int[] memoryOf) {
    this.memoryOf = memoryOf;
    for (int i = 0; i < memoryOf.length; i++) {
      if (memoryOf[i] != NEW) {
        matched++;
        last = i;
      }
    }
  }

  static Alignment of(List<LogRecord> reply, LogMemory memory) {
    int[] equal = common(reply, memory, true);
    if (Arrays.stream(equal).anyMatch(index -> index != NEW)) {
      return new Alignment(withThoseThatDiffer(equal, reply, memory));
    }
    // New firmware may write all of them in another way. One second alone proves nothing.
    int[] ofTheSameTimes = common(reply, memory, false);
    long seconds =
        Arrays.stream(ofTheSameTimes)
            .filter(index -> index != NEW)
            .mapToLong(index -> memory.marks[index])
            .distinct()
            .count();
    return new Alignment(seconds > 1 ? ofTheSameTimes : equal);
  }

  private static int[] common(List<LogRecord> reply, LogMemory memory, boolean equal) {
    int rows = reply.size();
    int columns = memory.count();
    // Of what is left from (i, j) on: the best, and the best that begins with a match of these two.
    int[][] best = new int[rows + 1][columns + 1];
    int[][] matched = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        if (memory.isAt(j, reply.get(i), equal)) {
          matched[i][j] = FOUND + Math.max(best[i + 1][j + 1], adjacent(matched, i + 1, j + 1));
        }
        best[i][j] = Math.max(matched[i][j], Math.max(best[i + 1][j], best[i][j + 1]));
      }
    }
    int[] memoryOf = new int[rows];
    Arrays.fill(memoryOf, NEW);
    boolean mustMatch = false;
    int i = 0;
    int j = 0;
    while (i < rows && j < columns) {
      boolean leftOver = memory.isComplete() && best[i][j] == best[i + 1][j];
      if (mustMatch || (best[i][j] == matched[i][j] && matched[i][j] > 0 && !leftOver)) {
        int rest = matched[i][j] - FOUND;
        memoryOf[i++] = j++;
        mustMatch = rest > 0 && rest == adjacent(matched, i, j);
      } else if (best[i][j] == best[i + 1][j]) {
        i++;
      } else {
        j++;
      }
    }
    return memoryOf;
  }

  /** Records may change places within a second, and a name may be looked up anew. */
  private static int[] withThoseThatDiffer(
      int[] memoryOf, List<LogRecord> reply, LogMemory memory) {
    int last = memoryOf.length - 1;
    while (memoryOf[last] == NEW) {
      last--;
    }
    boolean[] found = new boolean[memoryOf[last] + 1];
    for (int index : memoryOf) {
      if (index != NEW) {
        found[index] = true;
      }
    }
    for (int i = 0; i < last; i++) {
      for (int j = 0; memoryOf[i] == NEW && j < found.length; j++) {
        if (!found[j] && memory.isAt(j, reply.get(i), false)) {
          found[j] = true;
          memoryOf[i] = j;
        }
      }
    }
    return memoryOf;
  }

  private static int adjacent(int[][] matched, int i, int j) {
    return matched[i][j] > 0 ? matched[i][j] + ADJACENT : 0;
  }

  /** Index of the remembered record that one of the reply is, or {@link #NEW}. */
  int memoryOf(int index) {
    return memoryOf[index];
  }

  /** How many of the reply are remembered. */
  int matched() {
    return matched;
  }

  /** Index of the oldest of the reply that is remembered, or -1. */
  int last() {
    return last;
  }

  /** Index of the oldest remembered record that the reply has, or -1. */
  int lastRemembered() {
    return last < 0 ? -1 : memoryOf[last];
  }
}
