package io.understudy.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.understudy.identity.access.TokenScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Something that an assistant may ask for.
 *
 * @param scope that of the operation of the API which it mirrors
 * @param withoutCharacter whether a token of a few characters may ask for it although it names none
 * @param changes whether something is different afterwards
 * @param work gives the answer, which becomes JSON
 */
record Tool(
        String name,
        String description,
        TokenScope scope,
        boolean withoutCharacter,
        boolean changes,
        List<Parameter> parameters,
        Function<Arguments, Object> work) {
    static Tool reading(String name, String description, List<Parameter> parameters, Function<Arguments, Object> work) {
        return new Tool(name, description, TokenScope.READ, false, false, parameters, work);
    }

    McpSchema.Tool definition() {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
        Map<String, Object> schema = Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                parameters.stream()
                        .filter(Parameter::required)
                        .map(Parameter::name)
                        .toList(),
                "additionalProperties",
                false);
        return McpSchema.Tool.builder(name, schema)
                .description(description)
                .annotations(McpSchema.ToolAnnotations.builder()
                        .readOnlyHint(!changes)
                        .destructiveHint(false)
                        .idempotentHint(!changes)
                        .openWorldHint(false)
                        .build())
                .build();
    }
}
