package io.gatehouse.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What may be commanded: rules {@code device:target:action}, each part with {@code *} for any. */
final class AllowList {

  private record Rule(Pattern device, Pattern target, Pattern action) {

    boolean allows(String device, String target, String action) {
      return this.device.matcher(device).matches()
          && this.target.matcher(target).matches()
          && this.action.matcher(action).matches();
    }
  }

  private final List<Rule> rules = new ArrayList<>();

  /**
   * Reads the rules.
   *
   * @throws IllegalArgumentException naming the rule that is none
   */
  AllowList(List<String> rules) {
    rules.forEach(rule -> this.rules.add(rule(rule.strip())));
  }

  boolean allows(String device, String target, String action) {
    return rules.stream().anyMatch(rule -> rule.allows(device, target, action));
  }

  private static Rule rule(String text) {
    int first = text.indexOf(':');
    int last = text.lastIndexOf(':');
    if (first < 1 || last <= first + 1 || last == text.length() - 1) {
      throw new IllegalArgumentException(
          "'" + text + "' must be device:target:action, such as lobby:switch/1:TRIGGER");
    }
    return new Rule(
        pattern(text.substring(0, first)),
        pattern(text.substring(first + 1, last)),
        pattern(text.substring(last + 1)));
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
  }
}
