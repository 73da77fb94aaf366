package io.understudy.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An OpenAPI document, as far as tests read it. */
record OpenApiDocument(JsonNode root) {
    private static final String NULL = "null";

    record Operation(String method, String path, JsonNode node) {
        String name() {
            return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> all.add(new Operation(method.getKey(), path.getKey(), method.getValue()))));
        return all;
    }

    JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty()
                ? schema
                : root.path("components").path("schemas").path(reference.replaceAll(".*/", ""));
    }

    JsonNode requestSchema(Operation operation) {
        return resolved(operation
                .node()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema"));
    }

    /** What a client that was written for this document can no longer rely on in another one. */
    List<String> brokenBy(OpenApiDocument other) {
        List<String> broken = new ArrayList<>();
        Map<String, Operation> after =
                other.operations().stream().collect(Collectors.toMap(Operation::name, operation -> operation));
        for (Operation before : operations()) {
            Operation now = after.get(before.name());
            if (now == null) {
                broken.add(before.name() + " is gone");
                continue;
            }
            Map<String, JsonNode> parameters = parameters(now);
            parameters(before).keySet().stream()
                    .filter(name -> !parameters.containsKey(name))
                    .forEach(name -> broken.add(before.name() + " no longer takes " + name));
            parameters.forEach((name, parameter) -> {
                JsonNode known = parameters(before).get(name);
                if (parameter.path("required").asBoolean(false)
                        && (known == null || !known.path("required").asBoolean(false))) {
                    broken.add(before.name() + " needs " + name);
                }
            });
            parameters(before).forEach((name, parameter) -> {
                JsonNode kept = parameters.get(name);
                if (kept != null && !type(kept.path("schema")).equals(type(parameter.path("schema")))) {
                    broken.add(before.name() + " has another type of " + name);
                }
            });
            before.node()
                    .path("responses")
                    .properties()
                    .forEach(response -> response.getValue()
                            .path("content")
                            .properties()
                            .forEach(content -> {
                                JsonNode answer = now.node()
                                        .path("responses")
                                        .path(response.getKey())
                                        .path("content")
                                        .path(content.getKey());
                                if (!type(answer.path("schema"))
                                        .equals(type(content.getValue().path("schema")))) {
                                    broken.add(before.name() + " has another answer " + response.getKey());
                                }
                            }));
            Set<String> needed = required(requestSchema(before));
            required(other.requestSchema(now)).stream()
                    .filter(name -> !needed.contains(name))
                    .forEach(name -> broken.add(before.name() + " needs " + name + " in its body"));
        }
        JsonNode schemas = other.root().path("components").path("schemas");
        root.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(property -> {
                            JsonNode now = schemas.path(schema.getKey())
                                    .path("properties")
                                    .path(property.getKey());
                            if (now.isMissingNode()) {
                                broken.add(schema.getKey() + "." + property.getKey() + " is gone");
                            } else if (!type(now).equals(type(property.getValue()))) {
                                broken.add(schema.getKey() + "." + property.getKey() + " has another type");
                            }
                        }));
        return broken;
    }

    /** Without whether it can be null, which {@link #canBeNull} says. */
    private static String type(JsonNode property) {
        if (property.has("anyOf")) {
            return property.path("anyOf")
                    .valueStream()
                    .filter(choice -> !choice.path("type").asString("").equals(NULL))
                    .map(OpenApiDocument::type)
                    .collect(Collectors.joining(" or "));
        }
        return types(property).filter(type -> !type.equals(NULL)).toList()
                + property.path("$ref").asString("")
                + property.path("format").asString("")
                + (property.has("items") ? "[" + type(property.path("items")) + "]" : "");
    }

    private static Stream<String> types(JsonNode property) {
        JsonNode type = property.path("type");
        return type.isMissingNode()
                ? Stream.empty()
                : type.isArray() ? type.valueStream().map(JsonNode::asString) : Stream.of(type.asString());
    }

    static boolean canBeNull(JsonNode property) {
        return types(property).anyMatch(NULL::equals)
                || property.path("anyOf").valueStream().anyMatch(OpenApiDocument::canBeNull);
    }

    private static Map<String, JsonNode> parameters(Operation operation) {
        return operation
                .node()
                .path("parameters")
                .valueStream()
                .collect(Collectors.toMap(
                        parameter -> parameter.path("in").asString() + " parameter "
                                + parameter.path("name").asString(),
                        parameter -> parameter));
    }

    private static Set<String> required(JsonNode schema) {
        return schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }
}
