package io.gatehouse.engine;

import java.util.Collection;
import java.util.TreeSet;

/**
 * What a command acts on, as {@code kind/name}: {@code switch/1}, {@code door/4f2a}.
 *
 * @param kind the part before the first slash
 * @param name what follows, never blank
 */
public record Target(String kind, String name) {

  /**
   * Reads a command's target.
   *
   * @throws CommandRejected if it is not of this form
   */
  public static Target of(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || text.substring(slash + 1).isBlank()) {
      throw new CommandRejected(
          CommandRejected.UNKNOWN_TARGET,
          "target '" + text + "' must be kind/name, such as switch/1 or door/<id>");
    }
    return new Target(text.substring(0, slash), text.substring(slash + 1));
  }

  /**
   * Refuses a target that the device does not have.
   *
   * @throws CommandRejected naming those that it has
   */
  public void requireOneOf(Collection<String> known) {
    if (!known.contains(toString())) {
      throw new CommandRejected(
          CommandRejected.UNKNOWN_TARGET,
          "target '"
              + this
              + "' is none of the device's: "
              + String.join(", ", new TreeSet<>(known)));
    }
  }

  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
