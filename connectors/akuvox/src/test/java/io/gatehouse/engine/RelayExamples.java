package io.gatehouse.engine;

import io.gatehouse.engine.RelayDriverContract.Example;
import java.util.Map;

/**
 * Examples with parameters, or without evidence. It stands in the contract's package, since nobody
 * else may construct them; it can go once others may.
 */
public final class RelayExamples {

  private RelayExamples() {}

  /** All that an example can tell. */
  public static Example of(
      String action,
      String target,
      Map<String, String> params,
      String actuation,
      boolean confirmable) {
    return new Example(action, target, params, actuation, confirmable);
  }
}
