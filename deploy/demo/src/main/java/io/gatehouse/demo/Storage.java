package io.gatehouse.demo;

import io.gatehouse.stack.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where the demo keeps its files.
 *
 * @param kept whether they outlive the demo
 */
record Storage(Path directory, boolean kept) {

  static Storage in(Path directory) {
    try {
      return new Storage(Files.createDirectories(directory).toRealPath(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be used for the demo's files", e);
    }
  }

  static Storage temporary() {
    try {
      Path directory = Files.createTempDirectory("gatehouse-demo-");
      directory.toFile().deleteOnExit();
      return new Storage(directory, false);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for the demo's files", e);
    }
  }

  /** The place of a child process. */
  Launch launch(String child) {
    return new Launch(directory.resolve(child), !kept, Map.of(), Map.of(), List.of());
  }

  /** The path of a file. */
  String file(String name) {
    return directory.resolve(name).toString();
  }

  /** Writes a file that its owner alone can read. */
  Path write(String name, String content) {
    Path file = directory.resolve(name);
    try {
      if (!Files.exists(file)) {
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
      }
      if (!kept) {
        file.toFile().deleteOnExit();
      }
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be written", e);
    }
  }

  /** The key of card tokens: made once, so that a card keeps its token as long as the data. */
  String tokenKey() {
    Path file = directory.resolve("token.key");
    try {
      return Files.readString(
          Files.exists(file) ? file : write("token.key", UUID.randomUUID().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read", e);
    }
  }
}
