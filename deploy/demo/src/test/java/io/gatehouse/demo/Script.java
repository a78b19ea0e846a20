package io.gatehouse.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One run of a script of this folder, and its output. */
final class Script implements AutoCloseable {

  /** No line of output. */
  private static final String END = "\0";

  private final Process process;
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * Starts it.
   *
   * @param directory from which it is run
   */
  Script(Path directory, Map<String, String> environment, String script, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(script).toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("GATEHOUSE_DEMO_NO_BUILD", "1");
    builder.environment().putAll(environment);
    process = builder.start();
    var reader = new Thread(() -> read(process.inputReader(StandardCharsets.UTF_8)), script);
    reader.setDaemon(true);
    reader.start();
  }

  /** A process waits when nobody reads its output. */
  private void read(BufferedReader reader) {
    try (reader) {
      reader.lines().forEach(output::add);
    } catch (UncheckedIOException | IOException e) {
      output.add(e.toString());
    }
    output.add(END);
  }

  /** Reads on to the next line that matches. */
  String next(String regex) throws InterruptedException {
    for (String line = output.take(); !line.equals(END); line = output.take()) {
      lines.add(line);
      if (line.matches(regex)) {
        return line;
      }
    }
    output.add(END);
    throw new AssertionError("no line like " + regex + " in:\n" + this);
  }

  /** Reads on until so many lines like each were seen, in any order. */
  void nextOfEach(int times, String... regexes) throws InterruptedException {
    List<String> missing = new ArrayList<>();
    List.of(regexes).forEach(regex -> missing.addAll(Collections.nCopies(times, regex)));
    while (!missing.isEmpty()) {
      String line = next(String.join("|", Set.copyOf(missing)));
      missing.remove(missing.stream().filter(line::matches).findFirst().orElseThrow());
    }
  }

  int exitCode() throws InterruptedException {
    for (String line = output.take(); !line.equals(END); line = output.take()) {
      lines.add(line);
    }
    output.add(END);
    return process.waitFor();
  }

  long pid() {
    return process.pid();
  }

  /** Ends it, and returns when it has ended. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
