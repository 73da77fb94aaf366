package io.understudy.characters;

import io.understudy.prompting.guide.TriggerWord;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class TriggerWordConverter implements AttributeConverter<TriggerWord, String> {
    @Override
    public String convertToDatabaseColumn(TriggerWord word) {
        return word.value();
    }

    @Override
    public TriggerWord convertToEntityAttribute(String value) {
        return new TriggerWord(value);
    }
}
