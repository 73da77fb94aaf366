package io.understudy.prompting.exchange;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.language.PromptVariable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class TemplateJsonFile {
    /** The property that says what the file is, with the edition of the form. */
    static final String MARK = "understudy-prompt-templates";

    private static final int EDITION = 1;
    private static final Set<String> KNOWN =
            Set.of("name", "text", "scene", "lighting", "camera", "style", "variables", "settings", "tags");

    private static final Set<String> SETTINGS =
            Set.of("trigger", "loras", "guidance", "steps", "width", "height", "seed");

    private TemplateJsonFile() {}

    static ExportedFile write(TemplateFile file) {
        ObjectNode root = UntrustedJson.MAPPER.createObjectNode();
        root.put(MARK, EDITION);
        ObjectNode snippets = root.putObject("snippets");
        new TreeMap<>(file.snippets()).forEach(snippets::put);
        ArrayNode templates = root.putArray("templates");
        file.templates().forEach(template -> write(template, templates.addObject()));
        return new ExportedFile(UntrustedJson.MAPPER.writeValueAsString(root), List.of());
    }

    private static void write(PortableTemplate template, ObjectNode node) {
        node.put("name", template.name()).put("text", template.text());
        node.put("scene", template.scene()).put("lighting", template.lighting());
        node.put("camera", template.camera()).put("style", template.style());
        node.set("variables", variables(template.variables()));
        node.set("settings", settings(template.settings()));
        ArrayNode tags = node.putArray("tags");
        template.tags().forEach(tags::add);
    }

    static ArrayNode variables(List<PromptVariable> variables) {
        ArrayNode array = UntrustedJson.MAPPER.createArrayNode();
        variables.forEach(variable -> {
            ObjectNode one = array.addObject().put("name", variable.name()).put("usual", variable.usual());
            ArrayNode suggestions = one.putArray("suggestions");
            variable.suggestions().forEach(suggestions::add);
        });
        return array;
    }

    static ObjectNode settings(PortableTemplate.Settings settings) {
        ObjectNode node = UntrustedJson.MAPPER.createObjectNode();
        if (settings.trigger() != null) {
            node.put("trigger", settings.trigger().value());
        }
        if (!settings.loras().isEmpty()) {
            ArrayNode loras = node.putArray("loras");
            settings.loras()
                    .forEach(lora -> loras.addObject()
                            .put("role", lora.role())
                            .put("file", lora.file())
                            .put("strength", lora.strength().value()));
        }
        if (settings.guidance() != null) {
            node.put("guidance", settings.guidance());
        }
        if (settings.steps() != null) {
            node.put("steps", settings.steps());
        }
        if (settings.width() != null) {
            node.put("width", settings.width());
        }
        if (settings.height() != null) {
            node.put("height", settings.height());
        }
        if (settings.seed() != null) {
            node.put("seed", settings.seed());
        }
        return node;
    }

    static ImportedFile read(ObjectNode root) {
        if (root.path(MARK).asInt(0) != EDITION) {
            throw new RuleViolation("This file has a format version that is not known here: "
                    + UntrustedJson.brief(root.path(MARK).toString()) + " instead of " + EDITION + ".");
        }
        List<ConversionLoss> losses = new ArrayList<>();
        List<PortableTemplate> templates = new ArrayList<>();
        for (JsonNode node : UntrustedJson.array(root.path("templates"), "templates")) {
            templates.add(template(node, templates.size() + 1, losses));
        }
        Map<String, String> snippets = new LinkedHashMap<>();
        root.path("snippets").properties().forEach(entry -> {
            if (entry.getValue().isString()) {
                snippets.put(entry.getKey(), entry.getValue().asString());
            } else {
                losses.add(new ConversionLoss(
                        "", "The snippet “" + UntrustedJson.brief(entry.getKey()) + "” is no text; left out."));
            }
        });
        return new ImportedFile(ExchangeFormat.JSON, new TemplateFile(templates, snippets), losses);
    }

    private static PortableTemplate template(JsonNode node, int place, List<ConversionLoss> losses) {
        if (!node.isObject()) {
            throw new RuleViolation("Template " + place + " is no object in braces.");
        }
        String name = UntrustedJson.text(node, "name", "template " + place);
        node.propertyNames().stream()
                .filter(property -> !KNOWN.contains(property))
                .forEach(property -> losses.add(new ConversionLoss(
                        name, "“" + UntrustedJson.brief(property) + "” is not known here; left out.")));
        List<String> tags = new ArrayList<>();
        node.path("tags").forEach(tag -> tags.add(tag.asString("")));
        return new PortableTemplate(
                name,
                UntrustedJson.text(node, "text", name),
                UntrustedJson.text(node, "scene", name),
                UntrustedJson.text(node, "lighting", name),
                UntrustedJson.text(node, "camera", name),
                UntrustedJson.text(node, "style", name),
                readVariables(node.path("variables"), name),
                readSettings(node.path("settings"), name, losses),
                tags);
    }

    static List<PromptVariable> readVariables(JsonNode array, String template) {
        List<PromptVariable> variables = new ArrayList<>();
        for (JsonNode node : array) {
            List<String> suggestions = new ArrayList<>();
            node.path("suggestions").forEach(suggestion -> suggestions.add(suggestion.asString("")));
            variables.add(new PromptVariable(
                    UntrustedJson.text(node, "name", template),
                    UntrustedJson.text(node, "usual", template),
                    suggestions));
        }
        return variables;
    }

    static PortableTemplate.Settings readSettings(JsonNode node, String template, List<ConversionLoss> losses) {
        node.propertyNames().stream()
                .filter(property -> !SETTINGS.contains(property))
                .forEach(property -> losses.add(new ConversionLoss(
                        template,
                        "“" + UntrustedJson.brief(property) + "” of its settings is not known here; left out.")));
        List<PortableTemplate.Lora> loras = new ArrayList<>();
        for (JsonNode lora : node.path("loras")) {
            loras.add(new PortableTemplate.Lora(
                    UntrustedJson.text(lora, "role", template),
                    UntrustedJson.text(lora, "file", template),
                    new Strength(lora.path("strength").asDouble(1))));
        }
        return new PortableTemplate.Settings(
                node.has("trigger") ? new TriggerWord(UntrustedJson.text(node, "trigger", template)) : null,
                loras,
                known(node, "guidance", JsonNode::isNumber, template, losses)
                        ? node.path("guidance").asDouble()
                        : null,
                whole(node, "steps", template, losses),
                whole(node, "width", template, losses),
                whole(node, "height", template, losses),
                known(node, "seed", TemplateJsonFile::isSeed, template, losses)
                        ? node.path("seed").asLong()
                        : null);
    }

    private static @Nullable Integer whole(
            JsonNode settings, String name, String template, List<ConversionLoss> losses) {
        return known(settings, name, value -> value.isIntegralNumber() && value.canConvertToInt(), template, losses)
                ? settings.path(name).asInt()
                : null;
    }

    private static boolean isSeed(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0;
    }

    /** Whether a setting has a value that can be kept; one that cannot is named. */
    private static boolean known(
            JsonNode settings, String name, Predicate<JsonNode> isKnown, String template, List<ConversionLoss> losses) {
        JsonNode value = settings.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!isKnown.test(value)) {
            losses.add(new ConversionLoss(
                    template,
                    "Its " + name + " of " + UntrustedJson.brief(value.toString())
                            + " is not a number that can be kept here; left out."));
            return false;
        }
        return true;
    }
}
