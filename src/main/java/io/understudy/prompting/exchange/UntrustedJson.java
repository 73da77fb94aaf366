package io.understudy.prompting.exchange;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.platform.core.Wording;
import io.understudy.prompting.formats.JsonError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

final class UntrustedJson {
    private static final int DEEPEST = 40;
    private static final int BRIEF = 80;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            // ComfyUI writes NaN into its graphs.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private UntrustedJson() {}

    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException malformed) {
            throw new RuleViolation("This is not JSON: " + JsonError.inWords(malformed), malformed);
        }
    }

    static JsonNode array(JsonNode node, String what) {
        if (!node.isArray()) {
            throw new RuleViolation("The list “" + what + "” is missing.");
        }
        if (node.size() > TemplateFile.MOST) {
            throw new RuleViolation(
                    "This file has " + node.size() + " templates; at most " + TemplateFile.MOST + ". Split it.");
        }
        return node;
    }

    /** The text of a property; empty where there is none. */
    static String text(JsonNode node, String property, String where) {
        JsonNode value = node.path(property);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw new RuleViolation("“" + property + "” of " + brief(where) + " is not text.");
        }
        return value.asString();
    }

    static String brief(String text) {
        return Wording.cut(text, BRIEF);
    }
}
