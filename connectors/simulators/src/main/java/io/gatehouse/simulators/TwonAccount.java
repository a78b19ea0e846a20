package io.gatehouse.simulators;

import java.util.EnumSet;
import java.util.Set;

/** An account of the HTTP API (section 4). */
public record TwonAccount(String user, String password, Set<TwonPrivilege> privileges) {

  public TwonAccount {
    if (user.isEmpty() || user.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "user must be a name without colon, but is '%s'".formatted(user));
    }
    privileges = Set.copyOf(privileges);
  }

  /** An account that may do and see everything. */
  public static TwonAccount of(String user, String password) {
    return new TwonAccount(user, password, EnumSet.allOf(TwonPrivilege.class));
  }

  /** The same account with all privileges but these. */
  public TwonAccount without(TwonPrivilege... privileges) {
    Set<TwonPrivilege> left = EnumSet.allOf(TwonPrivilege.class);
    left.retainAll(this.privileges);
    left.removeAll(Set.of(privileges));
    return new TwonAccount(user, password, left);
  }

  @Override
  public String toString() {
    return "TwonAccount[user=%s, privileges=%s]".formatted(user, privileges);
  }
}
