package io.understudy.versions;

import io.understudy.lora.Strength;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

@Converter(autoApply = true)
class StrengthConverter implements AttributeConverter<@Nullable Strength, @Nullable Double> {
    @Override
    public @Nullable Double convertToDatabaseColumn(@Nullable Strength strength) {
        return strength == null ? null : strength.value();
    }

    @Override
    public @Nullable Strength convertToEntityAttribute(@Nullable Double value) {
        return value == null ? null : Strength.of(value);
    }
}
