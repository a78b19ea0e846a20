package io.gatehouse.registry;

import io.gatehouse.stack.ApicurioRegistry;

/** One real registry for all tests, which ends with them. Each test has subjects of its own. */
final class Apicurio {
  static final String URL = ApicurioRegistry.start().url();

  private Apicurio() {}
}
