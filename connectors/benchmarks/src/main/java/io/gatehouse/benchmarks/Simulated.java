package io.gatehouse.benchmarks;

import java.util.Set;

/** What is read, in a process of its own. */
interface Simulated extends AutoCloseable {

  /** What it is, for figures. */
  String what();

  long pid();

  /** Every event that it has had to tell. */
  Set<EventKey> emitted();

  /**
   * Starts a connector that reads it from the beginning.
   *
   * @return the connector's name
   */
  String createConnector(Rig rig);

  @Override
  void close();
}
