package io.understudy.api;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the OpenAPI document: what a test has sent and got. */
final class ApiExamples {
    private static final String FILE = "examples.json";
    private static final String JSON = "application/json";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private @Nullable JsonNode known;

    void addTo(Operation operation) {
        JsonNode example = known().path(operation.getOperationId());
        RequestBody body = operation.getRequestBody();
        if (body != null) {
            add(example.path("request"), body.getContent());
        }
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                add(example.path("answer"), response.getContent());
            }
        });
    }

    private static void add(JsonNode example, @Nullable Content content) {
        MediaType json = content == null ? null : content.get(JSON);
        if (json != null && !example.isMissingNode()) {
            json.setExample(MAPPER.treeToValue(example, Object.class));
        }
    }

    /** Read when the document is first asked for: few people ever do. */
    private synchronized JsonNode known() {
        if (known == null) {
            try (InputStream file = Objects.requireNonNull(ApiExamples.class.getResourceAsStream(FILE), FILE)) {
                known = MAPPER.readTree(file);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return known;
    }
}
