package io.gatehouse.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A real Apache httpd on loopback with its own configuration: {@code /log} behind Digest with
 * nonces that live a second, {@code /switch} behind Basic. Users user:secret and jörg:secret.
 */
final class Apache implements AutoCloseable {

  private static final Path BINARY = Path.of("/usr/sbin/apache2");
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

  private final Path directory;
  private final int port;
  private Process process;

  Apache(Path directory) throws IOException {
    this.directory = directory;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String service : List.of("log", "switch")) {
      Files.createDirectories(directory.resolve("htdocs").resolve(service));
      Files.writeString(directory.resolve("htdocs").resolve(service).resolve("x"), "{}");
    }
    Files.writeString(directory.resolve("digest"), digest("user") + digest("jörg"));
    Files.writeString(directory.resolve("basic"), "user:" + "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n");
    Files.writeString(directory.resolve("httpd.conf"), configuration());
    start();
  }

  static boolean isInstalled() {
    return Files.isExecutable(BINARY) && Files.exists(MODULES.resolve("mod_auth_digest.so"));
  }

  private static String digest(String user) {
    try {
      byte[] hash =
          MessageDigest.getInstance("MD5").digest((user + ":door:secret").getBytes(UTF_8));
      return user + ":door:" + HexFormat.of().formatHex(hash) + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String configuration() {
    StringBuilder text = new StringBuilder();
    for (String module :
        List.of(
            "mpm_event",
            "authn_core",
            "authn_file",
            "authz_core",
            "authz_user",
            "auth_basic",
            "auth_digest")) {
      text.append("LoadModule %1$s_module %2$s/mod_%1$s.so\n".formatted(module, MODULES));
    }
    // Apache will not serve as root; without root it cannot change its user.
    if (System.getProperty("user.name").equals("root")) {
      text.append("User www-data\nGroup www-data\n");
    }
    return text.append(
            """
            ServerRoot %1$s
            ServerName localhost
            PidFile %1$s/pid
            ErrorLog %1$s/error.log
            LogFormat "%%>s %%U" brief
            CustomLog %1$s/access.log brief
            Listen 127.0.0.1:%2$d
            KeepAlive On
            MaxKeepAliveRequests 0
            StartServers 1
            DocumentRoot %1$s/htdocs
            <Location /log>
              AuthType Digest
              AuthName "door"
              AuthDigestProvider file
              AuthUserFile %1$s/digest
              AuthDigestNonceLifetime 1
              Require valid-user
            </Location>
            <Location /switch>
              AuthType Basic
              AuthName "door"
              AuthBasicProvider file
              AuthUserFile %1$s/basic
              Require valid-user
            </Location>
            """
                .formatted(directory, port))
        .toString();
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder(
                BINARY.toString(), "-f", directory.resolve("httpd.conf").toString(), "-DFOREGROUND")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("console.log").toFile())
            .start();
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!accepts()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IOException(
            "Apache does not start: " + Files.readString(directory.resolve("console.log")));
      }
      Thread.onSpinWait();
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  void restart() throws IOException {
    close();
    start();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** How many requests below a path got a 401 so far. */
  long challenged(String path) throws IOException {
    try (var lines = Files.lines(directory.resolve("access.log"))) {
      return lines.filter(line -> line.startsWith("401 " + path)).count();
    }
  }

  /** The log follows the replies; more 401 than expected never become the number expected. */
  void awaitChallenged(String path, long expected) throws IOException {
    Instant end = Instant.now().plus(Duration.ofSeconds(10));
    while (challenged(path) != expected) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(challenged(path) + " times 401, expected " + expected);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
