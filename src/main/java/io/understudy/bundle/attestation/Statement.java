package io.understudy.bundle.attestation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.understudy.bundle.MalformedBundleException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An in-toto statement, version 1: what is said of which files.
 *
 * @param predicateType the URI of what is said
 */
record Statement(
        @JsonProperty("_type") String type,
        List<ResourceDescriptor> subject,
        String predicateType,
        JsonNode predicate) {
    static final String TYPE = "https://in-toto.io/Statement/v1";

    Statement {
        subject = subject == null ? List.of() : List.copyOf(subject);
    }

    static Statement about(ResourceDescriptor subject, String predicateType, Object predicate) {
        return new Statement(TYPE, List.of(subject), predicateType, Json.tree(predicate));
    }

    <T> T predicate(String expectedType, Class<T> form) {
        if (!expectedType.equals(predicateType) || predicate == null) {
            throw new MalformedBundleException("It states %s, not %s.".formatted(predicateType, expectedType));
        }
        return Json.read(predicate, form);
    }
}
