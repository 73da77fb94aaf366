package io.understudy.prompting.formats;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class PromptJson {
    static final int LONGEST = 200_000;

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final int BRIEF = 120;

    private PromptJson() {}

    /**
     * Reads an object.
     *
     * @param what it should be, for the refusal: "an input of fal.ai"
     * @throws DomainException.RuleViolation when the text is too long, or not a JSON object
     */
    static ObjectNode object(String text, String what) {
        return object(text, what, LONGEST);
    }

    static ObjectNode object(String text, String what, int longest) {
        if (text.length() > longest) {
            throw new DomainException.RuleViolation(
                    "That is too long for " + what + ": at most " + longest + " characters.");
        }
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode found) {
                return found;
            }
        } catch (JacksonException malformed) {
            throw new DomainException.RuleViolation("That is not JSON: " + JsonError.inWords(malformed), malformed);
        }
        throw new DomainException.RuleViolation(
                "That is JSON, but not " + what + ": it has to be one object in braces.");
    }

    static String brief(String text) {
        return Wording.cut(text, BRIEF);
    }
}
