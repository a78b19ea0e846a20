package io.gatehouse.streams.api;

import io.gatehouse.events.Incident;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which incidents are wanted: by the parameters of a request, all of which must fit. */
final class IncidentQuery implements Predicate<Incident> {

  private static final Set<String> PARAMETERS =
      Set.of("status", "site", "zone", "rule", "device", "door");

  private final Map<String, String> wanted = new LinkedHashMap<>();

  static IncidentQuery of(Exchange exchange) {
    exchange.allow(PARAMETERS);
    IncidentQuery query = new IncidentQuery();
    PARAMETERS.forEach(
        name -> exchange.parameter(name).ifPresent(value -> query.wanted.put(name, value)));
    String status = query.wanted.get("status");
    if (status != null && !Set.of("OPEN", "CLOSED").contains(status)) {
      throw new Refusal(400, "\"" + status + "\" is no status; there are OPEN and CLOSED.");
    }
    return query;
  }

  /** Those at a door that are open. */
  static IncidentQuery openAt(String deviceId, String door) {
    IncidentQuery query = new IncidentQuery();
    query.wanted.put("status", "OPEN");
    query.wanted.put("device", deviceId);
    query.wanted.put("door", door);
    return query;
  }

  @Override
  public boolean test(Incident incident) {
    return fits("status", incident.getStatus())
        && fits("site", incident.getSite())
        && fits("zone", incident.getZone())
        && fits("rule", incident.getRule())
        && fits("door", incident.getDoor() == null ? "" : incident.getDoor())
        && (!wanted.containsKey("device")
            || incident.getDeviceIds().contains(wanted.get("device")));
  }

  private boolean fits(String name, String value) {
    String want = wanted.get(name);
    return want == null || want.equals(value);
  }

  /** The path and query that ask for the same. */
  String uri() {
    List<String> parameters = new ArrayList<>();
    wanted.forEach(
        (name, value) ->
            parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return "/incidents" + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
  }
}
