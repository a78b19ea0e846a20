package io.gatehouse.plugin;

import java.io.IOException;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;

/** {@code OPTIONS.md} says what the code says. */
class OptionReferenceTest {

  @Test
  void theCommittedReferenceIsTheGeneratedOne() throws IOException {
    Stream<String> connectors =
        Stream.concat(all(SourceConnector.class), all(SinkConnector.class))
            .map(it -> OptionReference.of(it.getClass(), it.config()));
    Stream<String> converters =
        all(Converter.class).map(it -> OptionReference.of(it.getClass(), it.config()));
    String sections =
        Stream.concat(connectors, converters).sorted().collect(Collectors.joining("\n"));

    Baseline.check(
        "OPTIONS.md",
        "# Options\n\nGenerated from the code: `mvn verify -Dupdate` in this folder writes it anew.\n\n"
            + sections);
  }

  private static <T> Stream<T> all(Class<T> type) {
    return StreamSupport.stream(ServiceLoader.load(type).spliterator(), false);
  }
}
