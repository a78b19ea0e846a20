package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectEvent.firstOf;
import static io.gatehouse.hikconnect.events.HikConnectEvent.isFalse;
import static io.gatehouse.hikconnect.events.HikConnectEvent.isTrue;
import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.hikconnect.events.HikConnectMeaning.Access;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who asked to pass, and what became of it: IntelliInfo (manual 004, A.3.106), or what an access
 * record says (A.3.134).
 *
 * @param passage basicInfo of the passage, or the record
 * @param info IntelliInfo, or personInfo of the record
 */
record HikConnectPerson(JsonNode passage, JsonNode info) {

  private static final String FAILED = "AUTHENTICATION_FAILED";

  static HikConnectPerson of(HikConnectEvent event) {
    return new HikConnectPerson(event.passage(), event.person());
  }

  /** 18 digits, more than a double can hold. */
  String id() {
    return text(info, "personId", "id");
  }

  String name() {
    String name =
        Stream.of(text(base(), "firstName"), text(base(), "lastName"))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return name.isEmpty() ? null : name;
  }

  /** In clear, with its leading zeros: it must become a token before it goes anywhere. */
  String cardNumber() {
    return firstOf(text(info, "cardNumber"), text(passage, "cardNumber"));
  }

  /** Which way, where an access record says so: 1 in, 2 out. No manual has it, records do. */
  String direction() {
    String direction = text(passage, "direction");
    return "1".equals(direction) ? "IN" : "2".equals(direction) ? "OUT" : null;
  }

  /**
   * Whether the device let the person in. Code and result must agree on it: devices report failures
   * with the code of a success. A code that comes without a result says it alone.
   */
  String decision(Access access, String vendorType) {
    if (access.decision().equals("DENIED")) {
      return "DENIED";
    }
    boolean isKnown = access.decision().equals("GRANTED") || access.duress();
    if (isKnown && isFalse(result())) {
      return "DENIED";
    }
    if (isKnown && isTrue(result())) {
      return "GRANTED";
    }
    boolean isOpen = result() != null || HikConnectCodes.comesWithResult(vendorType);
    return isOpen ? "UNKNOWN" : access.decision();
  }

  /** Null unless it was refused for a reason that the device says. */
  String reason(Access access, String decision) {
    if (!decision.equals("DENIED")) {
      return null;
    }
    return access.decision().equals("DENIED") ? access.reason() : FAILED;
  }

  /** Adds what else is said of the person and the passage. */
  void describe(HikConnectAttributes attributes) {
    attributes.put("authResult", result());
    attributes.put("attendanceStatus", attendance());
    attributes.put("cardReader", text(passage, "cardReaderName", "cardReaderId"));
    attributes.put("department", text(base(), "fullPath"));
    attributes.put("personCode", text(base(), "personCode"));
    JsonNode temperature = at(passage, "temperatureInfo");
    attributes.put("temperature", text(temperature, "temperatureData"));
    attributes.put("temperatureUnit", text(temperature, "temperatureUnit"));
  }

  private JsonNode base() {
    JsonNode base = at(info, "baseInfo");
    return base.isObject() ? base : info;
  }

  private String result() {
    return firstOf(text(info, "authResult"), text(passage, "swipeAuthResult"));
  }

  private String attendance() {
    String status = firstOf(text(info, "attendanceStatus"), text(passage, "attendanceStatus"));
    if (status == null) {
      return null;
    }
    return switch (status) {
      case "0" -> null;
      case "1" -> "ON_WORK";
      case "2" -> "OFF_WORK";
      case "3" -> "BREAK_START";
      case "4" -> "BREAK_END";
      case "5" -> "OVERTIME_START";
      case "6" -> "OVERTIME_END";
      default -> status;
    };
  }
}
