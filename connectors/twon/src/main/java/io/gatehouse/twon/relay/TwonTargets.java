package io.gatehouse.twon.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gatehouse.engine.CommandRejected;
import io.gatehouse.engine.Target;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The targets of one kind that a device has: asked for when first needed, and again where one is
 * not among them. On the driver's event loop.
 */
final class TwonTargets {

  private final String kind;
  private final Supplier<Future<Map<String, JsonNode>>> reading;
  private Map<String, JsonNode> known = Map.of();

  /**
   * Targets that have not been asked for yet.
   *
   * @param reading asks the device, for what it says of each by its name
   */
  TwonTargets(String kind, Supplier<Future<Map<String, JsonNode>>> reading) {
    this.kind = kind;
    this.reading = reading;
  }

  String kind() {
    return kind;
  }

  /** All of them, in full. */
  Future<List<String>> list() {
    return read().map(read -> names());
  }

  /**
   * What the device says of a target.
   *
   * @return a missing node where the account may not ask, so that only the device can decide; or a
   *     failure, {@link CommandRejected} where the device does not have it
   */
  Future<JsonNode> find(Target target) {
    JsonNode found = known.get(target.name());
    return found != null
        ? Future.succeededFuture(found)
        : TwonRelayClient.unlessHidden(
            read()
                .map(
                    read -> {
                      target.requireOneOf(names());
                      return read.get(target.name());
                    }),
            MissingNode.getInstance());
  }

  private Future<Map<String, JsonNode>> read() {
    return reading.get().map(read -> known = read);
  }

  private List<String> names() {
    return known.keySet().stream().map(name -> new Target(kind, name).toString()).toList();
  }
}
