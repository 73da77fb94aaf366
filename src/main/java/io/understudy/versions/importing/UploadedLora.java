package io.understudy.versions.importing;

import io.understudy.lora.BaseModel;
import io.understudy.lora.passport.Passport;
import io.understudy.storage.BlobHash;
import io.understudy.versions.registry.VersionLookup.Known;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A sound LoRA file that was uploaded and read, and waits for someone to say what it is.
 *
 * @param size in bytes
 * @param known versions that have this file or these weights already
 */
public record UploadedLora(BlobHash file, long size, Passport passport, List<Known> known) {
    public UploadedLora {
        known = List.copyOf(known);
    }

    public List<BaseModel> models() {
        return Arrays.stream(BaseModel.values())
                .filter(model -> passport.fit(model).outcome().isUsable())
                .sorted((one, other) -> passport.fit(one)
                        .outcome()
                        .compareTo(passport.fit(other).outcome()))
                .toList();
    }

    /** The one to begin with: proven, or the only one whose shapes fit; empty where someone has to choose. */
    public Optional<BaseModel> proposed() {
        List<BaseModel> models = models();
        return passport.target().or(() -> models.size() == 1 ? Optional.of(models.getFirst()) : Optional.empty());
    }
}
