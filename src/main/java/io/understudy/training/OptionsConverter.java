package io.understudy.training;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Converter
class OptionsConverter implements AttributeConverter<Map<String, String>, String> {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(Map<String, String> values) {
        return JSON.writeValueAsString(values);
    }

    @Override
    public Map<String, String> convertToEntityAttribute(String json) {
        return JSON.readValue(json, VALUES);
    }
}
