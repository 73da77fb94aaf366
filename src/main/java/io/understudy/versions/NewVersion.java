package io.understudy.versions;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.safetensors.passport.BaseModel;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunId;
import io.understudy.training.TrainingParameters;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a finished run hands over to its version.
 *
 * @param contributors accounts of everyone who shaped the snapshot
 * @param cover a picture that shows it, or null when the run drew none
 */
record NewVersion(
        CharacterId character,
        String slug,
        RunId run,
        long runNumber,
        SnapshotId snapshot,
        String backend,
        BaseModel baseModel,
        TrainingParameters parameters,
        BlobHash file,
        long fileSize,
        UUID launchedBy,
        Set<UUID> contributors,
        @Nullable BlobHash cover) {
    NewVersion {
        contributors = Set.copyOf(contributors);
    }

    /** As the guide names files: {@code ava-lindqvist_v1_1000steps.safetensors}. */
    String fileName(int number) {
        return name(slug, number, parameters.steps()) + ".safetensors";
    }

    static String name(String slug, int number, int steps) {
        return "%s_v%d_%dsteps".formatted(slug, number, steps);
    }
}
