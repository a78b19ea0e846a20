package io.gatehouse.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * What was worked out for a topic and a schema. A topic's last schema is recognised by identity,
 * without a lock; others by equality, so that a producer which builds its schema anew for every
 * record fills no memory.
 */
final class PerTopic<S, V> {
  private static final int CAPACITY = 1000;

  private record Key<S>(String topic, S schema) {}

  private record Last<S, V>(S schema, V value) {}

  private final Map<String, Last<S, V>> last = new ConcurrentHashMap<>();
  private final Map<Key<S>, V> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key<S>, V> eldest) {
          return size() > CAPACITY;
        }
      };
  private final BiFunction<String, S, V> make;

  PerTopic(BiFunction<String, S, V> make) {
    this.make = make;
  }

  V get(String topic, S schema) {
    Last<S, V> recent = last.get(topic);
    if (recent != null && recent.schema() == schema) {
      return recent.value();
    }
    Key<S> key = new Key<>(topic, schema);
    V value;
    synchronized (known) {
      value = known.get(key);
    }
    if (value == null) {
      value = make.apply(topic, schema); // asks the registry: not under the lock
      synchronized (known) {
        known.put(key, value);
      }
    }
    last.put(topic, new Last<>(schema, value));
    return value;
  }
}
