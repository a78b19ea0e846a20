package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * By what an access is found among others of the same holder: the credential's token, which all
 * vendors share, and the person, whom each vendor numbers by itself.
 */
public final class Holder {

  private static final String CREDENTIAL = "credential\0";

  private Holder() {}

  /** Keys of {@link Level#HOLDER} for a fact. */
  public static List<String> keys(Fact fact) {
    List<String> keys = new ArrayList<>(2);
    if (fact.getKind() == Kind.ACCESS) {
      if (fact.getCredential() != null) {
        keys.add(CREDENTIAL + fact.getCredential());
      }
      if (fact.getPersonId() != null) {
        keys.add("person\0" + fact.getVendor() + '\0' + fact.getPersonId());
      }
    }
    return keys;
  }

  /** The key that it is known by before all others. */
  static String key(Fact fact) {
    return keys(fact).get(0);
  }

  /** Whether a history is that of a credential, and not of a person. */
  static boolean isCredential(History history) {
    return history.key().startsWith(CREDENTIAL);
  }
}
