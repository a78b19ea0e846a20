package io.gatehouse.engine;

import io.gatehouse.engine.RelayDriverContract.Example;
import java.util.Map;

/** Examples with parameters, whose constructor only this package may call. */
public final class TwonExamples {

  private TwonExamples() {}

  /** With an effect that can be seen. */
  public static Example of(
      String action, String target, Map<String, String> params, String actuation) {
    return new Example(action, target, params, actuation, true);
  }
}
