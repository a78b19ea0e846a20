package io.gatehouse.twon.relay;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.PreparedCommand;
import io.gatehouse.twon.TwonEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Access points, 0 for entry and 1 for exit: manual 000, 5.17. */
final class TwonAccessPoints implements TwonKind {

  private static final String GRANT = "GRANT_ACCESS";
  private static final String BLOCK = "BLOCK_ACCESS";
  private static final List<String> ACTIONS = List.of(BLOCK, "UNBLOCK_ACCESS", GRANT);

  private final TwonRelayClient client;
  private final TwonLogbook logbook;
  private final TwonTargets targets;

  TwonAccessPoints(TwonRelayClient client, TwonLogbook logbook) {
    this.client = client;
    this.logbook = logbook;
    this.targets = new TwonTargets("accesspoint", client::blockingStatus);
  }

  @Override
  public TwonTargets targets() {
    return targets;
  }

  @Override
  public Future<PreparedCommand> prepare(TwonCommand command) {
    command.requireAction(ACTIONS);
    String accessPoint = command.target().name();
    if (command.action().equals(GRANT)) {
      command.requireOnly("user");
      String user = command.user();
      return targets.find(command.target()).compose(found -> prepareGrant(accessPoint, user));
    }
    command.requireOnly();
    boolean block = command.action().equals(BLOCK);
    return targets.find(command.target()).compose(found -> prepareBlocking(accessPoint, block));
  }

  private Future<PreparedCommand> prepareBlocking(String accessPoint, boolean block) {
    return status(accessPoint)
        .map(
            before ->
                new TwonOrder(
                    notAfter -> client.blockingControl(accessPoint, block ? "on" : "off", notAfter),
                    before.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(() -> evidence(accessPoint, block))));
  }

  private Future<Optional<String>> evidence(String accessPoint, boolean blocked) {
    return status(accessPoint)
        .map(
            after ->
                Optional.of(after)
                    .filter(seen -> seen.path("blocked").asText().equals("" + blocked))
                    .map(JsonNode::toString));
  }

  private Future<JsonNode> status(String accessPoint) {
    return TwonRelayClient.entry(client.blockingStatus(), accessPoint);
  }

  private Future<PreparedCommand> prepareGrant(String accessPoint, String user) {
    Future<Optional<TwonLogbook.Mark>> mark = logbook.mark("ApiAccessRequested");
    return status(accessPoint)
        .compose(reachable -> mark)
        .map(
            end ->
                new TwonOrder(
                    notAfter -> client.grantAccess(accessPoint, user, notAfter),
                    end.map(in -> () -> in.find(event -> isGranted(event, accessPoint, user)))));
  }

  private static boolean isGranted(TwonEvent event, String accessPoint, String user) {
    return accessPoint.equals(event.text("ap"))
        && "true".equals(event.text("valid"))
        && user.equalsIgnoreCase(event.text("uuid"));
  }
}
