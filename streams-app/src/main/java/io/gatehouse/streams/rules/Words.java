package io.gatehouse.streams.rules;

import io.gatehouse.streams.model.Fact;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words for explanations. */
final class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssXXX");

  /** More things of one kind are not listed. */
  private static final int MOST = 5;

  private Words() {}

  /** A moment by the local time of the device that tells it; UTC if it does not say. */
  static String at(Fact fact) {
    Integer minutes = fact.getUtcOffsetMinutes();
    ZoneOffset offset =
        minutes == null
            ? ZoneOffset.UTC
            : ZoneOffset.ofTotalSeconds(60 * Math.max(-1080, Math.min(1080, minutes)));
    return TIME.format(OffsetDateTime.ofInstant(Instant.ofEpochMilli(fact.getTime()), offset));
  }

  /** A device by the name that people have for it. */
  static String device(Fact fact) {
    return fact.getDeviceName() == null ? fact.getDeviceId() : fact.getDeviceName();
  }

  /** A door with its device, and where that is; begins a sentence. */
  static String door(Fact fact) {
    String door =
        fact.getDoor() == null
            ? "The door of " + device(fact)
            : "Door " + fact.getDoor() + " of " + device(fact);
    return door + place(fact);
  }

  /** A door with its device, within a sentence. */
  static String doorOf(Fact fact) {
    return (fact.getDoor() == null ? "the door" : "door " + fact.getDoor()) + " of " + device(fact);
  }

  /** The same with site and zone. */
  static String where(Fact fact) {
    return doorOf(fact) + place(fact);
  }

  /** That a door was opened, by what tells it. */
  static String opening(Fact fact) {
    return switch (fact.getKind()) {
      case ACCESS -> who(fact) + " was let in at " + doorOf(fact);
      case ALARM -> doorOf(fact) + " was opened without permission";
      default -> doorOf(fact) + " was opened";
    };
  }

  /** Doors of many facts, each once. */
  static String doorsOf(List<Fact> facts) {
    List<String> doors = facts.stream().map(Words::doorOf).distinct().toList();
    return String.join(", ", doors.subList(0, Math.min(doors.size(), MOST)))
        + (doors.size() > MOST ? " and more" : "");
  }

  /** From when to when many facts happened. */
  static String during(List<Fact> facts) {
    return "from " + at(facts.get(0)) + " to " + at(facts.get(facts.size() - 1));
  }

  /** How often. */
  static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  /** Where a device is, in brackets; nothing if nobody says. */
  static String place(Fact fact) {
    if (fact.getSite() == null && fact.getZone() == null) {
      return "";
    }
    if (fact.getSite() == null || fact.getZone() == null) {
      return " (" + (fact.getSite() == null ? fact.getZone() : fact.getSite()) + ")";
    }
    return " (" + fact.getSite() + ", " + fact.getZone() + ")";
  }

  /** A person by name, or by what else is known of who it was. */
  static String who(Fact fact) {
    if (fact.getPersonName() != null) {
      return fact.getPersonName();
    }
    if (fact.getPersonId() != null) {
      return "person " + fact.getPersonId();
    }
    return fact.getCredential() == null ? "somebody" : "the holder of " + fact.getCredential();
  }

  /** By which methods, after a space; nothing if no device says. */
  static String by(Collection<Fact> accesses) {
    String methods =
        accesses.stream()
            .map(Fact::getMethod)
            .filter(method -> method != null && !method.equals("UNKNOWN"))
            .map(method -> method.toLowerCase(Locale.ROOT).replace('_', ' '))
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and "));
    return methods.isEmpty() ? "" : " by " + methods;
  }

  /** Somebody's entry, or what let somebody pass whom nobody knows. */
  static String entry(Fact access) {
    return access.getMethod().equals("BUTTON") ? "the exit button" : "the entry of " + who(access);
  }
}
