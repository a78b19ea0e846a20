package io.gatehouse.hikconnect;

import io.gatehouse.hikconnect.events.HikConnectIdentity;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The messages that this process has read last: more of them than a position holds. */
final class HikConnectMemory {

  private static final int CAPACITY = 10_000;

  private final Set<String> keys = new LinkedHashSet<>();
  private final Map<String, Integer> bases = new HashMap<>();

  HikConnectMemory(Collection<String> keys) {
    keys.forEach(this::add);
  }

  boolean contains(String key) {
    return keys.contains(key);
  }

  /** Whether something else was told of the same. */
  boolean knows(HikConnectIdentity identity) {
    return bases.containsKey(identity.base());
  }

  void add(String key) {
    if (!keys.add(key)) {
      return;
    }
    bases.merge(HikConnectIdentity.baseOf(key), 1, Integer::sum);
    if (keys.size() > CAPACITY) {
      Iterator<String> oldest = keys.iterator();
      bases.computeIfPresent(
          HikConnectIdentity.baseOf(oldest.next()),
          (base, variants) -> variants == 1 ? null : variants - 1);
      oldest.remove();
    }
  }
}
