package io.gatehouse.streams;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** What openapi.yaml says of an answer. */
final class Description {

  private final Map<String, Object> root;

  Description(String yaml) {
    root = new Yaml().load(yaml);
  }

  Set<String> paths() {
    return new TreeSet<>(map(root.get("paths")).keySet());
  }

  /** What an answer is said to be made of: content types and their schemas. */
  Map<String, Object> content(String path, int status) {
    Object get = map(map(map(root.get("paths")).get(path)).get("get")).get("responses");
    Object response = map(get).get(Integer.toString(status));
    if (response == null) {
      throw new AssertionError(path + " is not said to answer " + status);
    }
    return map(resolved(response).get("content"));
  }

  /** Names and types of all fields must be those of the schema. */
  void check(String where, Object schema, Object value) {
    Map<String, Object> resolved = resolved(schema);
    if (resolved.containsKey("anyOf")) {
      List<?> options = (List<?>) resolved.get("anyOf");
      check(where, options.get(value == null ? 1 : 0), value);
      return;
    }
    String type = typeOf(value);
    Object wanted = resolved.get("type");
    if (!(wanted instanceof List<?> several ? several.contains(type) : type.equals(wanted))) {
      throw new AssertionError(where + " is " + type + " and not " + wanted);
    }
    if (value instanceof JsonObject object && resolved.containsKey("properties")) {
      Map<String, Object> properties = map(resolved.get("properties"));
      if (!object.fieldNames().equals(Set.copyOf((List<?>) resolved.get("required")))
          || !object.fieldNames().equals(properties.keySet())) {
        throw new AssertionError(where + " has " + object.fieldNames() + ", not " + properties);
      }
      properties.forEach(
          (name, property) -> check(where + "." + name, property, object.getValue(name)));
    }
    if (value instanceof JsonArray array) {
      array.forEach(item -> check(where + "[]", resolved.get("items"), item));
    }
  }

  private static String typeOf(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof JsonObject) {
      return "object";
    }
    if (value instanceof JsonArray) {
      return "array";
    }
    return value instanceof Boolean ? "boolean" : "string";
  }

  private Map<String, Object> resolved(Object schema) {
    Object reference = map(schema).get("$ref");
    if (reference == null) {
      return map(schema);
    }
    Object found = root;
    for (String name : List.of(reference.toString().substring(2).split("/", -1))) {
      found = map(found).get(name);
    }
    return map(found);
  }

  @SuppressWarnings("unchecked") // A description's maps have names for keys.
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
