package io.gatehouse.streams.incidents;

import io.gatehouse.events.Incident;
import io.gatehouse.streams.model.Acknowledgement;
import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.model.IncidentState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is written of an incident. */
public final class Written {

  private Written() {}

  /**
   * The record of the topic incident.
   *
   * @return empty while only an acknowledgement of it has come
   */
  public static Optional<Incident> of(IncidentState state) {
    return Optional.ofNullable(state.getFinding()).map(finding -> record(finding, state));
  }

  private static Incident record(Finding finding, IncidentState state) {
    Incident incident = new Incident();
    incident.setIncidentId(finding.getIncidentId());
    incident.setRule(finding.getRule());
    incident.setStatus(state.getClosedAt() == null ? "OPEN" : "CLOSED");
    incident.setSeverity(finding.getSeverity());
    incident.setExplanation(finding.getExplanation());
    incident.setSite(finding.getSite());
    incident.setZone(finding.getZone());
    incident.setDoor(finding.getDoor());
    incident.setDeviceIds(finding.getDeviceIds());
    incident.setEventIds(finding.getEventIds());
    incident.setPersonId(finding.getPersonId());
    incident.setPersonName(finding.getPersonName());
    incident.setCredential(finding.getCredential());
    incident.setStartedAt(Instant.ofEpochMilli(finding.getStartedAt()));
    incident.setUpdatedAt(Instant.ofEpochMilli(finding.getUpdatedAt()));
    incident.setClosedAt(
        state.getClosedAt() == null ? null : Instant.ofEpochMilli(state.getClosedAt()));
    incident.setClosedBy(state.getClosedBy());
    incident.setRecovered(finding.getRecovered());
    incident.setAttributes(attributes(finding, state.getAcknowledgement()));
    return incident;
  }

  private static Map<String, String> attributes(Finding finding, Acknowledgement noted) {
    if (noted == null) {
      return finding.getAttributes();
    }
    Map<String, String> all = new HashMap<>(finding.getAttributes());
    all.put("acknowledgedBy", noted.getAcknowledgedBy());
    all.put("acknowledgedAt", Instant.ofEpochMilli(noted.getAcknowledgedAt()).toString());
    if (noted.getComment() != null) {
      all.put("comment", noted.getComment());
    }
    return all;
  }
}
