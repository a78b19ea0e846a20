package io.gatehouse.akuvox.log;

import java.util.Arrays;
import java.util.List;

/**
 * Which records of a reply are which remembered ones: the longest list that both have in common, in
 * order. Of several such lists, the one with most records that are equal in all.
 */
final class Alignment {

  /** In place of the index of a remembered record, where there is none. */
  static final int NEW = -1;

  /** A record that is remembered counts so much; equality in all is worth one more. */
  private static final int FOUND = 1_000;

  static Alignment of(List<LogRecord> reply, LogMemory memory) {
    int[] shifted = shifted(reply, memory);
    return new Alignment(shifted == null ? common(reply, memory) : shifted);
  }

  /** By far the most frequent: some new records in front of what was there before. */
  private static int[] shifted(List<LogRecord> reply, LogMemory memory) {
    for (int news = 0; news < reply.size() && memory.count() > 0; news++) {
      if (memory.isAt(0, reply.get(news)) && followsFrom(news, reply, memory)) {
        int[] memoryOf = nothing(reply);
        for (int i = news; i < reply.size() && i - news < memory.count(); i++) {
          memoryOf[i] = i - news;
        }
        return memoryOf;
      }
    }
    return null;
  }

  private static boolean followsFrom(int news, List<LogRecord> reply, LogMemory memory) {
    for (int i = news; i < reply.size() && i - news < memory.count(); i++) {
      if (!memory.isAt(i - news, reply.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static int[] common(List<LogRecord> reply, LogMemory memory) {
    int rows = reply.size();
    int columns = memory.count();
    int[][] best = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        int match = worth(reply.get(i), memory, j);
        best[i][j] = Math.max(best[i + 1][j], best[i][j + 1]);
        if (match > 0) {
          best[i][j] = Math.max(best[i][j], match + best[i + 1][j + 1]);
        }
      }
    }
    int[] memoryOf = nothing(reply);
    int i = 0;
    int j = 0;
    while (i < rows && j < columns) {
      int match = worth(reply.get(i), memory, j);
      if (match > 0 && best[i][j] == match + best[i + 1][j + 1]) {
        memoryOf[i++] = j++;
      } else if (best[i][j] == best[i][j + 1]) {
        j++;
      } else {
        i++;
      }
    }
    return memoryOf;
  }

  private static int worth(LogRecord found, LogMemory memory, int index) {
    if (memory.marks[index] != found.mark()) {
      return 0;
    }
    return memory.details[index] == found.detail() ? FOUND + 1 : FOUND;
  }

  private static int[] nothing(List<LogRecord> reply) {
    int[] memoryOf = new int[reply.size()];
    Arrays.fill(memoryOf, NEW);
    return memoryOf;
  }

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
