package io.understudy.versions;

import io.understudy.characters.CharacterId;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Fit;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version as lists show it.
 *
 * @param origin where its file comes from
 * @param cover a picture it generated, or null
 * @param askedBy who last asked for review, or null
 * @param stated at which strengths it is to be used, as someone stated it; null while nobody has
 * @param recalled whether its file is withheld: photos it was trained on were withdrawn, or its dataset was recalled
 * @param contradicted whether its decisions or makers are not what the audit trail says, so that nothing rests on them
 * @param fit what the bytes of its file say about its model; null until they are read
 * @param ticked how many of its checklist's {@code items} are ticked
 */
public record VersionCard(
        VersionId id,
        CharacterId character,
        int number,
        String fileName,
        VersionState state,
        BaseModel baseModel,
        VersionOrigin origin,
        Instant createdAt,
        @Nullable BlobHash cover,
        @Nullable String askedBy,
        @Nullable Instant askedAt,
        @Nullable StrengthWindow stated,
        boolean recalled,
        boolean contradicted,
        @Nullable Fit fit,
        int ticked,
        int items) {
    /** What is said in place of trust in its state where it is {@code contradicted}. */
    public static final String CONTRADICTS = "contradicts the audit trail";

    public String name() {
        return fileName.replaceFirst("\\.safetensors$", "");
    }

    public Optional<VersionOrigin.Trained> trained() {
        return origin instanceof VersionOrigin.Trained run ? Optional.of(run) : Optional.empty();
    }

    public Optional<VersionOrigin.Imported> imported() {
        return origin instanceof VersionOrigin.Imported told ? Optional.of(told) : Optional.empty();
    }

    public TriggerWord triggerWord() {
        return origin.triggerWord();
    }

    public int rank() {
        return origin.rank();
    }

    public double alpha() {
        return origin.alpha();
    }

    public StrengthWindow strength() {
        return stated == null ? StrengthWindow.ofTheGuide() : stated;
    }

    public boolean fitsFlux() {
        return baseModel.isFlux();
    }

    /** Why its file cannot be used with its model, as its bytes show; empty also until they are read. */
    public Optional<String> fault() {
        return Optional.ofNullable(fit)
                .filter(known -> !known.outcome().isUsable())
                .map(known -> known.outcome() == Fit.Outcome.BROKEN
                        ? "broken file: " + known.reason()
                        : "does not fit " + baseModel.label() + ": " + known.reason());
    }

    /** Its name where it is chosen, with what speaks against its file. */
    public String marked() {
        return fit == null || fit.outcome().isUsable()
                ? name()
                : name() + " · " + fit.outcome().words();
    }

    /** What it was trained for; {@link #fault} says what speaks against that. */
    public String use() {
        return fitsFlux()
                ? "fits " + baseModel.label()
                : "miniature, for rehearsal: loads only on " + baseModel.label() + ", not on FLUX";
    }
}
