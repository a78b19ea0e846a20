package io.gatehouse.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a process of its own, which ends when this process ends. Its output goes to
 * {@link #log()}.
 *
 * <p>Control-C in a terminal reaches this process only; it decides about its children.
 */
public abstract class ChildJvm implements AutoCloseable {

  /** Also keeps the children's standard input open: they end when it is closed. */
  private static final Set<ChildJvm> RUNNING = ConcurrentHashMap.newKeySet();

  private static final Duration PATIENCE_AT_START = Duration.ofMinutes(2);
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(15);
  private static final int LINES_SHOWN = 25;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ChildJvm::endAll, "end-children"));
  }

  /**
   * What to run.
   *
   * @param name says who it is in messages, and names the log
   * @param jvmOptions before the options of the launch
   * @param classPath of the program; this library's own classes are added
   * @param mainClass the class whose {@code main} is run
   * @param arguments of {@code main}
   */
  public record Program(
      String name,
      List<String> jvmOptions,
      String classPath,
      String mainClass,
      List<String> arguments) {}

  private final Program program;
  private final Launch launch;
  private final List<String> command;
  private Process process;
  private long logStart;

  ChildJvm(Program program, Launch launch) {
    this.program = program;
    this.launch = launch;
    this.command = new ArrayList<>();
    // An ignored signal stays ignored across exec, and the JVM respects that.
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program.jvmOptions());
    command.addAll(launch.jvmOptions());
    command.addAll(List.of("-cp", ownClasses() + File.pathSeparator + program.classPath()));
    command.addAll(List.of(ChildMain.class.getName(), program.mainClass()));
    command.addAll(program.arguments());
  }

  /**
   * Runs a program that says in its log when it can be used.
   *
   * @param readyLine the text it logs then
   * @throws IllegalStateException if it ends or is not ready in time, with the end of its log
   */
  public static ChildJvm start(Program program, Launch launch, String readyLine) {
    var child =
        new ChildJvm(program, launch) {
          @Override
          boolean isReady() {
            return hasLogged(readyLine);
          }
        };
    child.begin();
    return child;
  }

  /** Whether the program can be used. */
  abstract boolean isReady();

  /** The process's id; another one after {@link #restart()}. */
  public final long pid() {
    return process.pid();
  }

  /** Whether the process runs, be it frozen. */
  public final boolean isAlive() {
    return process.isAlive();
  }

  /** The program's standard output and error, over all its starts. */
  public final Path log() {
    return launch.directory().resolve(program.name() + ".log");
  }

  /** What the program has logged since its last start. */
  public final String logged() {
    try (var channel = FileChannel.open(log()).position(logStart);
        var tail = Channels.newInputStream(channel)) {
      return new String(tail.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the process at once (SIGKILL), as a crash would, and waits until it is gone. */
  public final void killHard() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Freezes the process (SIGSTOP). */
  public final void pause() {
    signal("STOP");
  }

  /** Lets a frozen process go on (SIGCONT). */
  public final void resume() {
    signal("CONT");
  }

  /**
   * Ends the process if it runs, and starts it again with the same data and ports.
   *
   * @throws IllegalStateException if it ends or is not ready in time, with the end of its log
   */
  public final void restart() {
    stop();
    begin();
  }

  /** Asks the process to end, insists after 15 seconds, and deletes a temporary directory. */
  @Override
  public final void close() {
    stop();
    RUNNING.remove(this);
    if (launch.temporary()) {
      delete(launch.directory());
    }
  }

  final void begin() {
    try {
      Files.createDirectories(launch.directory());
      logStart = Files.exists(log()) ? Files.size(log()) : 0;
      var builder =
          new ProcessBuilder(command)
              .directory(launch.directory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().putAll(launch.environment());
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(program.name() + " could not be started", e);
    }
    RUNNING.add(this);
    awaitReady();
  }

  final boolean hasLogged(String text) {
    return logged().contains(text);
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + PATIENCE_AT_START.toNanos();
    while (!isReady()) {
      if (!isAlive()) {
        throw failed("ended with code " + process.exitValue() + " while starting");
      }
      if (System.nanoTime() > deadline) {
        throw failed("was not ready after " + PATIENCE_AT_START.toMinutes() + " minutes");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed("was interrupted while starting");
      }
    }
  }

  /** The refusal with the end of the log, which is read before the child is removed. */
  private IllegalStateException failed(String how) {
    List<String> lines = logged().lines().toList();
    var shown = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    killHard();
    return new IllegalStateException(
        "%s %s; its log %s ends:%n%s"
            .formatted(program.name(), how, log(), String.join(System.lineSeparator(), shown)));
  }

  private void stop() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS)) {
        killHard();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      killHard();
    }
  }

  private void signal(String signal) {
    try {
      int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "%s (process %d) did not take signal %s".formatted(program.name(), pid(), signal));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the kill command could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling " + program.name(), e);
    }
  }

  private static String ownClasses() {
    try {
      var source = ChildJvm.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(source.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void endAll() {
    for (ChildJvm child : RUNNING) {
      child.killHard();
      if (child.launch.temporary()) {
        delete(child.launch.directory());
      }
    }
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not delete " + directory, e);
    }
  }
}
