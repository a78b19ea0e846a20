package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Commander.Sent;
import java.util.List;

/** Who carries out commands. */
interface Carrier extends AutoCloseable {

  /**
   * Waits until commands are dealt with, whatever became of them.
   *
   * @throws IllegalStateException if for 30 s nothing becomes of any
   */
  void await(List<Sent> commands);

  /** How many of these commands have come to one good end. */
  int accepted(List<Sent> commands);

  @Override
  void close();
}
