package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Where a rule says what it has found. */
public final class Findings {

  /** Of many facts of one kind, so many first ones are enough. */
  private static final int MOST = 20;

  private final String rule;
  private final String severity;
  private final Consumer<Finding> taker;

  /**
   * Takes the findings of one rule.
   *
   * @param severity of its incidents
   */
  public Findings(String rule, String severity, Consumer<Finding> taker) {
    this.rule = rule;
    this.severity = severity;
    this.taker = taker;
  }

  /**
   * Begins a finding.
   *
   * @param about the fact that it is about: its place is the incident's
   * @param anchor what the incident is known by, within the rule. The same happenings must give the
   *     same anchor in whatever order they are told: the id of an event that there is one of, or a
   *     device and a span of time.
   */
  public Draft about(Fact about, String... anchor) {
    return new Draft(about, anchor);
  }

  /** A finding that is being written. */
  public final class Draft {
    private final Fact about;
    private final String incidentId;
    private final Set<Fact> evidence = new TreeSet<>(History.ORDER);
    private final Map<String, String> attributes = new HashMap<>();
    private Fact person;
    private Long endedAt;
    private String weight = severity;
    private boolean oneDoor = true;
    private int rank;

    private Draft(Fact about, String... anchor) {
      this.about = about;
      this.incidentId = rule + "-" + digest(anchor);
      this.person = about;
      evidence.add(about);
    }

    /** More facts that it rests on. */
    public Draft restsOn(Collection<Fact> facts) {
      evidence.addAll(facts);
      return this;
    }

    /** More facts that it rests on. */
    public Draft restsOn(Fact... facts) {
      return restsOn(Arrays.asList(facts));
    }

    /** Many facts that it rests on, in order: the first, the last, and how many there are. */
    public Draft restsOnMany(List<Fact> facts) {
      evidence.addAll(facts.subList(0, Math.min(facts.size(), MOST)));
      evidence.add(facts.get(facts.size() - 1));
      return with("count", Integer.toString(facts.size()));
    }

    /** It is about more than one door. */
    public Draft atManyDoors() {
      oneDoor = false;
      return this;
    }

    /**
     * How good the key is by which it was found, if several can find the same incident: the finding
     * of a lesser key does not replace that of a better one.
     */
    public Draft rank(int keys) {
      rank = keys;
      return this;
    }

    /**
     * The fact that tells whom it is about, if it is not the one that it is about.
     *
     * @param who null: nobody in particular
     */
    public Draft person(Fact who) {
      person = who;
      return this;
    }

    /** When it was over, milliseconds UTC, if an event says so. */
    public Draft endedAt(Long time) {
      endedAt = time;
      return this;
    }

    /** What else there is to say. */
    public Draft with(String name, String value) {
      attributes.put(name, value);
      return this;
    }

    /** Another severity than the rule's own. */
    public Draft severity(String other) {
      weight = other;
      return this;
    }

    /** Hands it over, with one sentence for people, made of {@link Words}. */
    public void say(String sentence) {
      List<Fact> facts = new ArrayList<>(evidence);
      Set<String> devices = new LinkedHashSet<>();
      devices.add(about.getDeviceId());
      Set<String> events = new LinkedHashSet<>();
      Finding finding = new Finding();
      finding.setRecovered(true);
      finding.setLive(true);
      for (Fact fact : facts) {
        devices.add(fact.getDeviceId());
        events.add(fact.getEventId());
        finding.setRecovered(finding.getRecovered() && fact.getRecovered());
        finding.setLive(finding.getLive() && !fact.getRecovered());
        finding.setReceivedAt(Math.max(finding.getReceivedAt(), fact.getReceivedAt()));
      }
      finding.setIncidentId(incidentId);
      finding.setRule(rule);
      finding.setSeverity(weight);
      finding.setExplanation(sentence);
      finding.setSite(about.getSite());
      finding.setZone(about.getZone());
      finding.setDoor(oneDoor ? about.getDoor() : null);
      finding.setDeviceIds(new ArrayList<>(devices));
      finding.setEventIds(new ArrayList<>(events));
      if (person != null) {
        finding.setPersonId(person.getPersonId());
        finding.setPersonName(person.getPersonName());
        finding.setCredential(person.getCredential());
      }
      finding.setStartedAt(facts.get(0).getTime());
      finding.setUpdatedAt(facts.get(facts.size() - 1).getTime());
      finding.setEndedAt(endedAt);
      finding.setAttributes(attributes);
      finding.setRank(rank);
      taker.accept(finding);
    }
  }

  /** A short, stable name for what is known by {@code anchor}: 24 hexadecimal digits. */
  public static String digest(String... anchor) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\0", anchor).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
