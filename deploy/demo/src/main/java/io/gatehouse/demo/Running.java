package io.gatehouse.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a running demo tells the command line beside it: in a file that has the demo's process id in
 * its name, and is gone when the demo ends.
 *
 * @param devices the sink's device file; null if there is no sink
 */
record Running(String bootstrapServers, String registry, String devices) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PREFIX = "running-";
  private static final String SUFFIX = ".json";

  /** Tells it, for as long as this process lives. */
  void tell() {
    Path file = folder().resolve(PREFIX + ProcessHandle.current().pid() + SUFFIX);
    file.toFile().deleteOnExit();
    try {
      JSON.writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be written", e);
    }
  }

  /**
   * The demo that runs.
   *
   * @param process of the one that is meant; null if there is but one
   * @throws IllegalArgumentException if that is none, or one of several
   */
  static Running find(Long process) {
    try (Stream<Path> all = Files.list(folder())) {
      List<Path> alive =
          all.filter(Running::isAlive)
              .filter(file -> process == null || process == processOf(file))
              .toList();
      if (alive.isEmpty()) {
        throw new IllegalArgumentException(
            "no such demo runs: start deploy/demo/run, or give --bootstrap-server and --registry");
      }
      if (alive.size() > 1) {
        throw new IllegalArgumentException(
            "several demos run, choose one with --demo: "
                + alive.stream()
                    .map(file -> Long.toString(processOf(file)))
                    .collect(Collectors.joining(", ")));
      }
      return JSON.readValue(alive.get(0).toFile(), Running.class);
    } catch (IOException e) {
      throw new UncheckedIOException("files in " + folder() + " cannot be read", e);
    }
  }

  /** Where the build's results are, too. */
  private static Path folder() {
    return Demo.ROOT.resolve("deploy/demo/target");
  }

  private static boolean isAlive(Path file) {
    return file.getFileName().toString().matches(PREFIX + "\\d+" + SUFFIX)
        && ProcessHandle.of(processOf(file)).isPresent();
  }

  private static long processOf(Path file) {
    return Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""));
  }
}
