package io.gatehouse.streams.passages;

import io.gatehouse.streams.StreamsRig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** What a topic of latest records holds. */
final class Last {

  private Last() {}

  static <T extends SpecificRecord> Map<String, T> of(List<T> written, Function<T, String> key) {
    Map<String, T> last = new TreeMap<>();
    written.forEach(record -> last.put(key.apply(record), record));
    return last;
  }

  static <T extends SpecificRecord> Map<String, T> of(
      StreamsRig rig, Class<T> type, Function<T, String> key) {
    return of(rig.written(type), key);
  }
}
