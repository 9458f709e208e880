package footfall.api.stats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** As much of JSON Schema as descriptions here use; a property nobody describes is a fault. */
final class Schema {
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "$ref",
          "description",
          "type",
          "enum",
          "pattern",
          "minimum",
          "maximum",
          "format",
          "items",
          "required",
          "properties",
          "propertyNames",
          "additionalProperties",
          "allOf",
          "anyOf");

  private final JsonNode document;

  Schema(JsonNode document) {
    this.document = document;
  }

  /** What is wrong with the value; empty where nothing is. */
  List<String> faults(JsonNode schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    check(schema, value, "$", faults);
    if (value.isObject()) {
      Set<String> described = properties(schema);
      value
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!described.contains(name)) {
                  faults.add("nobody describes " + name);
                }
              });
    }
    return faults;
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? resolved(document.at(schema.get("$ref").asText().substring(1)))
        : schema;
  }

  private Set<String> properties(JsonNode schema) {
    JsonNode known = resolved(schema);
    Set<String> names = new HashSet<>();
    known.path("properties").fieldNames().forEachRemaining(names::add);
    known.path("allOf").forEach(part -> names.addAll(properties(part)));
    return names;
  }

  private void check(JsonNode given, JsonNode value, String at, List<String> faults) {
    JsonNode schema = resolved(given);
    schema
        .fieldNames()
        .forEachRemaining(
            word -> {
              if (!UNDERSTOOD.contains(word)) {
                faults.add("the test does not understand " + word);
              }
            });
    schema.path("allOf").forEach(part -> check(part, value, at, faults));
    if (schema.has("anyOf") && !passesAny(schema.get("anyOf"), value)) {
      faults.add(at + " is none of what it may be");
    }
    if (schema.has("type") && !isOfType(schema.get("type"), value)) {
      faults.add(at + " is no " + schema.get("type") + ": " + value);
    }
    checkValue(schema, value, at, faults);
    schema
        .path("required")
        .forEach(
            name -> {
              if (!value.has(name.asText())) {
                faults.add(at + " lacks " + name.asText());
              }
            });
    value
        .properties()
        .forEach(
            field -> {
              String inside = at + "." + field.getKey();
              JsonNode property = schema.path("properties").path(field.getKey());
              if (!property.isMissingNode()) {
                check(property, field.getValue(), inside, faults);
              } else if (schema.has("additionalProperties")) {
                check(schema.get("additionalProperties"), field.getValue(), inside, faults);
              }
            });
    if (value.isArray() && schema.has("items")) {
      value.forEach(item -> check(schema.get("items"), item, at + "[]", faults));
    }
  }

  private boolean passesAny(JsonNode schemas, JsonNode value) {
    return StreamSupport.stream(schemas.spliterator(), false)
        .anyMatch(
            one -> {
              List<String> faults = new ArrayList<>();
              check(one, value, "$", faults);
              return faults.isEmpty();
            });
  }

  private static void checkValue(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (schema.has("enum")
        && StreamSupport.stream(schema.get("enum").spliterator(), false).noneMatch(value::equals)) {
      faults.add(at + " is none of " + schema.get("enum"));
    }
    if (schema.has("pattern")
        && value.isTextual()
        && !value.asText().matches(schema.get("pattern").asText())) {
      faults.add(at + " does not match: " + value);
    }
    if (value.isNumber()
        && (value.asDouble() < schema.path("minimum").asDouble(-Double.MAX_VALUE)
            || value.asDouble() > schema.path("maximum").asDouble(Double.MAX_VALUE))) {
      faults.add(at + " is out of range: " + value);
    }
  }

  private static boolean isOfType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      return StreamSupport.stream(type.spliterator(), false).anyMatch(one -> isOfType(one, value));
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
