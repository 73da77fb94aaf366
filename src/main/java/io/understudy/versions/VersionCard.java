package io.understudy.versions;

import io.understudy.characters.CharacterId;
import io.understudy.safetensors.passport.BaseModel;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version as lists show it.
 *
 * @param cover a picture it drew, or null
 * @param askedBy who last asked for review, or null
 * @param stated at which strengths it is to be used, as somebody stated it; null while nobody has
 * @param ticked how many of its checklist's {@code items} are ticked
 */
public record VersionCard(
        VersionId id,
        CharacterId character,
        int number,
        String fileName,
        VersionState state,
        BaseModel baseModel,
        int steps,
        int rank,
        double alpha,
        Instant createdAt,
        RunId run,
        long runNumber,
        @Nullable BlobHash cover,
        @Nullable String askedBy,
        @Nullable Instant askedAt,
        @Nullable StrengthWindow stated,
        int ticked,
        int items) {
    /** The file name without its ending, which all versions share. */
    public String name() {
        return fileName.replaceFirst("\\.safetensors$", "");
    }

    /** At which strengths it is to be used: as stated for it, else as the guide says. */
    public StrengthWindow strength() {
        return stated == null ? StrengthWindow.ofTheGuide() : stated;
    }

    /** Whether the file loads on FLUX; a miniature's does not. */
    public boolean fitsFlux() {
        return baseModel.isFlux();
    }

    /** What the file can be used with, said plainly. */
    public String use() {
        return fitsFlux()
                ? "fits " + baseModel.label()
                : "miniature, for rehearsal: loads only on " + baseModel.label() + ", not on FLUX";
    }
}
