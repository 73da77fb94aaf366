package io.understudy.doctor;

import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StrengthBand;
import io.understudy.versions.sheets.measures.SheetMeasures;
import io.understudy.versions.sheets.measures.SheetMeasures.AtStrength;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on the pictures that a LoRA generated.
 *
 * @param source whose pictures they are, such as {@code test sheet 2}
 * @param pending whether they are being measured at this moment
 * @param whyNot why nothing was measured; null when it was, or is being
 * @param measures null likewise
 */
public record GeneratedFacts(
        String source,
        boolean pending,
        @Nullable String whyNot,
        @Nullable SheetMeasures measures) {
    static GeneratedFacts pending(String source) {
        return new GeneratedFacts(source, true, null, null);
    }

    static GeneratedFacts notMeasured(String source, String whyNot) {
        return new GeneratedFacts(source, false, whyNot, null);
    }

    static GeneratedFacts measured(String source, SheetMeasures measures) {
        return new GeneratedFacts(source, false, null, measures);
    }

    Optional<SheetMeasures> read() {
        return Optional.ofNullable(measures);
    }

    /** The column whose strength is closest to 1 among those that the guide calls balanced. */
    Optional<AtStrength> standard() {
        return read().stream()
                .flatMap(known -> known.strengths().stream())
                .filter(at -> StrengthBand.of(at.strength()) == StrengthBand.BALANCED)
                .min(Comparator.comparingDouble(at -> at.strength().distance(Strength.FULL)));
    }

    Finding missing(String cause, String otherwise) {
        return Finding.notMeasured(
                cause, pending ? "The pictures are being measured." : whyNot == null ? otherwise : whyNot);
    }
}
