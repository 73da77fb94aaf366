package io.understudy.providers.comfy;

import io.understudy.platform.core.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** Makes sentences of ComfyUI's errors, which name nodes by number and problems by type. */
final class ComfyErrorReader {
    private static final int BRIEF = 200;
    private static final int MOST_NAMES = 6;
    private static final Pattern NO_SUCH_NODE = Pattern.compile("node '?([^']+?)'? (?:does not exist|not found)");
    private static final String LOG = "ComfyUI's own log has the details.";
    private static final String CUSTOM_NODE =
            "Install the custom node that has it in ComfyUI, or update ComfyUI, and restart it.";

    private ComfyErrorReader() {}

    static ComfyProblem of(ComfyServer server, int status, String body) {
        return of(server, status, body, MissingNode.getInstance());
    }

    /** @param graph that was sent, whose nodes have titles */
    static ComfyProblem of(ComfyServer server, int status, String body, JsonNode graph) {
        if (status / 100 == 3) {
            return new ComfyProblem.Refused(
                    status,
                    server + " sends its callers to another address.",
                    "Give that address, or take the redirect out of the proxy.");
        }
        return switch (status) {
            case 400 -> invalid(server, body, graph);
            case 401, 403 ->
                new ComfyProblem.Refused(
                        status,
                        server + " does not let this server in (" + status + ").",
                        "Check its token, and whether ComfyUI listens to other machines (--listen).");
            case 404 ->
                new ComfyProblem.Refused(
                        status, server + " does not know what it was asked for (404).", "Check its address.");
            case 405, 413, 415 ->
                new ComfyProblem.Refused(
                        status, server + " did not take the request (" + status + ").", "Check its address.");
            default -> new ComfyProblem.Away(server + " answered with an error (" + status + ").", true, null);
        };
    }

    private static ComfyProblem invalid(ComfyServer server, String body, JsonNode graph) {
        JsonNode answer = json(body);
        List<String> sentences = new ArrayList<>();
        String missing = null;
        for (var node : answer.path("node_errors").properties()) {
            for (JsonNode error : node.getValue().path("errors")) {
                sentences.add(sentence(server, title(graph, node.getKey(), node.getValue()), error));
                if (error.path("type").asString("").equals("value_not_in_list")) {
                    missing = error.path("extra_info").path("received_value").asString("");
                }
            }
        }
        JsonNode error = answer.path("error");
        if (sentences.isEmpty()) {
            Optional<String> type = missingType(error);
            if (type.isPresent()) {
                return noSuchNode(server, type.get());
            }
            sentences.add(server + " refused the graph: "
                    + brief(error.isMissingNode() ? body : said(error).strip()));
        }
        return new ComfyProblem.Refused(
                400,
                String.join(" ", sentences),
                missing == null ? LOG : "Choose one that it has under ComfyUI in Settings, or add the file.",
                missing);
    }

    static ComfyProblem.Refused noSuchNode(ComfyServer server, String type) {
        return new ComfyProblem.Refused(400, server + " has no node " + brief(type) + ".", CUSTOM_NODE);
    }

    static ComfyProblem.Refused notListed(
            ComfyServer server, String title, String input, String value, List<String> names) {
        return new ComfyProblem.Refused(
                400,
                notListed(server, title, input, value, some(names)),
                "Choose one that it has under ComfyUI in Settings, or add the file.",
                value);
    }

    private static String notListed(ComfyServer server, String title, String input, String value, String has) {
        return "%s has no “%s” for %s of %s%s".formatted(server, brief(value), input, title, has);
    }

    private static String some(List<String> names) {
        if (names.isEmpty()) {
            return "; its list is empty.";
        }
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return "; it has " + brief(first)
                + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more." : ".");
    }

    private static Optional<String> missingType(JsonNode error) {
        Matcher named = NO_SUCH_NODE.matcher(said(error));
        String type = error.path("extra_info").path("class_type").asString("");
        return !type.isEmpty() ? Optional.of(type) : named.find() ? Optional.of(named.group(1)) : Optional.empty();
    }

    private static String title(JsonNode graph, String id, JsonNode node) {
        String title = graph.path(id).path("_meta").path("title").asString("");
        String type = node.path("class_type")
                .asString(graph.path(id).path("class_type").asString("node " + id));
        return title.isEmpty() ? type : "“" + brief(title) + "” (" + type + ")";
    }

    private static String sentence(ComfyServer server, String title, JsonNode error) {
        JsonNode extra = error.path("extra_info");
        String input = extra.path("input_name").asString("an input");
        String value = extra.path("received_value").asString("");
        JsonNode limits = extra.path("input_config").path(1);
        return switch (error.path("type").asString("")) {
            case "value_not_in_list" -> {
                // Long lists are left out of the answer.
                String has = ComfyCatalogue.options(extra.path("input_config"))
                        .map(ComfyErrorReader::some)
                        .orElse(".");
                yield notListed(server, title, input, value, has);
            }
            case "value_bigger_than_max" ->
                title + ": " + input + " is " + value + ", at most "
                        + limits.path("max").asString("less") + " is allowed.";
            case "value_smaller_than_min" ->
                title + ": " + input + " is " + value + ", at least "
                        + limits.path("min").asString("more") + " is needed.";
            case "required_input_missing" -> title + " needs " + input + ", which this graph does not give it.";
            default -> title + ": " + said(error).strip();
        };
    }

    private static String said(JsonNode error) {
        String message = error.path("message").asString("").strip();
        String details = error.path("details").asString("").strip();
        String all = details.isEmpty() || details.equals(message) ? message : message + " (" + details + ")";
        return all.isEmpty() ? "no reason was given." : all.matches(".*[.!?]") ? all : all + ".";
    }

    /** @param entry of the history, with the graph that ran */
    static String failure(ComfyServer server, JsonNode entry, JsonNode error) {
        String id = error.path("node_id").asString("");
        JsonNode graph = entry.path("prompt").path(2);
        JsonNode node = JsonNodeFactory.instance.objectNode().set("class_type", error.path("node_type"));
        String type = error.path("exception_type").asString("");
        String message = error.path("exception_message").asString("").strip();
        return "%s failed in %s: %s"
                .formatted(
                        server,
                        title(graph, id, node),
                        brief((type.isEmpty() || message.contains(type) ? "" : type + ": ") + message));
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException plain) {
            return MissingNode.getInstance();
        }
    }

    static String brief(@Nullable String text) {
        String line = String.valueOf(text).replaceAll("\\s+", " ").strip();
        return Wording.cut(line, BRIEF);
    }
}
