package io.understudy.providers.comfy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a server's loaders list: the source of the truth about its files. Asked once a node, until forgotten. */
public final class ComfyCatalogue {
    private final ComfyClient client;
    private final Map<String, JsonNode> nodes = new HashMap<>();

    public ComfyCatalogue(ComfyClient client) {
        this.client = client;
    }

    /** Files were added: lists are asked for again. */
    public synchronized void forget() {
        nodes.clear();
    }

    /**
     * Names of the files or words that an input of a node takes; empty where it takes no choice of names.
     *
     * @throws ComfyProblem.Refused when the server has no such node
     */
    public Optional<List<String>> names(String node, String input) {
        JsonNode inputs = node(node).path("input");
        JsonNode required = inputs.path("required").path(input);
        return options(required.isMissingNode() ? inputs.path("optional").path(input) : required);
    }

    private synchronized JsonNode node(String type) {
        return nodes.computeIfAbsent(type, client::node);
    }

    /** In the older form the list itself comes first, in the newer one its options come second. */
    static Optional<List<String>> options(JsonNode config) {
        JsonNode list =
                config.path(0).isArray() ? config.path(0) : config.path(1).path("options");
        return list.isArray()
                ? Optional.of(list.valueStream().map(name -> name.asString("")).toList())
                : Optional.empty();
    }

    /**
     * Writes names into a graph as the server spells them: on Windows folders end with a backslash.
     *
     * @throws ComfyProblem.Refused when the server lacks a node or does not list a name
     */
    public void fit(ObjectNode graph) {
        for (JsonNode node : graph) {
            String type = node.path("class_type").asString("");
            node(type);
            ObjectNode inputs = (ObjectNode) node.path("inputs");
            for (String input : List.copyOf(inputs.propertyNames())) {
                JsonNode value = inputs.path(input);
                Optional<List<String>> names = value.isString() ? names(type, input) : Optional.empty();
                names.ifPresent(list -> inputs.put(
                        input,
                        spelled(value.asString(), list)
                                .orElseThrow(() -> ComfyErrorReader.notListed(
                                        client.server(),
                                        node.path("_meta").path("title").asString(type),
                                        input,
                                        value.asString(),
                                        list))));
            }
        }
    }

    private static Optional<String> spelled(String name, List<String> names) {
        String plain = name.replace('\\', '/');
        return names.stream()
                .filter(each -> each.replace('\\', '/').equals(plain))
                .findFirst();
    }
}
