package io.gatehouse.demo;

import java.io.Console;

/** Secrets of the user's: from the environment, else asked for without echo. */
final class Secrets {

  private Secrets() {}

  /**
   * @param variable of the environment
   * @param what names the secret where it is asked for
   */
  // From Java 22 on there is always a console, which then reads standard input: just as well.
  @SuppressWarnings("SystemConsoleNull")
  static String get(String variable, String what) {
    String given = System.getenv(variable);
    if (given != null) {
      return given;
    }
    Console console = System.console();
    if (console == null) {
      throw new IllegalArgumentException("no terminal to ask for secrets: set " + variable);
    }
    return String.valueOf(console.readPassword("%s: ", what));
  }
}
