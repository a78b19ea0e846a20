package io.gatehouse.hikconnect;

import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.Target;
import io.gatehouse.events.RelayCommand;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A command in the cloud's terms.
 *
 * @param operation the cloud's number of the action
 */
record HikConnectOrder(Kind kind, Target target, int operation) {

  /** How the cloud numbers actions: of doors manual 004, A.3.138, of alarm outputs 5.2.2. */
  private static final Map<Kind, Map<String, Integer>> ACTIONS =
      Map.of(
          Kind.DOOR,
          Map.of("UNLOCK", 1, "LOCK", 2, "REMAIN_UNLOCKED", 3, "REMAIN_LOCKED", 4),
          Kind.OUTPUT,
          Map.of("ON", -1, "OFF", 0));

  /** What can be commanded. */
  enum Kind {
    DOOR,
    OUTPUT;

    /** What targets of this kind begin with. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads a command, without asking anybody.
   *
   * @throws CommandRejected if no device of the cloud could carry it out
   */
  static HikConnectOrder of(RelayCommand command) {
    Target target = Target.of(command.getTarget());
    Kind kind = kind(target);
    Map<String, Integer> actions = ACTIONS.get(kind);
    Integer operation = actions.get(command.getAction());
    if (operation == null) {
      throw new CommandRejected(
          CommandRejected.UNSUPPORTED_ACTION,
          "action '%s' is none of %s's: %s"
              .formatted(
                  command.getAction(), target, String.join(", ", new TreeSet<>(actions.keySet()))));
    }
    if (!command.getParams().isEmpty()) {
      throw new CommandRejected(
          CommandRejected.BAD_PARAMETER,
          "parameters %s are unknown, %s takes none; leave them out"
              .formatted(new TreeSet<>(command.getParams().keySet()), command.getAction()));
    }
    return new HikConnectOrder(kind, target, operation);
  }

  private static Kind kind(Target target) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word().equals(target.kind()))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandRejected(
                    CommandRejected.UNKNOWN_TARGET,
                    "target '%s' is of no kind that Hik-Connect has; give one of %s"
                        .formatted(
                            target,
                            Arrays.stream(Kind.values())
                                .map(kind -> kind.word() + "/<id>")
                                .collect(Collectors.joining(", ")))));
  }
}
