package io.gatehouse.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip that the build has made. */
final class PluginZip {

  private PluginZip() {}

  static ZipFile open() throws IOException {
    return new ZipFile(System.getProperty("plugin.zip"));
  }

  /** Unpacks it as a user does, and answers the directory for {@code plugin.path}. */
  static Path unpackInto(Path directory) {
    try (ZipFile zip = open()) {
      for (ZipEntry entry : List.copyOf(zip.stream().toList())) {
        Path target = directory.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip.getInputStream(entry), target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory;
  }
}
