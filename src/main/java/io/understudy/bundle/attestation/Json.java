package io.understudy.bundle.attestation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.understudy.bundle.MalformedBundleException;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Fields in the order of their records, those without a value left out; no field may be there twice. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static <T> T read(byte[] text, Class<T> type) {
        return read(() -> MAPPER.readValue(text, type));
    }

    static <T> T read(String text, Class<T> type) {
        return read(() -> MAPPER.readValue(text, type));
    }

    static <T> T read(JsonNode tree, Class<T> type) {
        return read(() -> MAPPER.treeToValue(tree, type));
    }

    private static <T> T read(Supplier<T> reading) {
        T read;
        try {
            read = reading.get();
        } catch (JacksonException e) {
            throw new MalformedBundleException("The text cannot be read: " + e.getOriginalMessage(), e);
        }
        // For the text "null".
        if (read == null) {
            throw new MalformedBundleException("The text is empty.");
        }
        return read;
    }
}
