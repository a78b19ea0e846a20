package io.gatehouse.twon.relay;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.engine.PreparedCommand;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Outputs: manual 000, 5.5. */
final class TwonOutputs implements TwonKind {

  private static final List<String> ACTIONS = List.of("ON", "OFF");

  private final TwonRelayClient client;
  private final TwonTargets targets;

  TwonOutputs(TwonRelayClient client) {
    this.client = client;
    this.targets = new TwonTargets("output", this::outputs);
  }

  private Future<Map<String, JsonNode>> outputs() {
    return client
        .ioCaps()
        .map(
            ports -> {
              Map<String, JsonNode> outputs = new LinkedHashMap<>(ports);
              outputs.values().removeIf(port -> !port.path("type").asText().equals("output"));
              return outputs;
            });
  }

  @Override
  public TwonTargets targets() {
    return targets;
  }

  @Override
  public Future<PreparedCommand> prepare(TwonCommand command) {
    command.requireAction(ACTIONS);
    command.requireOnly();
    String port = command.target().name();
    String action = command.action().toLowerCase(Locale.ROOT);
    return targets
        .find(command.target())
        .compose(caps -> status(port))
        .map(
            before ->
                new TwonOrder(
                    notAfter -> client.ioControl(port, action, notAfter),
                    before.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(() -> evidence(port, action.equals("on") ? "1" : "0"))));
  }

  private Future<Optional<String>> evidence(String port, String wanted) {
    return status(port)
        .map(
            after ->
                Optional.of(after)
                    .filter(seen -> seen.path("state").asText().equals(wanted))
                    .map(JsonNode::toString));
  }

  private Future<JsonNode> status(String port) {
    return TwonRelayClient.entry(client.ioStatus(), port);
  }
}
