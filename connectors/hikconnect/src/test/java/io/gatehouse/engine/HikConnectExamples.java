package io.gatehouse.engine;

import io.gatehouse.engine.RelayDriverContract.Example;
import java.util.Map;

/** Examples of doors, whose constructor only this package may call. */
public final class HikConnectExamples {

  private HikConnectExamples() {}

  /** With an effect that cannot be seen. */
  public static Example unseen(String action, String target, String actuation) {
    return new Example(action, target, Map.of(), actuation, false);
  }
}
