package io.gatehouse.twon.relay;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked for, and the checks that need no device. They throw {@link CommandRejected}.
 *
 * @param params by name; an unknown one's value is never told, for it may be a PIN
 */
record TwonCommand(Target target, String action, Map<String, String> params) {

  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Refuses an action that the target does not know. */
  void requireAction(List<String> known) {
    if (!known.contains(action)) {
      throw new CommandRejected(
          CommandRejected.UNSUPPORTED_ACTION,
          "action '" + action + "' is none of " + target + ": " + String.join(", ", known));
    }
  }

  /** Refuses parameters that the action does not know. */
  void requireOnly(String... known) {
    for (String name : params.keySet()) {
      if (!List.of(known).contains(name)) {
        throw bad(
            "parameter '"
                + name
                + "' is unknown to "
                + action
                + " of "
                + target
                + "; "
                + (known.length == 0
                    ? "it takes none"
                    : "it takes only " + String.join(", ", known)));
      }
    }
  }

  /** A parameter in whole seconds from 1 on, or empty if it is not there. */
  Optional<Integer> seconds(String name, int most) {
    String value = params.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.matches("\\d{1,9}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > most) {
      throw bad("parameter " + name + "='" + value + "' must be whole seconds from 1 to " + most);
    }
    return Optional.of(Integer.valueOf(value));
  }

  /** The person, who must be told. */
  String user() {
    String uuid = params.get("user");
    if (uuid == null) {
      throw bad(
          "parameter user is missing; "
              + action
              + " of "
              + target
              + " needs the uuid of a person in the device's directory");
    }
    if (!UUID.matcher(uuid).matches()) {
      throw bad(
          "parameter user is no uuid; give that of a person in the device's directory, such as"
              + " 54877b0e-4cc3-c645-9530-6c7850f47a9c");
    }
    return uuid;
  }

  static CommandRejected bad(String message) {
    return new CommandRejected(CommandRejected.BAD_PARAMETER, message);
  }
}
