package io.gatehouse.twon.relay;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.PreparedCommand;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lift that a device controls: manual 000, 5.18. There is one, {@code lift/1}; which of its
 * floors are enabled is the device's decision.
 */
final class TwonLift implements TwonKind {

  private static final String LIFT = "1";
  private static final List<String> ACTIONS = List.of("GRANT_ACCESS");
  private static final int LONGEST_S = 600;

  private final TwonRelayClient client;
  private final TwonLogbook logbook;
  private final TwonTargets targets;

  TwonLift(TwonRelayClient client, TwonLogbook logbook) {
    this.client = client;
    this.logbook = logbook;
    this.targets = new TwonTargets("lift", this::lift);
  }

  private Future<Map<String, JsonNode>> lift() {
    return client
        .systemCaps()
        .map(options -> options.path("liftControl"))
        .map(control -> control.isMissingNode() ? Map.of() : Map.of(LIFT, control));
  }

  @Override
  public TwonTargets targets() {
    return targets;
  }

  @Override
  public Future<PreparedCommand> prepare(TwonCommand command) {
    command.requireAction(ACTIONS);
    command.requireOnly("user", "duration");
    String user = command.user();
    Optional<Integer> duration = command.seconds("duration", LONGEST_S);
    return targets.find(command.target()).compose(found -> prepare(user, duration));
  }

  private Future<PreparedCommand> prepare(String user, Optional<Integer> duration) {
    Future<Optional<TwonLogbook.Mark>> mark = logbook.mark("LiftFloorsEnabled");
    return TwonRelayClient.unlessHidden(client.blockingStatus(), Map.of())
        .compose(reachable -> mark)
        .map(
            end ->
                new TwonOrder(
                    notAfter -> client.grantLift(user, duration, notAfter),
                    end.map(
                        in -> () -> in.find(event -> user.equalsIgnoreCase(event.text("uuid"))))));
  }
}
