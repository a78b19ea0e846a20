package io.gatehouse.demo;

import java.util.Map;
import java.util.Set;

/** The devices that the demo reads: simulated ones, or a real one. */
interface Doors extends AutoCloseable {

  /** The addresses of the devices by their ids. */
  Map<String, String> addresses();

  /** The account that the connector uses, for the environment of the Connect worker. */
  Account account();

  /** Connector options beyond those of {@code deploy/connectors}. */
  Map<String, String> options();

  /** Lets things happen at the doors, if that is in our hand. */
  void begin();

  /** Lets nothing happen any more, if that is in our hand. */
  void end();

  /** Every event that each device has emitted so far, by device id and the device's own numbers. */
  Map<String, Set<String>> emitted();

  @Override
  void close();

  /** User and password of a device. */
  record Account(String username, String password) {

    @Override
    public String toString() {
      return "Account[" + username + "]";
    }
  }
}
