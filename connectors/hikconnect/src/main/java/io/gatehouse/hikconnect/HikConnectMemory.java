package io.gatehouse.hikconnect;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The messages that this process has read last: more of them than a position holds. */
final class HikConnectMemory {

  private static final int CAPACITY = 10_000;

  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> bases = new HashSet<>();

  HikConnectMemory(Collection<String> keys) {
    keys.forEach(this::add);
  }

  boolean contains(HikConnectIdentity identity) {
    return keys.contains(identity.key());
  }

  /** Whether something else was told of the same. */
  boolean knows(HikConnectIdentity identity) {
    return bases.contains(identity.base());
  }

  void add(String key) {
    keys.add(key);
    bases.add(HikConnectIdentity.baseOf(key));
    if (keys.size() > CAPACITY) {
      Iterator<String> oldest = keys.iterator();
      bases.remove(HikConnectIdentity.baseOf(oldest.next()));
      oldest.remove();
    }
  }
}
