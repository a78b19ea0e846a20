package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before Kafka is asked for anything. */
class SendCommandTest {

  private static final String DEVICES =
      """
      {"devices": [
        {"id": "gate", "serial": "FR1", "vendor": "hikconnect"},
        {"id": "lobby", "url": "http://10.0.0.6", "vendor": "akuvox"}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open attic                  | there is no device 'attic'; there are: gate, lobby",
        "attic --action X --target y | there is no device 'attic'; there are: gate, lobby",
        "unlatch lobby               | [open, hold, release, lock, unlock]",
        "lock lobby                  | [open, hold, release]",
        "open                        | a verb and a device",
        "lobby                       | a verb and a device",
        "lobby --action TRIGGER      | a device with --action and --target",
        "open lobby --target relay/1 | a verb and a device",
        "lobby --action X --target y --door 1 | a verb and a device",
        "open lobby now              | a verb and a device",
        "open now lobby --action X --target y | a verb and a device",
        "open lobby --expires 0      | --expires must be 1 second or more, not 0",
        "open lobby --expires soon   | soon",
        "open lobby --param timeout  | timeout",
      })
  void aCommandThatCannotBe(String arguments, String message, @TempDir Path directory)
      throws IOException {
    Path devices = Files.writeString(directory.resolve("devices.json"), DEVICES);

    assertRefused(
        arguments + " --bootstrap-server 127.0.0.1:1 --registry r --devices " + devices, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open lobby --registry r                         | --bootstrap-server and --registry",
        "open lobby --bootstrap-server 127.0.0.1:1       | --bootstrap-server and --registry",
        "open lobby --devices devices.json               | --devices with both",
        "open lobby --registry r --bootstrap-server b:1  | a verb needs --devices",
      })
  void anotherGatehouseThatIsHalfDescribed(String arguments, String message) {
    assertRefused(arguments, message);
  }

  private static void assertRefused(String arguments, String message) {
    var output = new StringWriter();
    int exitCode =
        SendCommand.commandLine()
            .setErr(new PrintWriter(output, true))
            .execute(arguments.strip().split(" +"));

    assertThat(output.toString()).contains(message);
    assertThat(exitCode).isEqualTo(2);
  }
}
