package io.understudy.versions;

import io.understudy.characters.CharacterId;
import io.understudy.lora.BaseModel;
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
        int ticked,
        int items) {
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

    public String use() {
        return fitsFlux()
                ? "fits " + baseModel.label()
                : "miniature, for rehearsal: loads only on " + baseModel.label() + ", not on FLUX";
    }
}
