package io.gatehouse.demo;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The user's own. What happens there is known from what is read only. */
record RealDoors(List<Site> sites) implements Doors {

  @Override
  public void begin() {
    // People come and go by themselves.
  }

  @Override
  public void live(Instant now) {
    // They do not ask us when.
  }

  @Override
  public boolean isOver() {
    return true; // They do not stop for us, either.
  }

  @Override
  public boolean isJudged() {
    return false;
  }

  @Override
  public List<Emitted> emitted() {
    return List.of();
  }

  @Override
  public List<String> moved() {
    return List.of();
  }

  @Override
  public Set<IncidentTally.Kind> incidents() {
    return Set.of();
  }

  @Override
  public void close() {
    // Nothing of ours runs there.
  }
}
