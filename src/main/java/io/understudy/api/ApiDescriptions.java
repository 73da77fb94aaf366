package io.understudy.api;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * What the OpenAPI document says about parameters and properties. The words of a property are those of the Javadoc of
 * its record, which the compiler leaves out; a test keeps them the same.
 */
final class ApiDescriptions {
    static final String OF_PARAMETERS = "parameters.properties";
    static final String OF_PROPERTIES = "schemas.properties";

    private final Properties parameters = read(OF_PARAMETERS);
    private final Properties properties = read(OF_PROPERTIES);

    void addTo(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getDescription() == null)
                    .forEach(parameter -> parameter.setDescription(parameters.getProperty(
                            operation.getOperationId() + "." + parameter.getName(),
                            parameters.getProperty(parameter.getName()))));
        }
    }

    @SuppressWarnings("rawtypes")
    void addTo(Map<String, Schema> schemas) {
        properties.stringPropertyNames().forEach(key -> {
            int point = key.indexOf('.');
            Schema<?> schema = schemas.get(key.substring(0, point));
            if (schema != null && schema.getProperties() != null) {
                Schema<?> property = schema.getProperties().get(key.substring(point + 1));
                // What generators make of words next to a reference differs.
                if (property != null && property.get$ref() == null && property.getAnyOf() == null) {
                    property.setDescription(properties.getProperty(key));
                }
            }
        });
    }

    static Properties read(String name) {
        try (InputStream file = Objects.requireNonNull(ApiDescriptions.class.getResourceAsStream(name), name);
                Reader text = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            Properties read = new Properties();
            read.load(text);
            return read;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
