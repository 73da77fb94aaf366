package io.understudy.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An OpenAPI document, as far as tests read it. */
record OpenApiDocument(JsonNode root) {
    private static final String NULL = "null";
    private static final List<String> LOWEST =
            List.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final List<String> HIGHEST =
            List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

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
        return resolved(bodySchema(operation));
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
                } else if (kept != null) {
                    addNarrowed(before.name() + " " + name, parameter.path("schema"), kept.path("schema"), broken);
                }
            });
            addBrokenAnswers(before, now, broken);
            if (!before.node().path("x-token-scope").equals(now.node().path("x-token-scope"))) {
                broken.add(before.name() + " has another scope");
            }
            // Generated clients name their methods by it.
            if (!before.node().path("operationId").equals(now.node().path("operationId"))) {
                broken.add(before.name() + " has another operationId");
            }
            addBrokenBody(before, now, broken);
        }
        Set<String> asked = schemasOf("requestBody");
        Set<String> answered = schemasOf("responses");
        JsonNode schemas = other.schemas();
        schemas().properties().forEach(schema -> {
            String name = schema.getKey();
            JsonNode now = schemas.path(name);
            addBrokenProperties(name, schema.getValue(), now, broken);
            if (asked.contains(name)) {
                required(now).stream()
                        .filter(property -> !required(schema.getValue()).contains(property))
                        .forEach(property -> broken.add(name + " needs " + property));
            }
            if (answered.contains(name)) {
                required(schema.getValue()).stream()
                        .filter(property -> now.path("properties").has(property))
                        .forEach(property -> {
                            JsonNode before =
                                    schema.getValue().path("properties").path(property);
                            if (!required(now).contains(property)) {
                                broken.add(name + "." + property + " can be left out");
                            } else if (!canBeNull(before)
                                    && canBeNull(now.path("properties").path(property))) {
                                broken.add(name + "." + property + " can be null");
                            }
                        });
            }
        });
        return broken;
    }

    /** What is put where something is read, and is not read there under the same name as the same kind of value. */
    List<String> putButNotRead() {
        Map<String, JsonNode> read = operations().stream()
                .filter(operation -> operation.method().equals("get"))
                .collect(Collectors.toMap(
                        Operation::path,
                        operation -> operation.node().at("/responses/200/content/application~1json/schema")));
        List<String> unread = new ArrayList<>();
        operations().stream()
                .filter(operation -> operation.method().equals("put") && read.containsKey(operation.path()))
                .forEach(put -> addUnread(put.path(), bodySchema(put), read.get(put.path()), unread));
        return unread;
    }

    private void addUnread(String place, JsonNode put, JsonNode read, List<String> unread) {
        JsonNode taken = resolved(put);
        JsonNode given = resolved(read.has("anyOf") ? read.path("anyOf").path(0) : read);
        if (given.isMissingNode() || !kind(taken).equals(kind(given))) {
            unread.add(place);
            return;
        }
        taken.path("properties")
                .properties()
                .forEach(property -> addUnread(
                        place + " " + property.getKey(),
                        property.getValue(),
                        given.path("properties").path(property.getKey()),
                        unread));
        if (taken.has("items")) {
            addUnread(place, taken.path("items"), given.path("items"), unread);
        }
    }

    private static String kind(JsonNode value) {
        return types(value).filter(type -> !type.equals(NULL)).toList()
                + value.path("format").asString("");
    }

    private static void addBrokenAnswers(Operation before, Operation now, List<String> broken) {
        before.node().path("responses").properties().forEach(response -> {
            String status = response.getKey();
            JsonNode kept = now.node().path("responses").path(status);
            boolean same = !kept.isMissingNode()
                    && response.getValue().path("content").properties().stream()
                            .allMatch(content -> type(content.getValue().path("schema"))
                                    .equals(type(kept.path("content")
                                            .path(content.getKey())
                                            .path("schema"))));
            if (!same) {
                broken.add(before.name() + " has another answer " + status);
            } else {
                response.getValue().path("headers").properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(header -> !kept.path("headers").has(header))
                        .map(header -> before.name() + " no longer answers " + status + " with " + header)
                        .forEach(broken::add);
            }
        });
    }

    private static void addBrokenBody(Operation before, Operation now, List<String> broken) {
        JsonNode taken = before.node().path("requestBody");
        JsonNode kept = now.node().path("requestBody");
        boolean same = type(bodySchema(before)).equals(type(bodySchema(now)))
                && taken.path("content").properties().stream()
                        .allMatch(content -> kept.path("content").has(content.getKey())
                                && type(content.getValue().path("schema"))
                                        .equals(type(kept.path("content")
                                                .path(content.getKey())
                                                .path("schema"))));
        if (!same) {
            broken.add(before.name() + " takes another body");
        }
        if (kept.path("required").asBoolean(false) && !taken.path("required").asBoolean(false)) {
            broken.add(before.name() + " needs a body");
        }
    }

    private JsonNode schemas() {
        return root.path("components").path("schemas");
    }

    /** All that are named in this part of an operation, and what those name. */
    Set<String> schemasOf(String part) {
        Set<String> names = new TreeSet<>();
        operations().forEach(operation -> addNames(operation.node().path(part), names));
        return names;
    }

    private void addNames(JsonNode node, Set<String> names) {
        node.findValuesAsString("$ref").stream()
                .filter(reference -> reference.contains("/schemas/"))
                .map(reference -> reference.replaceAll(".*/", ""))
                .filter(names::add)
                .forEach(name -> addNames(schemas().path(name), names));
    }

    private static void addBrokenProperties(String name, JsonNode before, JsonNode now, List<String> broken) {
        before.path("properties").properties().forEach(property -> {
            String place = name + "." + property.getKey();
            JsonNode kept = now.path("properties").path(property.getKey());
            if (kept.isMissingNode()) {
                broken.add(place + " is gone");
            } else if (!type(kept).equals(type(property.getValue()))) {
                broken.add(place + " has another type");
            } else {
                addNarrowed(place, property.getValue(), kept, broken);
            }
        });
    }

    /** What a value can no longer be. More words in a list break no client: docs/api.md says so. */
    private static void addNarrowed(String place, JsonNode before, JsonNode now, List<String> broken) {
        if (now.has("enum")) {
            if (before.has("enum")) {
                Set<String> kept = words(now.path("enum"));
                words(before.path("enum")).stream()
                        .filter(word -> !kept.contains(word))
                        .forEach(word -> broken.add(place + " no longer takes " + word));
            } else {
                broken.add(place + " takes a few words only");
            }
        }
        LOWEST.forEach(bound -> {
            if (now.has(bound)
                    && now.path(bound).asDouble() > before.path(bound).asDouble(Double.NEGATIVE_INFINITY)) {
                broken.add(place + " has another " + bound);
            }
        });
        HIGHEST.forEach(bound -> {
            if (now.has(bound)
                    && now.path(bound).asDouble() < before.path(bound).asDouble(Double.POSITIVE_INFINITY)) {
                broken.add(place + " has another " + bound);
            }
        });
        if (now.has("pattern") && !now.path("pattern").equals(before.path("pattern"))) {
            broken.add(place + " has another pattern");
        }
        if (now.has("items")) {
            addNarrowed(place, before.path("items"), now.path("items"), broken);
        }
    }

    private static Set<String> words(JsonNode list) {
        return list.valueStream().map(JsonNode::toString).collect(Collectors.toSet());
    }

    private static JsonNode bodySchema(Operation operation) {
        return operation
                .node()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
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
