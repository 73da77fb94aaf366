package io.understudy.versions.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.TrainingSettings;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Where a version's file comes from, to be kept next to the file: files that a service delivered are not changed, so
 * they do not say it themselves. What is not known is left out.
 *
 * @param version name without ending
 * @param size in bytes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VersionLineage(
        String version,
        String file,
        String sha256,
        long size,
        String targetModel,
        TriggerWord triggerWord,
        @Nullable Long run,
        @Nullable String snapshot,
        @Nullable String backend,
        @Nullable TrainingSettings parameters,
        VersionOrigin.@Nullable Imported imported) {
    public static VersionLineage of(VersionDetails version) {
        VersionOrigin.Trained trained = version.trained().orElse(null);
        return new VersionLineage(
                version.card().name(),
                version.card().fileName(),
                version.file().hex(),
                version.fileSize(),
                version.card().baseModel().label(),
                version.triggerWord(),
                trained == null ? null : trained.runNumber(),
                trained == null ? null : trained.snapshot().hash(),
                trained == null ? null : trained.backend(),
                trained == null ? null : trained.parameters(),
                version.card().imported().orElse(null));
    }
}
