package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A message queue of an account (sections 5.3.1, 5.3.2, 5.4.1). */
public enum HikConnectMq {
  /** Alarms: AlarmMsg (A.3.20). */
  ALARM("alarmMsg") {
    @Override
    String idOf(JsonNode message) {
      return text(message.path("guid"));
    }

    @Override
    String typeOf(JsonNode message) {
      return message.path("eventSource").path("eventType").asText();
    }
  },
  /** Events of all kinds, "alarm subscription V2": CombineEvent (A.3.60). */
  COMBINE("events") {
    @Override
    String idOf(JsonNode message) {
      return text(message.path("eventId"));
    }

    @Override
    String typeOf(JsonNode message) {
      return message.path("eventType").asText();
    }
  },
  /** Messages: Event(1) (A.3.91). */
  RAWMSG("event") {
    @Override
    String idOf(JsonNode message) {
      JsonNode data = message.path("data");
      JsonNode access = data.path("openDoorInfo").path("event").path("basicInfo");
      if (access.has("serialNo")) {
        return access.path("deviceSerial").asText() + "/" + access.path("serialNo").asText();
      }
      JsonNode call = data.path("deviceTalkInfo").path("msgId");
      return text(message.has("uuid") ? message.path("uuid") : call);
    }

    @Override
    String typeOf(JsonNode message) {
      JsonNode basic = message.path("basicInfo");
      return withoutPrefix(basic.path(basic.has("msgType") ? "msgType" : "eventType").asText());
    }
  };

  private final String listKey;

  HikConnectMq(String listKey) {
    this.listKey = listKey;
  }

  /** Path of the call that begins, changes and ends a subscription. */
  public String subscribe() {
    return "/api/hccgw/%s/v1/mq/subscribe".formatted(lowerCase());
  }

  /** Path of the call that gets a batch. */
  public String messages() {
    return "/api/hccgw/%s/v1/mq/messages".formatted(lowerCase());
  }

  /** Path of the call that confirms a batch. */
  public String complete() {
    return messages() + "/complete";
  }

  /** Key of the list of messages in a batch. */
  String listKey() {
    return listKey;
  }

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The vendor's id of a message, or null if it has none. */
  abstract String idOf(JsonNode message);

  /** The type by which a message is subscribed to, without the prefix Msg. */
  abstract String typeOf(JsonNode message);

  static String withoutPrefix(String type) {
    return type.startsWith("Msg") ? type.substring("Msg".length()) : type;
  }

  private static String text(JsonNode id) {
    return id.isMissingNode() ? null : id.asText();
  }
}
