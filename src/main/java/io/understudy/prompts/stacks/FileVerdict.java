package io.understudy.prompts.stacks;

import io.understudy.lora.BaseModel;
import io.understudy.lora.Fit;
import io.understudy.lora.ModelFamily;
import io.understudy.lora.ModelPart;
import io.understudy.lora.passport.Passport;
import io.understudy.versions.passports.FilePassport;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a LoRA file say about its use.
 *
 * @param family the model that it is made for, such as {@code SDXL}; null while that is unknown
 * @param unknown why the family is unknown, or null
 * @param broken why it can be used with no model at all, or null
 * @param byShape models that it loads into although its family is unknown
 * @param textEncoder whether the file changes a text encoder too; false while it is unknown
 */
public record FileVerdict(
        @Nullable String family,
        @Nullable String unknown,
        @Nullable String broken,
        List<BaseModel> byShape,
        boolean textEncoder) {
    private static final Set<ModelPart> TEXT_ENCODERS = EnumSet.of(ModelPart.CLIP, ModelPart.T5);
    private static final String BEING_READ = "The file is still being read.";

    public FileVerdict {
        byShape = List.copyOf(byShape);
    }

    /** What has to be said of the file wherever it is chosen; empty for a sound file for FLUX.1 dev. */
    Optional<String> mark() {
        if (broken != null) {
            return Optional.of("broken file");
        }
        if (family == null) {
            return Optional.of(BEING_READ.equals(unknown) ? "being read" : "unknown model");
        }
        return family.equals(BaseModel.FLUX1_DEV.label()) ? Optional.empty() : Optional.of("for " + family);
    }

    /** The model that the team trained a file for, unless its bytes say otherwise; null when they name none. */
    static @Nullable BaseModel model(BaseModel trainedFor, @Nullable Passport read) {
        return read == null || read.fit(trainedFor).outcome() != Fit.Outcome.DOES_NOT_FIT
                ? trainedFor
                : read.target().orElse(null);
    }

    /**
     * @param trainedFor the model that the team trained it for, or null for a file that was made elsewhere; it counts
     *     unless the bytes say otherwise
     */
    static FileVerdict of(@Nullable BaseModel trainedFor, @Nullable FilePassport passport) {
        String broken = passport == null ? null : passport.broken().orElse(null);
        Passport read = passport == null ? null : passport.passport();
        boolean textEncoder = read != null && !Collections.disjoint(read.parts(), TEXT_ENCODERS);
        if (trainedFor != null && model(trainedFor, read) == trainedFor) {
            return new FileVerdict(trainedFor.label(), null, broken, List.of(), textEncoder);
        }
        if (read == null) {
            return new FileVerdict(null, broken == null ? BEING_READ : broken, broken, List.of(), false);
        }
        String family = read.model().family() == ModelFamily.NOT_FLUX
                ? read.model().name()
                : read.target().map(BaseModel::label).orElse(null);
        return new FileVerdict(
                family,
                family == null ? read.model().reason() : null,
                broken,
                Arrays.stream(BaseModel.values())
                        .filter(model -> read.fit(model).outcome() == Fit.Outcome.UNPROVEN)
                        .toList(),
                textEncoder);
    }
}
