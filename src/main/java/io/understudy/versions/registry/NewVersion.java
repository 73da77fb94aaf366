package io.understudy.versions.registry;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.lora.BaseModel;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunId;
import io.understudy.training.TrainingSettings;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a run hands over to its version.
 *
 * @param checkpointStep that the file is the checkpoint of; 0 for the run's own result
 * @param contributors accounts of everyone who shaped the snapshot
 * @param cover a picture that shows it, or null when the run drew none
 */
public record NewVersion(
        CharacterId character,
        String slug,
        RunId run,
        long runNumber,
        int checkpointStep,
        SnapshotId snapshot,
        String backend,
        BaseModel baseModel,
        TrainingSettings parameters,
        BlobHash file,
        long fileSize,
        UUID launchedBy,
        Instant launchedAt,
        Set<UUID> contributors,
        @Nullable BlobHash cover) {
    public NewVersion {
        contributors = Set.copyOf(contributors);
    }

    /** As the guide names files: {@code ava-lindqvist_v1_1000steps.safetensors}. */
    String fileName(int number) {
        return name(slug, number, checkpointStep == 0 ? parameters.steps() : checkpointStep) + ".safetensors";
    }

    public static String name(String slug, int number, int steps) {
        return "%s_v%d_%dsteps".formatted(slug, number, steps);
    }
}
