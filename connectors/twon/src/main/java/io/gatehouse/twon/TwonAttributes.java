package io.gatehouse.twon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which parameters of an event become attributes of its record, and by which name. */
final class TwonAttributes {

  /** Parameters that are true or false, however the device says it. */
  private static final Set<String> TRUTHS =
      Set.of("valid", "apbBroken", "ready", "enabled", "locked", "held");

  private record Attribute(String parameter, String name, boolean isTruth) {}

  private final List<Attribute> attributes = new ArrayList<>();

  private TwonAttributes() {}

  /** The access point, which many events have. */
  static TwonAttributes none() {
    return new TwonAttributes().named("ap", "accessPoint");
  }

  /** These parameters under the vendor's names, and the access point. */
  static TwonAttributes of(String... parameters) {
    TwonAttributes result = none();
    for (String parameter : parameters) {
      result.named(parameter, parameter);
    }
    return result;
  }

  /** One more, under another name. */
  TwonAttributes named(String parameter, String name) {
    attributes.add(new Attribute(parameter, name, TRUTHS.contains(parameter)));
    return this;
  }

  Map<String, String> read(TwonEvent event) {
    Map<String, String> result = new LinkedHashMap<>();
    for (Attribute attribute : attributes) {
      String text = event.text(attribute.parameter);
      if (text != null) {
        result.put(
            attribute.name,
            attribute.isTruth ? TwonVocabulary.either(text, "true", "false") : text);
      }
    }
    return result;
  }
}
