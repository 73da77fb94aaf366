package io.understudy.training;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the sample prompts of a run in one column: they are read and written together, never asked for one by one. */
@Converter
class SamplePromptsConverter implements AttributeConverter<List<SamplePrompt>, String> {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<SamplePrompt>> PROMPTS = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(List<SamplePrompt> prompts) {
        return JSON.writeValueAsString(prompts);
    }

    @Override
    public List<SamplePrompt> convertToEntityAttribute(String json) {
        return JSON.readValue(json, PROMPTS);
    }
}
