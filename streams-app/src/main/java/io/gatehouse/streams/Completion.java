package io.gatehouse.streams;

import io.gatehouse.streams.model.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Completes a decision by what else its device says of the same passage. What the decision itself
 * lacks is noted with it, so that it can be completed anew when more is known, with the same result
 * whatever came first.
 */
final class Completion {

  private static final String LACKS = "lacks";

  private Completion() {}

  /** Notes what the device left out of its decision. */
  static void note(Fact decision) {
    StringBuilder lacks = new StringBuilder();
    if (decision.getMethod().equals("UNKNOWN")) {
      lacks.append("method ");
    }
    if (decision.getCredential() == null) {
      lacks.append("credential ");
    }
    if (decision.getDirection() == null) {
      lacks.append("direction ");
    }
    if (decision.getPersonId() == null) {
      lacks.append("personId ");
    }
    if (decision.getPersonName() == null) {
      lacks.append("personName ");
    }
    if (lacks.length() > 0) {
      Map<String, String> attributes = new HashMap<>(decision.getAttributes());
      attributes.put(LACKS, lacks.toString());
      decision.setAttributes(attributes);
    }
  }

  /**
   * Fills in what is lacking, and of which events the decision is made.
   *
   * @param tellers what tells more of the decision, earliest first; the first that knows is taken
   */
  static void of(Fact decision, List<Fact> tellers) {
    String lacks = decision.getAttributes().getOrDefault(LACKS, "");
    if (lacks.contains("method")) {
      decision.setMethod(
          tellers.stream()
              .filter(teller -> teller.getType().equals("CREDENTIAL"))
              .map(Fact::getMethod)
              .findFirst()
              .orElse("UNKNOWN"));
    }
    if (lacks.contains("credential")) {
      decision.setCredential(first(tellers, Fact::getCredential));
    }
    if (lacks.contains("direction")) {
      decision.setDirection(first(tellers, Fact::getDirection));
    }
    if (lacks.contains("personId")) {
      decision.setPersonId(first(tellers, Fact::getPersonId));
    }
    if (lacks.contains("personName")) {
      decision.setPersonName(first(tellers, Fact::getPersonName));
    }
    if (tellers.stream().anyMatch(Fact::getDuress)) {
      decision.setDuress(true);
    }
    Map<String, Long> parts = new HashMap<>();
    tellers.forEach(teller -> parts.put(teller.getEventId(), teller.getTime()));
    decision.setParts(parts);
    decision.setPresentedAt(
        tellers.stream()
            .filter(teller -> teller.getType().equals("CREDENTIAL"))
            .map(Fact::getTime)
            .findFirst()
            .orElse(null));
  }

  private static String first(List<Fact> tellers, Function<Fact, String> field) {
    return tellers.stream().map(field).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
